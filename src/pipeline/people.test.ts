import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Crm, CrmLead } from '../crm/crm.ts';
import { pipeline } from '../pipeline.ts';
import { MONDAY, startDesk } from '../testing/tellingDesk.ts';

const MINUTE = 60_000;
let desk: Awaited<ReturnType<typeof startDesk>>;

beforeAll(async () => {
  desk = await startDesk();
});
afterAll(async () => {
  await desk[Symbol.asyncDispose]();
});
beforeEach(async () => {
  await desk.begin();
  const form = { sourceId: 'f1', kind: 'form_submission' as const, at: MONDAY - MINUTE, name: 'Demo Request' };
  const ada: CrmLead = { id: 'record-Ada', also: ['record-Eva'], email: 'ada@bigco.example', activities: [form] };
  const readLeads = async () => ({ people: [ada], gone: [], unreadable: [] });
  const crm = { kind: 'hubspot', batchSize: 100, sources: [], readLeads, recordUrl: String } as Partial<Crm> as Crm;
  Object.assign(desk.ws, { crm });
});

/** Leads are looked at as soon as a transaction ends: nobody waits for who just read them. */
function lookingAtOnce() {
  const { store } = desk.parts;
  const looking = pipeline(desk.parts);
  const together: typeof store.together = async (workspace, work) => {
    const answer = await store.together(workspace, work);
    await looking.run('w0', 'score');
    return answer;
  };
  return pipeline({ ...desk.parts, store: { ...store, together } });
}
const episodes = () => desk.query('select lead, state from episodes');
const read = () =>
  desk.within((rows) =>
    rows.addSteps([{ kind: 'read', key: 'read:1', subject: 'record-Ada', dueAt: desk.state.now }], desk.state.now),
  );

describe('two leads who prove to be one', () => {
  test('are hot as that one alone, whoever looks at them meanwhile', async () => {
    const [ada, eva] = [await desk.lead('Ada'), await desk.lead('Eva')];
    await desk.episode(eva);
    await read();
    const line = lookingAtOnce();
    for (const kind of ['read', 'catchup', 'catchup'] as const) await line.run('w0', kind);
    expect(await episodes()).toEqual([{ lead: eva, state: 'open' }]);
    expect(await desk.query("select id from identities where value = 'record-Ada'")).toEqual([{ id: eva }]);
    expect(await desk.query('select lead, type from signals')).toEqual([{ lead: eva, type: 'demo_request' }]);
    expect(ada).not.toBe(eva);
  });

  test('are read again where the process that found out about them died before they were one', async () => {
    const eva = (await desk.lead('Ada'), await desk.lead('Eva'));
    await desk.episode(eva);
    await read();
    const { store } = desk.parts;
    let transactions = 0;
    const together: typeof store.together = async (workspace, work) => {
      // It claims what is due, keeps what it read, and ends.
      if ((transactions += 1) > 2) throw new Error('killed');
      return store.together(workspace, work);
    };
    await pipeline({ ...desk.parts, store: { ...store, together } })
      .run('w0', 'read')
      .catch(() => undefined);
    const line = pipeline(desk.parts);
    for (const kind of ['catchup', 'catchup', 'score'] as const) await line.run('w0', kind);
    expect(await desk.query('select lead, type from signals')).toEqual([{ lead: eva, type: 'demo_request' }]);
    expect(await episodes()).toEqual([{ lead: eva, state: 'open' }]);
  });
});
