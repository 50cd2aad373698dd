import { expect, test } from '@jest/globals';
import { startHubspot } from '../../sandbox/hubspot/hubspot.ts';
import { hubspotApi } from './api.ts';
import { readTouches } from './touches.ts';

const now = Date.parse('2026-11-20T12:00:00Z');

async function portal(options: Parameters<typeof startHubspot>[0] = {}) {
  const sandbox = await startHubspot({ now: () => now, limits: { tenSecondly: 10_000 }, ...options });
  const ask = hubspotApi({
    token: () => 'sandbox-token',
    baseUrl: sandbox.url,
    takeTurn: async () => {},
    now: () => now,
  });
  const ownerId = sandbox.addOwner({ email: 'ann@example.com' });
  const leadId = sandbox.addContact({ email: 'ada@example.com' });
  const read = readTouches(ask, () => now);
  const touches = async (since = 0) => (await read([{ leadId, since }])).get(leadId) ?? [];
  return { sandbox, ownerId, leadId, touches, [Symbol.asyncDispose]: () => sandbox.close() };
}

const refused = { kind: 'status', status: 403, body: { category: 'MISSING_SCOPES' } } as const;

test('without the scope for e-mails everything else is told, and e-mails are not asked for again', async () => {
  await using on = await portal();
  on.sandbox.logCall(on.leadId, { ownerId: on.ownerId });
  on.sandbox.logEmail(on.leadId, { ownerId: on.ownerId });
  on.sandbox.badDay('POST', '/crm/objects/2026-03/emails/batch/read', refused);
  const kinds = async () => (await on.touches()).map(({ kind }) => kind);
  expect([await kinds(), await kinds()]).toEqual([['call'], ['call']]);
});

test('a call typed in an hour later is at the time at which it was made', async () => {
  await using on = await portal();
  on.sandbox.logCall(on.leadId, { ownerId: on.ownerId, at: now - 3_600_000, loggedAt: now });
  expect(await on.touches()).toMatchObject([{ kind: 'call', at: now - 3_600_000, happened: true }]);
  expect(await on.touches(now - 3_599_999)).toEqual([]);
});

test('a meeting that somebody afterwards says nobody came to did not happen', async () => {
  await using on = await portal();
  const id = on.sandbox.bookMeeting(on.leadId, now - 60_000, now - 3_600_000);
  const before = await on.touches();
  on.sandbox.setEngagement('meetings', id, { hs_meeting_outcome: 'NO_SHOW' });
  expect([...before, ...(await on.touches())].map(({ happened, at }) => [happened, at])).toEqual([
    [true, now - 60_000],
    [false, now - 60_000],
  ]);
});

test('of a contact with very many e-mails the youngest are read', async () => {
  await using on = await portal();
  for (let index = 1; index <= 320; index += 1)
    on.sandbox.logEmail(on.leadId, { ownerId: on.ownerId, at: now - 1_000_000 + index });
  const touches = await on.touches();
  expect(touches).toHaveLength(300);
  expect(Math.min(...touches.map(({ at }) => at))).toBe(now - 1_000_000 + 21);
});

test('one without a readable time is left out, and one without an owner is kept', async () => {
  await using on = await portal();
  const ids = [1, 2].map(() => on.sandbox.logCall(on.leadId, { ownerId: on.ownerId }));
  const results = [
    { id: ids[0], properties: { hs_timestamp: 'soon', hubspot_owner_id: on.ownerId } },
    { id: ids[1], properties: { hs_timestamp: String(now), hubspot_owner_id: null, hs_call_status: 'COMPLETED' } },
  ];
  const body = { status: 'COMPLETE', results };
  on.sandbox.badDay('POST', '/crm/objects/2026-03/calls/batch/read', { kind: 'status', status: 200, body });
  expect(await on.touches()).toEqual([{ id: `call:${ids[1]}`, kind: 'call', at: now, by: 'rep', happened: true }]);
});
