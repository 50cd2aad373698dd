import { expect, test } from '@jest/globals';
import { Failure } from '../../failure.ts';
import { bulkUpdate } from './bulk-update.ts';
import type { Ask, Call } from './org-calls.ts';

/** An org whose job is in this state whenever it is looked at. */
function orgWith(state: string) {
  const calls: string[] = [];
  const heard = ({ method, path, body }: Call) => {
    const said = (body as { state?: string } | undefined)?.state ?? '';
    calls.push(`${method} ${path} ${said}`.trim());
    return said === 'Aborted' ? Promise.reject(Failure.permanent('it is over')) : { id: '750000000000001', state };
  };
  const text = async () => ({ status: 200, headers: {}, body: '' });
  const ask = Object.assign(async (call: Call) => heard(call), { text }) as unknown as Ask;
  const update = bulkUpdate(ask, { now: () => 0, pollMs: 1, waitMs: 5 });
  return { calls, saved: () => update({ what: 'write scores' }, 'Lead', [{ Id: '00Q1', Lead_Score__c: 10 }]) };
}

const abort = 'PATCH /jobs/ingest/750000000000001 Aborted';

test('a job that takes too long is stopped, so that its values land on no newer ones, and is written again', async () => {
  const { calls, saved } = orgWith('InProgress');
  expect(await saved()).toMatchObject([{ failure: { kind: 'retry', code: 'job_slow', outcomeUnknown: true } }]);
  expect(calls.filter((call) => call === abort)).toHaveLength(1);
});

test('a job that ended by itself is left alone', async () => {
  const { calls, saved } = orgWith('Failed');
  expect(await saved()).toMatchObject([{ failure: { kind: 'retry', code: 'job_failed' } }]);
  expect(calls).not.toContain(abort);
});
