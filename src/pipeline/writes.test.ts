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
