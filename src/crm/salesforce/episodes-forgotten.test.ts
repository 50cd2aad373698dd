import { describe, expect, test } from '@jest/globals';
import { startRig, type SalesforceRig } from '../../testing/salesforceRig.ts';

/** The row of an episode that is kept, of a new Lead. */
async function kept({ sandbox, clock, crm, ann }: SalesforceRig, key: string, more = {}): Promise<string> {
  const times = { signalAt: clock.now(), openedAt: clock.now(), respondBy: clock.now() + 3_600_000 };
  const about = { key, leadId: sandbox.addLead(), ownerId: ann, reason: 'Ada asked for a demo', ...times };
  await crm.keepEpisodes?.([{ ...about, state: 'open', tier: 1, score: 82, ...more }]);
  return String(sandbox.rows('Hot_Lead__c').find((row) => row['Episode_Key__c'] === key)?.['Id']);
}
const row = ({ sandbox }: SalesforceRig, id: string) => sandbox.row('Hot_Lead__c', id);
const forget = ({ crm }: SalesforceRig, ...keys: string[]) => crm.forgetEpisodes?.(keys);

describe('forgetting the people of episodes', () => {
  test('leaves a row that says no reason and points to nobody, with the numbers and times it had', async () => {
    await using rig = await startRig();
    const dealId = rig.sandbox.addOpportunity();
    const answered = { state: 'contacted', firstContactAt: rig.clock.now() + 60_000, dealId };
    const [id, other] = [await kept(rig, 'e1', answered), await kept(rig, 'e2')];
    const before = row(rig, id);
    expect(await forget(rig, 'e1')).toEqual([{ ok: true }]);
    const { SystemModstamp: _s, LastModifiedDate: _m, LastModifiedById: _b, ...after } = row(rig, id) ?? {};
    const over = { State__c: 'closed', Closed_As__c: 'duplicate' };
    expect({ ...before, ...after }).toEqual({ ...before, Reason__c: null, Lead__c: null, Contact__c: null, ...over });
    expect(after).toMatchObject({ Opportunity__c: dealId, Score_At_Trigger__c: 82, OwnerId: rig.ann });
    expect(row(rig, other)).toMatchObject({ Reason__c: 'Ada asked for a demo', State__c: 'open' });
  });

  test('leaves how one ended that was over', async () => {
    await using rig = await startRig();
    const id = await kept(rig, 'e1', { state: 'closed', closedAs: 'won' });
    await forget(rig, 'e1');
    expect(row(rig, id)).toMatchObject({ State__c: 'closed', Closed_As__c: 'won', Reason__c: null });
  });

  test('makes no row of an episode that is not kept, and writes none twice', async () => {
    await using rig = await startRig();
    const id = await kept(rig, 'e1');
    expect(await forget(rig, 'e0', 'e1')).toEqual([{ ok: true }, { ok: true }]);
    const stamped = row(rig, id)?.['SystemModstamp'];
    rig.clock.advance(60_000);
    expect(await forget(rig, 'e0', 'e1')).toEqual([{ ok: true }, { ok: true }]);
    expect(row(rig, id)?.['SystemModstamp']).toBe(stamped);
    expect(rig.sandbox.rows('Hot_Lead__c')).toHaveLength(1);
  });

  test('one that is refused sinks no other', async () => {
    await using rig = await startRig();
    const [first, second] = [await kept(rig, 'e1'), await kept(rig, 'e2')];
    rig.sandbox.lockRow(first);
    expect(await forget(rig, 'e1', 'e2')).toMatchObject([{ ok: false, failure: { kind: 'retry' } }, { ok: true }]);
    expect(row(rig, second)).toMatchObject({ Reason__c: null });
  });

  test('has nothing to do in an org that is not set up', async () => {
    await using rig = await startRig({ setUp: false });
    expect(await forget(rig, 'e1')).toEqual([{ ok: true }]);
  });
});
