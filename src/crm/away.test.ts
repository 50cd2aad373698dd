import { expect, test } from '@jest/globals';
import { Failure } from '../failure.ts';
import { awayCrm } from './away.ts';

const away = awayCrm('hubspot');

test('whatever is asked of a CRM that is connected no more waits until it is back', async () => {
  const asked = [away.changesSince(undefined, 0), away.readLeads(['1']), away.readReps(), away.prepare()];
  for (const one of asked) await expect(one).rejects.toMatchObject({ kind: 'blocked' });
});

test('each write waits by itself, and says how to come back', async () => {
  const outcomes = await away.writeLeads([{ leadId: '1' }, { leadId: '2' }]);
  expect(outcomes.map((outcome) => outcome.ok || Failure.from(outcome.failure).kind)).toEqual(['blocked', 'blocked']);
  expect(outcomes.map((outcome) => !outcome.ok && outcome.failure.message)).toEqual(
    Array.from({ length: 2 }, () => expect.stringContaining('hot-lead hubspot install')),
  );
});
