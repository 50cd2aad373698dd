import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { addHotStatus, addSalesforceFields } from '../../testing/salesforceFields.ts';
import { heldClock } from '../../testing/clock.ts';
import type { Change } from '../crm.ts';
import { changesSince } from './changes.ts';
import type { Described } from './describe.ts';
import { startOrg, type TestOrg } from '../../testing/salesforceOrg.ts';
import type { Row } from './org.ts';

const begin = Date.parse('2026-11-20T12:00:00Z');

type Pull = ReturnType<typeof changesSince>;

/** Pulls page after page until a sweep ends, doing `between` after each; more than 500 pages are a loop. */
async function sweep(
  pull: Pull,
  cursor?: string,
  between: () => void = () => {},
): Promise<{ changes: Change[]; cursor: string }> {
  const changes: Change[] = [];
  for (let page = 0; page < 500; page++) {
    const answer = await pull(cursor, begin - 3_600_000);
    changes.push(...answer.changes);
    cursor = answer.cursor;
    if (!answer.more) return { changes, cursor };
    between();
  }
  throw new Error('the sweep does not end');
}

/** An org of Leads alone that shows a change only after its transaction ended, dated when it began. */
function leadsAlone(pageSize: number, aheadMs = 0) {
  const clock = heldClock(begin);
  const leads = new Map<string, { at: number; shownAt: number }>();
  const fields = ['Id', 'SystemModstamp', 'IsDeleted', 'MasterRecordId', 'IsConverted', 'ConvertedContactId'];
  const lead: Described = { fields: new Map(fields.map((name) => [name, { name } as never])) };
  const org = {
    describe: async (object: string) => (object === 'Lead' ? lead : undefined),
    queries: async (_asked: unknown, soqls: string[]) => soqls.map((soql) => answer(soql)),
  };
  const answer = (soql: string): Row[] => {
    const [, from = ''] = />= (\S+)/.exec(soql) ?? [];
    const [, after] = /Id > '(\w+)'/.exec(soql) ?? [];
    return [...leads]
      .filter(([, { shownAt }]) => shownAt <= clock.now())
      .filter(
        ([id, { at }]) => at > Date.parse(from) || (at === Date.parse(from) && (after === undefined || id > after)),
      )
      .toSorted(([a, { at: one }], [b, { at: other }]) => one - other || (a < b ? -1 : 1))
      .slice(0, pageSize)
      .map(([Id, { at }]) => ({ Id, SystemModstamp: new Date(at).toISOString() }));
  };
  const id = (number: number) => `00Q${String(number).padStart(12, '0')}AAA`;
  const touch = (number: number, when: { at?: number; shownAt?: number } = {}) => {
    const at = when.at ?? clock.now();
    leads.set(id(number), { at, shownAt: when.shownAt ?? at });
  };
  return { clock, touch, id, pull: changesSince(org, () => clock.now() + aheadMs, pageSize) };
}

describe('changesSince of Salesforce', () => {
  test('an import of one second, larger than any page, is read completely and ends', async () => {
    const on = leadsAlone(3);
    for (let number = 0; number < 100; number++) on.touch(number, { at: begin - 500_000 });
    for (let number = 100; number < 107; number++) on.touch(number, { at: begin - 400_000 });
    const first = await sweep(on.pull);
    expect(new Set(first.changes.map(({ key }) => key)).size).toBe(107);
    expect((await sweep(on.pull, first.cursor)).changes).toEqual([]);
  });

  test('a transaction that began up to five minutes before it ended hides nothing', async () => {
    const on = leadsAlone(10);
    on.touch(1);
    on.touch(2, { at: begin - 280_000, shownAt: begin + 11_000 });
    on.clock.advance(10_000);
    const first = await sweep(on.pull);
    on.clock.advance(1_000);
    const second = await sweep(on.pull, first.cursor);
    expect([first, second].map(({ changes }) => changes.map(({ leadId }) => leadId))).toEqual([
      [on.id(1)],
      [on.id(2), on.id(1)],
    ]);
    expect(second.changes[1]?.key).toBe(first.changes[0]?.key);
  });

  test('whatever changes while pages are read, the latest state of everybody is told', async () => {
    const steps = fc.array(fc.array(fc.tuple(fc.nat(12), fc.nat(2))), { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 4 }), steps, async (pageSize, all) => {
        const on = leadsAlone(pageSize);
        const waiting = [...all];
        const last = new Map<string, number>();
        const step = () => {
          for (const [number, seconds] of waiting.shift() ?? []) {
            on.clock.advance(seconds * 1_000);
            on.touch(number);
            last.set(on.id(number), on.clock.now());
          }
        };
        let cursor: string | undefined;
        const keys = new Set<string>();
        for (let times = 0; times < 3 || waiting.length > 0; times++) {
          step();
          const done = await sweep(on.pull, cursor, step);
          done.changes.forEach(({ key }) => keys.add(key));
          cursor = done.cursor;
        }
        on.clock.advance(120_000);
        (await sweep(on.pull, cursor)).changes.forEach(({ key }) => keys.add(key));
        for (const [id, at] of last) expect(keys).toContain(`salesforce:${id}:${at}`);
      }),
      { numRuns: 60 },
    );
  });

  test('two changes within one second, one read before the other came, are two changes', async () => {
    const on = leadsAlone(10);
    on.touch(1);
    const first = await sweep(on.pull);
    on.clock.advance(120_000);
    const second = await sweep(on.pull, first.cursor);
    const third = await sweep(on.pull, second.cursor);
    const keys = [first, second, third].map(({ changes }) => changes.map(({ key }) => key));
    expect(keys).toEqual([[`salesforce:${on.id(1)}:${begin}:early`], [`salesforce:${on.id(1)}:${begin}`], keys[1]]);
  });

  test.each([0, 8_000, 100_000])('nor does a clock of ours that is %i ms ahead make them one', async (aheadMs) => {
    const on = leadsAlone(10, aheadMs);
    on.touch(1);
    const first = await sweep(on.pull);
    on.touch(1);
    on.clock.advance(60_000);
    const second = await sweep(on.pull, first.cursor);
    on.clock.advance(60_000);
    const third = await sweep(on.pull, second.cursor);
    const before = first.changes.map(({ key }) => key);
    const later = [second, third].flatMap(({ changes }) => changes.map(({ key }) => key));
    expect(later.filter((key) => !before.includes(key))).not.toEqual([]);
  });

  test('what another change came after is told as it stays, without waiting', async () => {
    const on = leadsAlone(10);
    on.touch(1);
    const first = await sweep(on.pull);
    on.clock.advance(10_000);
    on.touch(2);
    const second = await sweep(on.pull, first.cursor);
    expect(second.changes.map(({ key }) => key)).toEqual([
      `salesforce:${on.id(1)}:${begin}`,
      `salesforce:${on.id(2)}:${begin + 10_000}:early`,
    ]);
  });

  test('an unreadable cursor begins again', async () => {
    const on = leadsAlone(10);
    on.touch(1);
    expect((await sweep(on.pull, 'nonsense')).changes).toHaveLength(1);
  });
});

