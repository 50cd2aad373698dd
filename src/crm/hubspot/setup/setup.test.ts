import { expect, test } from '@jest/globals';
import type { Ask } from '../api.ts';
import { wantedProperties } from '../contact-properties.ts';
import { hotStatus } from '../lead-status.ts';
import { setupPlan } from './plan.ts';
import { LIMITS, of, portalForTests, PROPERTIES, STATUS } from '../../../testing/setupPortal.ts';
import { setUp } from './setup.ts';

const action = { id: '4711', version: 1 };
const score = 'Lead Score (hotlead_score)';
const tier = 'Hot Lead Tier (hotlead_tier)';

test('a fresh portal gets the group, every property, the Lead Status and both workflows', async () => {
  await using on = await portalForTests({ enterprise: true });
  on.sandbox.addSequence('s1', 'Backup');
  const findings = await on.setUp({ action });
  expect(findings.filter(({ state }) => state === 'wrong' || state === 'missing')).toEqual([]);
  expect(findings.filter(({ did }) => did !== undefined)).toHaveLength(wantedProperties.length + 4);
  for (const { name, type } of wantedProperties)
    expect(await on.call('GET', `${PROPERTIES}/${name}`)).toMatchObject({ type, groupName: 'hotlead' });
});

test('a property that was made proves the permission for it', async () => {
  await using on = await portalForTests();
  const making = (findings: Parameters<typeof of>[0]) => of(findings, 'making properties');
  expect(making(await on.setUp())).toMatchObject({ state: 'there', sentence: expect.stringContaining('just now') });
  expect(making(await on.setUp())).toMatchObject({ state: 'cannot', left: 'look' });
});

test('a second run changes nothing', async () => {
  await using on = await portalForTests();
  await on.setUp({ action });
  const before = on.writes().length;
  const again = await on.setUp({ action });
  expect([on.writes().length, again.filter(({ did }) => did !== undefined)]).toEqual([before, []]);
});

test('a plan writes nothing, and its deeds wait', async () => {
  await using on = await portalForTests();
  const findings = await setupPlan(on.ask, { action });
  expect(on.writes()).toEqual([]);
  expect(findings.filter((finding) => finding.do)).toHaveLength(wantedProperties.length + 4);
});

test('of another portal than the configured one nothing else is read, and nothing is changed', async () => {
  await using on = await portalForTests();
  const findings = await on.setUp({ portalId: '7', action });
  expect(findings).toMatchObject([{ area: 'account', state: 'wrong', sentence: expect.stringContaining('says 7') }]);
  expect([on.writes(), on.sandbox.calls.length]).toEqual([[], 1]);
});

test('a property of another type is named and left alone', async () => {
  await using on = await portalForTests();
  const text = { label: 'Score', type: 'string', fieldType: 'text', groupName: 'contactinformation' };
  await on.call('POST', PROPERTIES, { name: 'hotlead_score', ...text });
  const found = of(await on.setUp(), score);
  expect(found).toMatchObject({ state: 'wrong', sentence: expect.stringContaining('is of type string, not number') });
  expect(await on.call('GET', `${PROPERTIES}/hotlead_score`)).toMatchObject({ type: 'string', label: 'Score' });
});

test('options that people threw away are added again, behind theirs and in their order', async () => {
  await using on = await portalForTests();
  await on.setUp();
  const kept = [option('tier_2', 'Second', 0), option('ours', 'Our own', 1)];
  await on.call('PATCH', `${PROPERTIES}/hotlead_tier`, { options: kept });
  expect(of(await on.setUp(), tier).did).toContain('"Tier 1", "Tier 3", "None"');
  const values = ((await on.call('GET', `${PROPERTIES}/hotlead_tier`)) as Enumeration).options;
  expect(values.map(({ value }) => value)).toEqual(['tier_2', 'ours', 'tier_1', 'tier_3', 'none']);
  expect(values[0]?.label).toBe('Second');
});

test('a portal that threw HubSpot’s own Lead Status away keeps its own', async () => {
  await using on = await portalForTests();
  const own = [option('WORKING', 'We work on it', 3), option('BIN', 'Bin', 7)];
  await on.call('PATCH', STATUS, { options: own });
  await on.setUp();
  const { options } = (await on.call('GET', STATUS)) as Enumeration;
  expect(options).toMatchObject([...own, { ...hotStatus, displayOrder: 8 }]);
});

