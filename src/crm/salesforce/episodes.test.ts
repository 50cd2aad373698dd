import { describe, expect, test } from '@jest/globals';
import { startRig, type SalesforceRig } from '../../testing/salesforceRig.ts';
import type { EpisodeRecord } from '../crm.ts';

const episode = ({ clock, ann }: SalesforceRig, leadId: string, more: Partial<EpisodeRecord> = {}): EpisodeRecord => ({
  key: `e-${leadId}`,
  leadId,
  ownerId: ann,
  state: 'open',
  tier: 1,
  score: 82,
  reason: 'asked for a demo',
  signalAt: clock.now() - 60_000,
  openedAt: clock.now(),
  respondBy: clock.now() + 3_600_000,
  ...more,
});
const kept = ({ sandbox }: SalesforceRig) => sandbox.rows('Hot_Lead__c');
const keep = ({ crm }: SalesforceRig, ...episodes: EpisodeRecord[]) => crm.keepEpisodes?.(episodes);

describe('keeping episodes', () => {
  test('an episode is one row, however often it is kept, and what is no more is emptied', async () => {
    await using rig = await startRig();
    const leadId = rig.sandbox.addLead();
    const answered = { state: 'contacted', firstContactAt: rig.clock.now() + 60_000 } as const;
    expect(await keep(rig, episode(rig, leadId, answered))).toEqual([{ ok: true }]);
    expect(kept(rig)).toMatchObject([
      {
        Lead__c: leadId,
        OwnerId: rig.ann,
        State__c: 'contacted',
        First_Response_At__c: '2026-11-20T12:01:00.000+0000',
      },
    ]);
    const { ownerId: _, ...nobodys } = episode(rig, leadId, { state: 'closed', closedAs: 'not_a_fit' });
    expect(await keep(rig, nobodys)).toEqual([{ ok: true }]);
    expect(kept(rig)).toMatchObject([
      {
        State__c: 'closed',
        Closed_As__c: 'not_a_fit',
        First_Response_At__c: null,
        OwnerId: rig.sandbox.integrationUser,
      },
    ]);
  });

  test('the deal that came of it is marked, once', async () => {
    await using rig = await startRig();
    const contact = rig.sandbox.addContact();
    const dealId = rig.sandbox.addOpportunity({ Amount: 500 });
    const wanted = episode(rig, contact, { dealId });
    expect(await keep(rig, wanted)).toEqual([{ ok: true }]);
    expect(rig.sandbox.row('Opportunity', dealId)?.['From_Hot_Lead__c']).toBe(true);
    expect(kept(rig)).toMatchObject([{ Contact__c: contact, Opportunity__c: dealId }]);
    rig.clock.advance(60_000);
    const stamped = rig.sandbox.row('Opportunity', dealId)?.['SystemModstamp'];
    await keep(rig, wanted);
    expect(rig.sandbox.row('Opportunity', dealId)?.['SystemModstamp']).toBe(stamped);
  });

  test('of a Lead that was converted the contact is kept, too, and of its episodes the one that a deal came of has it', async () => {
    await using rig = await startRig();
    const leadId = rig.sandbox.addLead();
    const { contactId, opportunityId: dealId = '' } = rig.sandbox.convertLead(leadId);
    const three = [{ key: 'e1' }, { key: 'e2', dealId }, { key: 'e3' }].map((more) => episode(rig, leadId, more));
    expect(await keep(rig, ...three)).toEqual(three.map(() => ({ ok: true })));
    const row = { Lead__c: leadId, Contact__c: contactId };
    expect(kept(rig)).toMatchObject([null, dealId, null].map((deal) => ({ ...row, Opportunity__c: deal })));
    expect(rig.sandbox.row('Opportunity', dealId)?.['From_Hot_Lead__c']).toBe(true);
  });

  test.each([
    ['the queue of hot leads', ['Hot_Lead__c', 'Lead'], true],
    ['us, where that queue takes none', ['Lead'], false],
  ])('what nobody has belongs to %s', async (_, objects, isTheirs) => {
    await using rig = await startRig();
    const queue = rig.sandbox.addQueue('Hot Leads', { objects });
    const { ownerId: _ann, ...nobodys } = episode(rig, rig.sandbox.addLead());
    expect(await keep(rig, nobodys)).toEqual([{ ok: true }]);
    expect(kept(rig)).toMatchObject([{ OwnerId: isTheirs ? queue : rig.sandbox.integrationUser }]);
    await keep(rig, { ...nobodys, ownerId: rig.ann });
    expect(kept(rig)).toMatchObject([{ OwnerId: rig.ann }]);
  });

  test('told under the contact it became, it keeps the Lead that it was', async () => {
    await using rig = await startRig();
    const leadId = rig.sandbox.addLead();
    await keep(rig, episode(rig, leadId, { key: 'e1' }));
    const { contactId } = rig.sandbox.convertLead(leadId);
    await keep(rig, episode(rig, contactId, { key: 'e1' }));
    expect(kept(rig)).toMatchObject([{ Lead__c: leadId, Contact__c: contactId }]);
  });

  test('what it points to may be gone, and its owner may have left', async () => {
    await using rig = await startRig();
    const [leadId, dealId] = [rig.sandbox.addLead(), rig.sandbox.addOpportunity()];
    rig.sandbox.deleteRecord(leadId);
    rig.sandbox.deleteRecord(dealId);
    rig.sandbox.deactivate(rig.ann);
    expect(await keep(rig, episode(rig, leadId, { dealId }))).toEqual([{ ok: true }]);
    expect(kept(rig)).toMatchObject([{ Opportunity__c: null, OwnerId: rig.sandbox.integrationUser }]);
  });

  test('the same key twice in one call is one row, as said last', async () => {
    await using rig = await startRig();
    const leadId = rig.sandbox.addLead();
    const both = await keep(rig, episode(rig, leadId), episode(rig, leadId, { state: 'claimed' }));
    expect(both).toEqual([{ ok: true }, { ok: true }]);
    expect(kept(rig)).toMatchObject([{ State__c: 'claimed' }]);
  });

  test('one that is refused sinks no other', async () => {
    await using rig = await startRig();
    const ids = [rig.sandbox.addLead(), rig.sandbox.addLead()];
    const [first, second] = ids.map((id) => episode(rig, id));
    await keep(rig, ...ids.map((id) => episode(rig, id)));
    rig.sandbox.lockRow(String(kept(rig)[0]?.['Id']));
    expect(first && second && (await keep(rig, first, second))).toMatchObject([
      { ok: false, failure: { kind: 'retry' } },
      { ok: true },
    ]);
  });

  test('200 episodes take two calls, and one more where deals are to be marked', async () => {
    await using rig = await startRig();
    const person = (n: number) => ({ LastName: `${n}`, Company: 'x', IsDeleted: false });
    const leads = rig.sandbox.bulk('Lead', 200, person);
    const contacts = rig.sandbox.bulk('Contact', 200, person);
    await keep(rig, episode(rig, leads[0] ?? ''));
    const dealId = rig.sandbox.addOpportunity();
    const ofLeads = await rig.callsOf(async () => keep(rig, ...leads.map((id) => episode(rig, id))));
    const ofContacts = await rig.callsOf(async () => keep(rig, ...contacts.map((id) => episode(rig, id, { dealId }))));
    expect([ofLeads, ofContacts]).toEqual([2, 3]);
  });

  test('in an org that is not set up it waits, and says what to do', async () => {
    await using rig = await startRig({ setUp: false });
    const [outcome] = (await keep(rig, episode(rig, rig.sandbox.addLead()))) ?? [];
    expect(outcome).toMatchObject({ ok: false, failure: { kind: 'blocked', code: 'not_set_up' } });
    expect(outcome?.ok === false && outcome.failure.message).toContain('hot-lead salesforce setup');
  });
});
