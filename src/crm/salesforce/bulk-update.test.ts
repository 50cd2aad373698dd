import { expect, test } from '@jest/globals';
import { Failure } from '../../failure.ts';
import { startRig, type SalesforceRig } from '../../testing/salesforceRig.ts';
import { bulkUpdate } from './bulk-update.ts';
import { guarded, type Ask, type Call } from './org-calls.ts';

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

test('a job that takes too long is stopped, so that its values land on no newer ones, and is written again where nothing says what it did', async () => {
  const { calls, saved } = orgWith('InProgress');
  expect(await saved()).toMatchObject([{ failure: { kind: 'retry', code: 'job_slow', outcomeUnknown: true } }]);
  expect(calls.filter((call) => call === abort)).toHaveLength(1);
});

test('a job that ended by itself is left alone', async () => {
  const { calls, saved } = orgWith('Failed');
  expect(await saved()).toMatchObject([{ failure: { kind: 'retry', code: 'job_failed' } }]);
  expect(calls).not.toContain(abort);
});

/** An update of the score of this many leads of an org whose jobs write so many rows between two looks. */
function slowUpdate(rig: SalesforceRig, leads: number, { rowsALook, waitMs }: { rowsALook: number; waitMs: number }) {
  rig.sandbox.setBulkRows(rowsALook);
  const { integrationUser: OwnerId } = rig.sandbox;
  const ids = rig.sandbox.bulk('Lead', leads, (n) => ({ LastName: `Doe ${n}`, Company: 'Example', OwnerId }));
  const session = async () => ({ accessToken: rig.sandbox.token, instanceUrl: rig.sandbox.url });
  const now = () => rig.clock.now();
  const update = bulkUpdate(guarded({ session, takeTurn: async () => {}, now }), { now, pollMs: 20, waitMs });
  const isWritten = (id: string) => rig.sandbox.row('Lead', id)?.['Lead_Score__c'] === 40;
  return {
    ids,
    written: () => ids.filter(isWritten),
    write: (some: string[]) =>
      update(
        { what: 'write scores' },
        'Lead',
        some.map((Id) => ({ Id, Lead_Score__c: 40 })),
      ),
  };
}

test('what a job that took too long did is done, and nothing else is', async () => {
  await using rig = await startRig();
  const on = slowUpdate(rig, 1_000, { rowsALook: 100, waitMs: 1 });
  const saved = await on.write(on.ids);
  const done = saved.flatMap((one) => ('id' in one ? one.id : []));
  expect(done.length).toBeGreaterThan(0);
  expect(done).toEqual(on.written());
  expect(saved.at(-1)).toMatchObject({ failure: { kind: 'retry', code: 'job_slow' } });
});

test('after a job that took too long the next is smaller, and an org so slow gets done all the same', async () => {
  await using rig = await startRig();
  const on = slowUpdate(rig, 1_000, { rowsALook: 100, waitMs: 1 });
  let left = on.ids;
  const notSent: number[] = [];
  for (let n = 0; n < 10 && left.length > 0; n++) {
    const saved = await on.write(left);
    const codes = saved.flatMap((one) => ('failure' in one ? one.failure.code : []));
    notSent.push(codes.filter((code) => code === 'not_reached').length - left.length);
    left = left.filter((_, index) => 'failure' in (saved[index] ?? {}));
  }
  expect(left).toEqual([]);
  expect(on.written()).toHaveLength(1_000);
  expect(notSent.slice(0, 3)).toEqual([-1_000, -200, -200]);
});
