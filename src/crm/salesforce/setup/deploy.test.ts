import { describe, expect, test } from '@jest/globals';
import { heldClock } from '../../../testing/clock.ts';
import type { Org } from '../org.ts';
import { deploy, type Refused } from './deploy.ts';
import { packageOf } from './package.ts';
import { refusedInWords } from './refused-words.ts';

const nothing = packageOf([]);
const refusal = (name: string) => Object.assign(new Error('no'), { errorCode: `sf:${name}` });

/** An org whose deployment is told of in these words, one look after the other; the last one stays. */
function telling(...looks: (object | Error)[]): Org {
  let at = 0;
  const checkDeployStatus = async () => {
    const look = looks[Math.min(at++, looks.length - 1)];
    if (look instanceof Error) throw look;
    return look;
  };
  const metadata = { deploy: async () => ({ id: '0Af000000000001' }), checkDeployStatus };
  return { connection: async () => ({ metadata }) } as unknown as Org;
}

async function run(org: Org) {
  const told: string[] = [];
  const clock = heldClock('2026-11-22T09:00:00Z');
  const now = () => {
    clock.advance(60_000);
    return clock.now();
  };
  const outcome = await deploy(org, nothing, false, { tell: (line) => void told.push(line), pollMs: 1, now });
  return { outcome, told };
}

describe('waiting for a deployment', () => {
  const going = (done: number) => ({
    done: false,
    success: false,
    status: 'InProgress',
    numberComponentsDeployed: done,
    numberComponentsTotal: 9,
  });
  const over = { done: true, success: true, status: 'Succeeded', numberComponentsTotal: 9 };

  test('says how far it is, each time once, and passes over a look without an answer', async () => {
    const { outcome, told } = await run(telling(going(2), going(2), new TypeError('fetch failed'), going(8), over));
    expect(told).toEqual([
      'deploying: 2 of 9 parts (InProgress)',
      'deploying: Salesforce does not answer, asking again',
      'deploying: 8 of 9 parts (InProgress)',
    ]);
    expect(outcome).toMatchObject({ ok: true, parts: 9 });
  });

  test('ends after 20 minutes with where to look', async () => {
    await expect(run(telling(going(1)))).rejects.toThrow(/Setup > Deployment Status shows it \(0Af000000000001\)/);
  });

  test('ends when our user may not', async () => {
    const code = 'forbidden';
    await expect(run(telling(refusal('INSUFFICIENT_ACCESS')))).rejects.toMatchObject({ kind: 'permanent', code });
  });

  test('a session that is not taken is said as such', async () => {
    await expect(run(telling(refusal('INVALID_SESSION_ID')))).rejects.toMatchObject({ kind: 'blocked' });
  });

  test('one failure as Salesforce writes it, and none at all, are both told', async () => {
    const failed = { done: true, success: false, status: 'Failed' };
    const one = { componentType: 'Report', fullName: 'A/B', problem: 'Invalid' };
    const { outcome } = await run(telling({ ...failed, details: { componentFailures: one } }));
    expect(outcome).toEqual({ ok: false, refused: [{ type: 'Report', name: 'A/B', problem: 'Invalid' }] });
    const all = await run(telling({ ...failed, errorMessage: 'not a zip file' }));
    expect(all.outcome).toEqual({ ok: false, refused: [{ type: '', name: 'all of it', problem: 'not a zip file' }] });
  });
});

describe('what was refused, in words', () => {
  const refused = (type: string, name: string, problem: string): Refused => ({ type, name, problem });

  test.each([
    [
      refused('CustomField', 'Lead.A__c', 'duplicate value found:\n A__c.'),
      /^field Lead\.A__c: duplicate value found: A__c \(something of yours has this name/,
    ],
    [refused('Flow', 'F', 'cannot be activated'), /^flow F: .*Process Automation Settings/],
    [refused('PermissionSet', 'P', 'Unknown user permission: X'), /licence of our user/],
    [refused('', 'all of it', 'not a zip file'), /^all of it: not a zip file \(please report/],
  ])('%j', (one, line) => {
    expect(refusedInWords([one])).toEqual([expect.stringMatching(line)]);
  });

  test('what only follows from another is counted, and a part stands there once', () => {
    const field = refused('CustomField', 'Lead.A__c', 'Must specify a length');
    const lines = refusedInWords([
      refused('PermissionSet', 'P', 'In field: field - no CustomField named Lead.A__c found'),
      field,
      { ...field, problem: 'And something else' },
    ]);
    expect(lines).toEqual([
      expect.stringContaining('Must specify a length, and 1 more of it'),
      'and 1 more that needs one of these',
    ]);
  });
});
