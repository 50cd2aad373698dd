import { describe, expect, test } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import type { CrmLead } from './crm/crm.ts';
import { Failure } from './failure.ts';
import { importBar, importInWords, progressOf } from './pipeline/importWords.ts';
import { type Rig, RIG_START, startRig } from './testing/readingRig.ts';

const HOUR = 3_600_000;

/** A text that nothing makes shorter. */
function noise(length: number): string {
  return randomBytes(length / 2).toString('hex');
}

/** Somebody who is hot by what was before the workspace began. */
function wasHot(rig: Rig, name: string): string {
  const email = `${name}@bigco.example`;
  return rig.hubspot.submitForm({ formId: 'f1', name: 'Demo Request', email, at: RIG_START - 2 * HOUR });
}

/** The import comes back after a pause while scoring is behind. */
async function bringAll(rig: Rig): Promise<void> {
  for (let pauses = 0; pauses < 20; pauses++) {
    await rig.settle();
    if ((await countOf(rig, "imports where state = 'done'")) === 1) return;
    rig.advance(1_000);
  }
  throw new Error(`the import never ends; told:\n${rig.told.join('\n')}`);
}

async function countOf(rig: Rig, table: string): Promise<number> {
  const [row] = await rig.rows<{ count: number }>(`select count(*) as count from ${table}`);
  return row?.count ?? 0;
}

describe('the first import', () => {
  test('scores those who are hot by what was before, writes it back, and tells nobody', async () => {
    await using rig = await startRig({ imports: true, sources: [] });
    const id = wasHot(rig, 'ada');
    await rig.settle();
    expect(rig.hubspot.contact(id)).toMatchObject({ hotlead_score: '30', hotlead_tier: 'tier_2' });
    expect(await countOf(rig, 'episodes')).toBe(0);
    expect(await countOf(rig, 'notices')).toBe(0);
    expect(await countOf(rig, "steps where kind in ('route', 'alert', 'post', 'task', 'notice')")).toBe(0);
  });

  test('a demo request from after the beginning opens, though the import has not reached the lead', async () => {
    await using rig = await startRig({ imports: true, sources: [] });
    rig.advance(HOUR);
    const id = rig.hubspot.submitForm({ formId: 'f1', name: 'Demo Request', email: 'bob@bigco.example' });
    await rig.push(id);
    await rig.run('score');
    expect(await countOf(rig, 'episodes')).toBe(1);
    expect(await countOf(rig, 'imports')).toBe(0);
    await rig.settle();
    expect(await countOf(rig, 'episodes')).toBe(1);
  });

  test('one that only the import tells of opens as well', async () => {
    await using rig = await startRig({ imports: true, sources: [] });
    rig.advance(HOUR);
    rig.hubspot.submitForm({ formId: 'f1', name: 'Demo Request', email: 'bob@bigco.example' });
    await rig.settle();
    expect(await countOf(rig, 'episodes')).toBe(1);
  });

  test('brings everybody once, in several pages, and says how far it is', async () => {
    await using rig = await startRig({ imports: true, sources: [] });
    rig.hubspot.bulkContacts(420);
    await bringAll(rig);
    expect(await countOf(rig, 'leads')).toBe(420);
    expect(rig.told.filter((line) => line.startsWith('import:')).at(-1)).toBe(
      `import: ${'▓'.repeat(20)} 100%  imported 420 contacts in less than a minute`,
    );
    const [kept] = await rig.rows<object>('select done, total, state, unreadable from imports');
    expect(kept).toEqual({ done: 420, total: 420, state: 'done', unreadable: 0 });
    await rig.settle();
    expect(rig.hubspot.calls.filter(({ path }) => path === '/crm/objects/2026-03/contacts')).toHaveLength(9);
  });

  test('goes on from the last page kept, whatever became of the one after it', async () => {
    await using rig = await startRig({ imports: true, sources: [] });
    rig.hubspot.bulkContacts(420);
    let pages = 0;
    const dying = rig.another({
      listLeads: (cursor) => ((pages += 1) > 3 ? Promise.reject(Failure.retry('gone')) : rig.ws.crm.listLeads(cursor)),
    });
    await dying.run('import');
    const [half] = await rig.rows<{ done: number }>('select done from imports');
    expect(half?.done).toBe(150);
    rig.advance(5 * 60_000);
    await bringAll(rig);
    expect(await countOf(rig, 'leads')).toBe(420);
    const [kept] = await rig.rows<{ done: number }>('select done from imports');
    expect(kept?.done).toBe(420);
  });

  test('two processes at it count nobody twice', async () => {
    await using rig = await startRig({ imports: true, sources: [] });
    rig.hubspot.bulkContacts(230);
    // A claim that lapsed while its process was slow: both have the same step.
    await rig.run('import');
    await rig.rows("update imports set done = 0, cursor = null, state = 'running', finished_at = null");
    await rig.rows(
      "update steps set claimed_until = null, done_at = null, due_at = '2026-01-01' where kind = 'import'",
    );
    await Promise.all([rig.run('import'), rig.another().run('import')]);
    await bringAll(rig);
    const [kept] = await rig.rows<{ done: number }>('select done from imports');
    expect(kept?.done).toBe(230);
    expect(await countOf(rig, 'leads')).toBe(230);
  });

  test('waits while leads wait to be scored', async () => {
    await using rig = await startRig({ imports: true, sources: [] });
    const visited = { hs_analytics_last_url: [{ value: 'https://acme.example/pricing', at: RIG_START - HOUR }] };
    rig.hubspot.seedContacts(600, (index) => ({ values: { email: `lead${index}@example.com` }, past: visited }));
    await rig.run('import');
    const [kept] = await rig.rows<{ done: number }>('select done from imports');
    expect(kept?.done).toBeLessThanOrEqual(300);
    await bringAll(rig);
    expect(await countOf(rig, 'leads')).toBe(600);
  });

  test('who is added meanwhile is brought as well', async () => {
    await using rig = await startRig({
      imports: true,
      sources: [],
      crm: (crm) => ({
        listLeads: async (cursor) => {
          const page = await crm.listLeads(cursor);
          if (cursor === undefined) rig.hubspot.addContact({ email: 'late@example.com' });
          return page;
        },
      }),
    });
    rig.hubspot.bulkContacts(120);
    await bringAll(rig);
    expect(await countOf(rig, 'leads')).toBe(121);
  });

  test('one record that nobody understands is read again apart', async () => {
    await using rig = await startRig({
      imports: true,
      sources: [],
      crm: (crm) => ({
        listLeads: async (cursor) => {
          const { people, ...page } = await crm.listLeads(cursor);
          return { ...page, people: people.slice(1), unreadable: people.slice(0, 1).map(({ id }) => id) };
        },
      }),
    });
    rig.hubspot.bulkContacts(3);
    await rig.settle();
    expect(await rig.rows('select done, unreadable from imports')).toEqual([{ done: 3, unreadable: 1 }]);
    expect(await countOf(rig, 'leads')).toBe(3);
  });

  test('a name without end, as spam writes, stops nobody', async () => {
    await using rig = await startRig({ imports: true, sources: [] });
    rig.hubspot.addContact({
      email: `${'x'.repeat(9_000)}@${'y'.repeat(9_000)}.example`,
      firstname: noise(12_000),
      lastname: 'Bot',
    });
    rig.hubspot.bulkContacts(3);
    await bringAll(rig);
    expect(await rig.rows('select done, unreadable from imports')).toEqual([{ done: 4, unreadable: 0 }]);
  });

  test('one person whom nothing keeps is read again apart, and the others are kept', async () => {
    const odd = (id: string) => (lead: CrmLead) => (lead.id === id ? { ...lead, modifiedAt: 1e300 } : lead);
    let spoiled = '';
    await using rig = await startRig({
      imports: true,
      sources: [],
      crm: (crm) => ({
        listLeads: async (cursor) => {
          const { people, ...page } = await crm.listLeads(cursor);
          return { ...page, people: people.map(odd(spoiled)) };
        },
      }),
    });
    spoiled = rig.hubspot.addContact({ email: 'odd@example.com' });
    rig.hubspot.bulkContacts(4);
    await rig.run('import');
    expect(await rig.rows('select done, unreadable, state from imports')).toEqual([
      { done: 5, unreadable: 1, state: 'done' },
    ]);
    expect(await countOf(rig, 'leads')).toBe(4);
    expect(rig.told.filter((line) => line.startsWith('failed:'))).toEqual([
      expect.stringMatching(new RegExp(`^failed: import: contacts ${spoiled} are read again apart`)),
    ]);
    await rig.settle();
    expect(await countOf(rig, 'leads')).toBe(5);
  });
});

