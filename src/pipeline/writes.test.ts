import { expect, test } from '@jest/globals';
import type { LeadWrite, Outcome } from '../crm/crm.ts';
import { Failure } from '../failure.ts';
import type { ClaimedWrite } from '../store/writes.ts';
import type { Parts, Workspace } from './parts.ts';
import { writeClaimed } from './writes.ts';

const claimed = (count: number): ClaimedWrite[] =>
  Array.from({ length: count }, (_, index) => ({
    record: `hubspot:${index}`,
    lead: '00000000-0000-4000-8000-000000000001',
    fields: { score: index },
    attempt: 1,
    waited: false,
  }));

async function written(claims: ClaimedWrite[], writeLeads: (writes: LeadWrite[]) => Promise<Outcome[]>) {
  const told: string[] = [];
  const tell = (step: string, text: string) => void told.push(`${step}: ${text}`);
  const parts = { now: () => 0, chance: () => 0, tell } as unknown as Parts;
  const ws = { crm: { writeLeads } } as unknown as Workspace;
  return { told, settlements: await writeClaimed(parts, ws, claims) };
}

test('what a whole batch waits for is told once, and every record waits', async () => {
  const failure = Failure.rateLimited('hubspot: our own turn is 900 ms away', 900);
  const { told, settlements } = await written(claimed(47), async (writes) =>
    writes.map(() => ({ ok: false, failure })),
  );
  expect(told).toEqual(['failed: write to 47 contacts: hubspot: our own turn is 900 ms away']);
  expect(settlements).toHaveLength(47);
  for (const each of settlements) expect(each).toMatchObject({ kind: 'later', at: 900, countAttempt: false });
});

test('what is wrong with one contact is told of that contact', async () => {
  const failure = Failure.permanent('hubspot: no such owner');
  const { told } = await written(claimed(2), async () => [{ ok: true }, { ok: false, failure }]);
  expect(told.toSorted()).toEqual([
    'failed: write to contact 1: hubspot: no such owner',
    'written: contact 0: Lead Score 0 (undefined)',
  ]);
});

test.each(['not_found', 'forbidden_record'])(
  'an owner that is refused as %s waits for the record it went into, some minutes long',
  async (code) => {
    const failure = Failure.permanent('salesforce: converted', { code });
    const [write] = claimed(1) as [ClaimedWrite];
    const tryIt = async (fields: object, attempt: number) => {
      const wish = { ...write, fields: { ...fields }, attempt };
      const { settlements } = await written([wish], async () => [{ ok: false, failure }]);
      return settlements[0];
    };
    expect(await tryIt({ ownerId: '7' }, 3)).toMatchObject({ kind: 'later', at: 30_000, countAttempt: true });
    expect(await tryIt({ ownerId: '7' }, 4)).toMatchObject({ kind: 'failed' });
    expect(await tryIt({ score: 7 }, 1)).toMatchObject({ kind: 'failed' });
  },
);

test.each([
  [{ catchUp: true }, false, true],
  [{ ownerId: '7' }, true, true],
  [{ ownerId: '7' }, false, false],
  [{ score: 7 }, true, false],
])('before %j is sent, which waited: %s, the record is read: %s', async (fields, waited, isRead) => {
  const asked: string[][] = [];
  const readLeads = async (ids: string[]) => {
    asked.push(ids);
    throw Failure.retry('hubspot: 503');
  };
  const writeLeads = async (writes: LeadWrite[]) => writes.map(() => ({ ok: true as const }));
  const parts = { now: () => 0, chance: () => 0, tell: () => {} } as unknown as Parts;
  const ws = { crm: { readLeads, writeLeads } } as unknown as Workspace;
  const settlements = await writeClaimed(
    parts,
    ws,
    claimed(1).map((each) => ({ ...each, fields: { ...fields }, waited })),
  );
  expect(asked).toEqual(isRead ? [['0']] : []);
  expect(settlements).toMatchObject([{ kind: isRead ? 'later' : 'done' }]);
});