test('an option that people add while the plan is read is not lost', async () => {
  await using on = await portalForTests();
  const plan = await setupPlan(on.ask, {});
  await on.call('PATCH', STATUS, { options: [option('NEW', 'New', 0), option('LATE', 'Late', 1)] });
  await of(plan, 'Lead Status').do?.();
  const { options } = (await on.call('GET', STATUS)) as Enumeration;
  expect(options.map(({ value }) => value)).toEqual(['NEW', 'LATE', hotStatus.value]);
});

test('a hidden Lead Status is for a person to show', async () => {
  await using on = await portalForTests();
  await on.call('PATCH', STATUS, { options: [{ ...option('hot', hotStatus.label, 0), hidden: true }] });
  expect(of(await on.setUp(), 'Lead Status')).toMatchObject({
    state: 'wrong',
    sentence: expect.stringContaining('hidden'),
  });
});

test('an archived property comes back', async () => {
  await using on = await portalForTests();
  await on.setUp();
  await on.call('DELETE', `${PROPERTIES}/hotlead_score`);
  expect(of(await on.setUp(), score)).toMatchObject({ state: 'there', did: expect.stringContaining('created') });
  expect(await on.call('GET', `${PROPERTIES}/hotlead_score`)).toMatchObject({ type: 'number', archived: false });
});

test('an archived property that comes back with the type it had is said to be wrong', async () => {
  await using on = await portalForTests();
  on.sandbox.onCall(({ method, path }, phase) => {
    const back = on.sandbox.snapshot().properties.contacts.get('hotlead_score');
    if (back && method === 'POST' && path === PROPERTIES && phase === 'after') back.type = 'string';
  });
  const found = of(await on.setUp(), score);
  expect(found).toMatchObject({ state: 'wrong', sentence: expect.stringContaining('is of type string') });
});

test('what there is no room for is not tried, and said', async () => {
  await using on = await portalForTests({ customProperties: 2 });
  const findings = await on.setUp();
  const made = on.writes().filter((write) => write === `POST ${PROPERTIES}`);
  expect(made).toHaveLength(2);
  expect(of(findings, 'room for custom properties')).toMatchObject({
    state: 'wrong',
    sentence: expect.stringContaining('0 more may be made, and 5 are needed'),
  });
  expect(of(findings, score).did).toContain('created');
  expect(of(findings, 'Scored At (hotlead_scored_at)')).toMatchObject({ state: 'wrong' });
});

test('where HubSpot tells no limit all are tried', async () => {
  await using on = await portalForTests();
  for (let times = 0; times < 2; times += 1)
    on.sandbox.badDay('GET', LIMITS, { kind: 'status', status: 403, body: {} });
  const findings = await on.setUp();
  expect(of(findings, 'room for custom properties').state).toBe('cannot');
  expect(of(findings, score).state).toBe('there');
});

test('cut anywhere and run again, everything is there once and nobody’s option is lost', async () => {
  await using untouched = await portalForTests();
  await untouched.setUp({ action });
  const writes = untouched.writes();
  for (let cut = 0; cut < writes.length; cut += 1) {
    await using on = await portalForTests();
    await expect(setUp(dyingAt(on.ask, cut, 'before'), { action })).rejects.toThrow('killed');
    await expect(setUp(dyingAt(on.ask, 0, 'after'), { action })).rejects.toThrow('killed');
    const findings = await on.setUp({ action });
    expect(findings.filter(({ state }) => state === 'wrong' || state === 'missing')).toEqual([]);
    const flows = (await on.call('GET', '/automation/v4/flows')) as { results: object[] };
    const { options } = (await on.call('GET', STATUS)) as Enumeration;
    expect([flows.results.length, options.length]).toEqual([2, 9]);
  }
});

/** Dies at its n-th write, before or after HubSpot has heard it. */
function dyingAt(ask: Ask, write: number, when: 'before' | 'after'): Ask {
  let left = write;
  return async (call, shape) => {
    const isLast = call.writes && left-- === 0;
    if (isLast && when === 'before') throw new Error('killed');
    const answer = await ask(call, shape);
    if (isLast) throw new Error('killed');
    return answer;
  };
}

type Enumeration = { options: { value: string; label: string }[] };

function option(value: string, label: string, displayOrder: number) {
  return { value, label, displayOrder, hidden: false };
}
