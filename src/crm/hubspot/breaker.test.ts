import { describe, expect, test } from '@jest/globals';
import { startHubspot } from '../../sandbox/hubspot/hubspot.ts';
import { accountBreaker } from './breaker.ts';
import { hubspotCrm } from './hubspot.ts';

const LATE = { kind: 'late', ms: 1_500 } as const;
const OWNERS = '/crm/owners/2026-03';
const NOT_TRIED = { kind: 'retry', code: 'not_tried', outcomeUnknown: false };

/** An account whose calls wait 700 ms for an answer, and a clock that only `pass` moves. */
async function impatient() {
  let at = Date.parse('2026-11-20T12:00:00Z');
  const now = () => at;
  const sandbox = await startHubspot({ now });
  const crm = hubspotCrm({
    token: () => 'sandbox-token',
    portalId: '1',
    baseUrl: sandbox.url,
    takeTurn: async () => {},
    now,
    timeoutMs: 700,
    breaker: accountBreaker(now),
  });
  let sent = 0;
  sandbox.onCall((call, phase) => void (sent += phase === 'before' && call.path.startsWith(OWNERS) ? 1 : 0));
  return {
    crm,
    hangs: (times: number) => {
      for (let time = 0; time < times; time++) sandbox.badDay('GET', OWNERS, LATE);
    },
    refuses: () => sandbox.badDay('GET', OWNERS, { kind: 'status', status: 503 }),
    sent: () => sent,
    pass: (ms: number) => void (at += ms),
    [Symbol.asyncDispose]: () => sandbox.close(),
  };
}
type Impatient = Awaited<ReturnType<typeof impatient>>;

async function inVain({ crm }: Impatient, times: number): Promise<void> {
  for (let time = 0; time < times; time++) await expect(crm.readReps()).rejects.toMatchObject({ code: 'no_answer' });
}

describe('an account that does not answer', () => {
  test('is not asked any more after three calls in vain, and each fails at once', async () => {
    await using account = await impatient();
    account.hangs(4);
    await inVain(account, 3);
    const sent = account.sent();
    await expect(account.crm.readReps()).rejects.toMatchObject(NOT_TRIED);
    expect(account.sent()).toBe(sent);
  });

  test('is tried by one call every 15 seconds; once that is answered, all go on', async () => {
    await using account = await impatient();
    account.hangs(4);
    await inVain(account, 3);
    account.pass(14_999);
    await expect(account.crm.readReps()).rejects.toMatchObject(NOT_TRIED);
    account.pass(1);
    const probe = inVain(account, 1);
    await expect(account.crm.readReps()).rejects.toMatchObject(NOT_TRIED);
    await probe;
    account.pass(15_000);
    await account.crm.readReps();
    await account.crm.readReps();
  });

  test('is one that answers, when it answers in between, be it with a refusal', async () => {
    await using account = await impatient();
    account.hangs(2);
    await inVain(account, 2);
    account.refuses();
    await expect(account.crm.readReps()).rejects.toMatchObject({ code: 'server_error' });
    account.hangs(2);
    await inVain(account, 2);
    await account.crm.readReps();
  });
});
