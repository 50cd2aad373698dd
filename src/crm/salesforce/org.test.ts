import { describe, expect, test } from '@jest/globals';
import { Failure } from '../../failure.ts';
import { startOrg } from '../../testing/salesforceOrg.ts';
import { salesforceOrg } from './org.ts';

const composite = '/services/data/v66.0/composite';
const failureOf = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    (error: unknown) => Failure.from(error),
  );

describe('an org', () => {
  test('five queries are one call, and a longer answer is read to its end', async () => {
    await using on = await startOrg();
    on.sandbox.bulk('Lead', 4_500, (at) => ({ LastName: `Doe ${at}`, Company: 'Example' }));
    const before = on.sandbox.apiCalls();
    const soqls = Array.from({ length: 5 }, (_none, at) => `SELECT Id FROM ${at === 0 ? 'Lead' : 'Contact'}`);
    const [leads = []] = await on.org.queries({ what: 'read' }, soqls);
    expect(new Set(leads.map(({ Id }) => Id)).size).toBe(4_500);
    expect(on.sandbox.apiCalls() - before).toBe(3);
  });

  test('a query that the org refuses is a failure that names the code and no value', async () => {
    await using on = await startOrg();
    const failure = await failureOf(
      on.org.queries({ what: 'read' }, ["SELECT Nam FROM Lead WHERE Email = 'a@b.example'"]),
    );
    expect(failure).toMatchObject({ kind: 'permanent', code: 'invalid' });
    expect(failure?.message).toMatch(/^salesforce: 400 for read: .*INVALID_FIELD/);
    expect(failure?.message).not.toContain('example');
  });

  test('a longer answer whose next page is no longer kept is asked for again', async () => {
    await using on = await startOrg();
    on.sandbox.bulk('Lead', 4_500, (at) => ({ LastName: `Doe ${at}`, Company: 'Example' }));
    on.sandbox.onCall((call, phase) => {
      if (phase === 'after' && call.path === composite) on.sandbox.endCursors();
    });
    const failure = await failureOf(on.org.queries({ what: 'read' }, ['SELECT Id FROM Lead']));
    expect(failure).toMatchObject({ kind: 'retry', code: 'cursor_gone' });
  });

  test('each record saved has its own outcome, in order, in parts of 200', async () => {
    await using on = await startOrg();
    const lead = (LastName: string) => ({ attributes: { type: 'Lead' }, LastName, Company: 'Example' });
    const made = await on.org.create({ what: 'create' }, [...Array.from({ length: 250 }, () => lead('Doe')), lead('')]);
    expect(made).toHaveLength(251);
    expect(made.slice(0, 250).every((one) => 'id' in one)).toBe(true);
    expect(made[250]).toMatchObject({ failure: { kind: 'permanent', code: 'invalid' } });
  });

  test('an assignment rule of the org takes no lead from the owner that is written', async () => {
    await using on = await startOrg();
    const [ann, bob] = ['ann', 'bob'].map((name) => on.sandbox.addUser({ email: `${name}@example.com`, name }));
    on.sandbox.setAssignmentRule(bob);
    const id = on.sandbox.addLead();
    await on.org.update({ what: 'write' }, [{ attributes: { type: 'Lead' }, Id: id, OwnerId: ann }]);
    expect(on.sandbox.row('Lead', id)?.['OwnerId']).toBe(ann);
  });

  test('an ended session is renewed once, and a new one that is no better is the end', async () => {
    await using on = await startOrg();
    const asked: (string | undefined)[] = [];
    const tokens = ['ended', on.sandbox.token];
    const session = async (refused?: string) => {
      asked.push(refused);
      return { accessToken: (refused === undefined ? tokens[0] : tokens[1]) ?? '', instanceUrl: on.sandbox.url };
    };
    const org = salesforceOrg({ session, takeTurn: async () => {}, now: on.now });
    await org.queries({ what: 'read' }, ['SELECT Id FROM Lead']);
    tokens[1] = 'ended, too';
    expect(await failureOf(org.queries({ what: 'read' }, ['SELECT Id FROM Lead']))).toMatchObject({
      kind: 'blocked',
      code: 'unauthorized',
    });
    expect(asked).toEqual([undefined, 'ended', undefined, 'ended', 'ended, too']);
  });

  test('what is read is not repeated by the client, and a lost answer of a write leaves its outcome open', async () => {
    await using on = await startOrg();
    const day = { kind: 'status', status: 503, body: 'Service Unavailable' } as const;
    for (let times = 0; times < 2; times++) on.sandbox.badDay('POST', composite, day);
    const read = () => failureOf(on.org.queries({ what: 'read' }, ['SELECT Id FROM Lead']));
    const unavailable = { kind: 'retry', outcomeUnknown: false };
    expect([await read(), await read()]).toMatchObject([unavailable, unavailable]);
    expect(await read()).toBeUndefined();
    on.sandbox.badDay('POST', `${composite}/sobjects`, { kind: 'cut', when: 'after' });
    const [made] = await on.org.create({ what: 'create' }, [
      { attributes: { type: 'Lead' }, LastName: 'Doe', Company: 'X' },
    ]);
    expect(made).toMatchObject({ failure: { kind: 'retry', outcomeUnknown: true } });
  });

  test('an answer that does not come is waited for no longer than told', async () => {
    await using on = await startOrg({ timeoutMs: 30 });
    on.sandbox.badDay('POST', composite, { kind: 'late', ms: 5_000 });
    expect(await failureOf(on.org.queries({ what: 'read' }, ['SELECT Id FROM Lead']))).toMatchObject({
      kind: 'retry',
      code: 'no_answer',
    });
  });

  test('an org that hangs is asked no more but once in 15 s, until it answers', async () => {
    await using on = await startOrg({ timeoutMs: 400 });
    for (let times = 0; times < 4; times++) on.sandbox.badDay('POST', composite, { kind: 'late', ms: 5_000 });
    const code = async () => (await failureOf(on.org.queries({ what: 'read' }, ['SELECT Id FROM Lead'])))?.code;
    expect([await code(), await code(), await code(), await code()]).toEqual([
      'no_answer',
      'no_answer',
      'no_answer',
      'not_tried',
    ]);
    on.clock.advance(15_000);
    expect([await code(), await code()]).toEqual(['no_answer', 'not_tried']);
    on.clock.advance(15_000);
    expect([await code(), await code()]).toEqual([undefined, undefined]);
  });

  test('the calls of the day are told, and a lane stops where they are kept for others', async () => {
    const heard: { used: number; limit: number }[] = [];
    await using on = await startOrg({ keepDaily: (calls) => void heard.push(calls) });
    on.sandbox.setDailyLimit(1_000);
    on.sandbox.useCalls(810);
    const read = (lane: 'now' | 'score') => failureOf(on.org.queries({ what: 'read', lane }, ['SELECT Id FROM Lead']));
    expect(await read('score')).toBeUndefined();
    expect(heard.at(-1)).toMatchObject({ limit: 1_000 });
    expect(await read('score')).toMatchObject({ kind: 'rateLimited', code: 'daily_limit' });
    expect(await read('now')).toBeUndefined();
  });

  test('we are who the session says', async () => {
    await using on = await startOrg();
    expect(await on.org.userId()).toBe(on.sandbox.integrationUser);
  });

  test('objects are described in one call and kept; what is not there is undefined', async () => {
    await using on = await startOrg();
    const before = on.sandbox.apiCalls();
    const [lead, none] = await Promise.all(['Lead', 'Nothing__c'].map((object) => on.org.describe(object)));
    await on.org.describe('Lead');
    expect(on.sandbox.apiCalls() - before).toBe(1);
    expect(none).toBeUndefined();
    expect(lead?.fields.get('Company')).toMatchObject({ type: 'string', length: 255, updateable: true });
    on.clock.advance(3_600_000);
    await on.org.describe('Lead');
    expect(on.sandbox.apiCalls() - before).toBe(2);
  });

  test('a field that was hidden since is found out by the query that is refused', async () => {
    await using on = await startOrg();
    on.sandbox.addField('Lead', { name: 'Score__c', type: 'double', visible: true });
    const hasScore = async () => (await on.org.describe('Lead'))?.fields.has('Score__c');
    const before = await hasScore();
    on.sandbox.addField('Lead', { name: 'Score__c', type: 'double', visible: false });
    const asked = on.org.queries({ what: 'read leads' }, ['SELECT Score__c FROM Lead']);
    await expect(asked).rejects.toMatchObject({ kind: 'permanent', code: 'invalid' });
    expect([before, await hasScore()]).toEqual([true, false]);
  });

  test("jsforce's own way renews an ended session, and not for ever", async () => {
    await using on = await startOrg();
    let token = 'ended';
    const session = async (refused?: string) => {
      if (refused === 'ended') token = on.sandbox.token;
      return { accessToken: token, instanceUrl: on.sandbox.url };
    };
    const connection = await salesforceOrg({ session, takeTurn: async () => {}, now: on.now }).connection();
    expect((await connection.query('SELECT Id FROM Lead')).totalSize).toBe(0);
    on.sandbox.ground.sessions.end(on.sandbox.token);
    await expect(connection.query('SELECT Id FROM Lead')).rejects.toThrow(/connect the org again/);
  });

  test('a bulk update tells of each record', async () => {
    await using on = await startOrg();
    const ids = on.sandbox.bulk('Lead', 3, () => ({ LastName: 'Doe', Company: 'Example', City: 'Rome' }));
    const records = [
      ...ids.map((Id) => ({ Id, City: null, Street: 'Main "St", 5;6' })),
      { Id: '00Q000000000009AAA', City: 'X' },
    ];
    const saved = await on.org.bulkUpdate({ what: 'write' }, 'Lead', records);
    expect(saved.slice(0, 3)).toEqual(ids.map((id) => ({ id })));
    expect(saved[3]).toMatchObject({ failure: { kind: 'permanent' } });
    const { City, Street } = on.sandbox.row('Lead', ids[0] ?? '') ?? {};
    expect({ City, Street }).toEqual({ City: null, Street: 'Main "St", 5;6' });
  });
});