describe('changesSince in an org', () => {
  const pullOf = ({ org, now }: TestOrg) => changesSince(org, now);

  test('changes are read until the last of the calls that are kept for the org itself', async () => {
    await using on = await startOrg();
    on.sandbox.setDailyLimit(1_000);
    const lead = on.sandbox.addLead();
    on.clock.advance(60_000);
    on.sandbox.useCalls(900);
    await on.org.userId();
    const { changes } = await sweep(pullOf(on));
    expect(changes.map(({ leadId }) => leadId)).toEqual([lead]);
    on.sandbox.useCalls(60);
    await on.org.queries({ what: 'look' }, ['SELECT Id FROM Lead']);
    await expect(sweep(pullOf(on))).rejects.toMatchObject({ code: 'daily_limit' });
  });

  test('what happens beside a person tells of the person, and a quiet round is one call', async () => {
    await using on = await startOrg();
    const { sandbox } = on;
    addSalesforceFields(sandbox);
    const [lead, contact] = [sandbox.addLead(), sandbox.addContact()];
    on.clock.advance(120_000);
    const first = await sweep(pullOf(on));
    on.clock.advance(600_000);
    const again = await sweep(pullOf(on), first.cursor);
    const quiet = await sweep(pullOf(on), again.cursor);
    const fresh = async (make: () => void) => {
      on.clock.advance(600_000);
      make();
      const answer = await sweep(pullOf(on), quiet.cursor);
      return new Set(answer.changes.map(({ leadId }) => leadId));
    };
    const campaign = sandbox.addCampaign();
    expect(again.changes).toEqual(first.changes);
    expect(quiet.changes).toEqual([]);
    expect(await fresh(() => sandbox.addTask({ WhoId: lead }))).toEqual(new Set([lead]));
    expect(await fresh(() => sandbox.addMember(campaign, contact))).toEqual(new Set([lead, contact]));
    const email = sandbox.addEmail({ about: [contact], withTask: false });
    on.clock.advance(120_000);
    const before = await sweep(pullOf(on), quiet.cursor);
    on.clock.advance(300_000);
    sandbox.openEmail(email);
    const opened = await sweep(pullOf(on), before.cursor);
    const keys = new Set(before.changes.map(({ key }) => key));
    expect(opened.changes.filter(({ key }) => !keys.has(key)).map(({ leadId }) => leadId)).toEqual([contact]);
    const calls = sandbox.apiCalls();
    await sweep(pullOf(on), opened.cursor);
    expect(sandbox.apiCalls() - calls).toBe(1);
  });

  test('an event and an opened mail are told within five minutes, in a second call in each five', async () => {
    await using on = await startOrg();
    const { sandbox, clock } = on;
    addSalesforceFields(sandbox);
    addHotStatus(sandbox);
    const [guest, reader] = [sandbox.addLead(), sandbox.addLead()];
    const email = sandbox.addEmail({ about: [reader], withTask: false });
    clock.advance(600_000);
    let { cursor } = await sweep(pullOf(on), (await sweep(pullOf(on))).cursor);
    clock.advance(60_000);
    sandbox.addEvent({ WhoId: guest });
    sandbox.openEmail(email);
    const calls: number[] = [];
    const told: string[] = [];
    for (let minute = 2; minute <= 10; minute++) {
      clock.advance(60_000);
      const before = sandbox.apiCalls();
      const { changes, ...next } = await sweep(pullOf(on), cursor);
      cursor = next.cursor;
      calls.push(sandbox.apiCalls() - before);
      told.push(...changes.map(({ leadId }) => `${leadId} ${minute}`));
    }
    expect(calls).toEqual([1, 1, 1, 2, 1, 1, 1, 1, 2]);
    expect(told).toEqual(expect.arrayContaining([`${guest} 5`, `${reader} 5`]));
  });

  test('a merged record and a converted Lead say what they became; a deleted one says that it changed', async () => {
    await using on = await startOrg();
    const { sandbox } = on;
    const [kept, lost, converted, deleted] = Array.from({ length: 4 }, () => sandbox.addLead());
    const first = await sweep(pullOf(on));
    on.clock.advance(600_000);
    sandbox.mergeLeads(kept ?? '', lost ?? '');
    sandbox.convertLead(converted ?? '');
    sandbox.deleteRecord(deleted ?? '');
    const contact = sandbox.row('Lead', converted ?? '')?.['ConvertedContactId'];
    const { changes } = await sweep(pullOf(on), first.cursor);
    const of = (id: string | undefined) => changes.find(({ leadId }) => leadId === id);
    expect(of(lost)).toMatchObject({ into: kept });
    expect(of(converted)).toMatchObject({ into: contact });
    expect(of(deleted)?.leadId).toBe(deleted);
    expect(of(deleted)?.into).toBeUndefined();
    expect(changes.map(({ leadId }) => leadId)).toContain(contact);
  });

  test('who is to be forgotten is told so within five minutes, however long ago that was said, and in no call more', async () => {
    await using on = await startOrg({}, { dataPrivacy: true });
    const { sandbox, clock } = on;
    addSalesforceFields(sandbox);
    addHotStatus(sandbox);
    const individual = (ShouldForget: boolean) => sandbox.record('Individual', { LastName: 'Byron', ShouldForget });
    const of = (IndividualId: string) => ({ IndividualId });
    const [long, later] = [individual(true), individual(false)];
    const leads = [sandbox.addLead(of(long)), sandbox.addLead(of(later)), sandbox.addLead()];
    const contact = sandbox.addContact(of(later));
    clock.advance(30 * 86_400_000);
    const told = ({ changes }: { changes: Change[] }) =>
      changes.filter(({ erase }) => erase).map(({ leadId }) => leadId);
    // What is from before the product began is no change, but for this.
    const first = await sweep((cursor) => pullOf(on)(cursor, clock.now()));
    expect([told(first), first.changes.length]).toEqual([[leads[0]], 1]);
    clock.advance(600_000);
    sandbox.setRecord(later, { ShouldForget: true });
    clock.advance(1_000);
    const calls = sandbox.apiCalls();
    const second = await sweep(pullOf(on), first.cursor);
    expect([new Set(told(second)), sandbox.apiCalls() - calls]).toEqual([new Set([contact, leads[1]]), 2]);
    clock.advance(60_000);
    sandbox.setRecord(leads[2] ?? '', of(long));
    const third = await sweep(pullOf(on), second.cursor);
    expect(told(third)).toEqual([leads[2]]);
  });

  test('who went into somebody else is forgotten only if that one is to be', async () => {
    await using on = await startOrg({}, { dataPrivacy: true });
    const { sandbox, clock } = on;
    const [kept, lost] = [sandbox.addLead(), sandbox.addLead()];
    const IndividualId = sandbox.record('Individual', { LastName: 'Byron', ShouldForget: true });
    const first = await sweep(pullOf(on));
    clock.advance(600_000);
    sandbox.setRecord(lost, { IndividualId });
    sandbox.mergeLeads(kept, lost);
    const { changes } = await sweep(pullOf(on), first.cursor);
    expect(changes.filter(({ erase }) => erase)).toEqual([]);
    expect(changes).toContainEqual(expect.objectContaining({ leadId: lost, into: kept }));
  });

  test.each(['Individual', 'Lead.IndividualId'])(
    'an org that hides %s from us tells of nobody to forget',
    async (hidden) => {
      await using on = await startOrg({}, { dataPrivacy: true });
      const { sandbox, clock } = on;
      const IndividualId = sandbox.record('Individual', { LastName: 'Byron', ShouldForget: true });
      const lead = sandbox.addLead({ IndividualId });
      const [object = '', field] = hidden.split('.');
      const org = {
        ...on.org,
        describe: async (name: string) => {
          const found = await on.org.describe(name);
          if (name !== object || found === undefined) return found;
          return field === undefined
            ? undefined
            : { fields: new Map([...found.fields].filter(([one]) => one !== field)) };
        },
      };
      clock.advance(1_000);
      const { changes } = await sweep(changesSince(org, on.now));
      expect(changes.map(({ leadId, erase }) => [leadId, erase])).toEqual([[lead, undefined]]);
    },
  );
});