describe('how far an import is, in words', () => {
  const running = {
    startedAt: 0,
    total: 100_000,
    done: 12_300,
    unreadable: 0,
    state: 'running',
    changedAt: 0,
  } as const;

  test.each([
    [{ ...running, done: 0 }, 60_000, 'imported 0 of 100,000 contacts (0%)'],
    [running, 60_000, 'imported 12,300 of 100,000 contacts (12%), about 8 min left'],
    [{ ...running, done: 99_990 }, 600_000, 'imported 99,990 of 100,000 contacts (99%), about a minute left'],
    [{ ...running, done: 100_050 }, 600_000, 'imported 100,050 of 100,050 contacts (99%), about a minute left'],
    [{ ...running, state: 'done' as const, done: 100_050 }, 600_000, 'imported 100,050 contacts'],
  ])('%j after %d ms', (kept, now, words) => {
    expect(importInWords(progressOf(kept, now))).toBe(words);
  });

  test.each([
    [{ ...running, done: 0 }, 0, '░░░░░░░░░░░░░░░░░░░░   0%  0 of 100,000 contacts'],
    [{ ...running, done: 41_000 }, 240_000, '▓▓▓▓▓▓▓▓░░░░░░░░░░░░  41%  41,000 of 100,000 contacts, about 6 min left'],
    [
      { ...running, done: 99_999 },
      600_000,
      '▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓░  99%  99,999 of 100,000 contacts, about a minute left',
    ],
    [
      { ...running, state: 'done' as const, done: 100_050, changedAt: 500_000 },
      900_000,
      '▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓ 100%  imported 100,050 contacts in 9 min',
    ],
  ])('%j after %d ms, as a bar', (kept, now, words) => {
    expect(importBar(progressOf(kept, now))).toBe(words);
  });
});
