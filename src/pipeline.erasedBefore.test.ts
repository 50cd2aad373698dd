import { describe, expect, test } from '@jest/globals';
import { openDb } from './store/db.ts';
import { keepLeads } from './store/leads.ts';
import { MINUTE, pass, quiet, told } from './pipelineForTests.ts';
import { rowsWith } from './testing/rowsWith.ts';
import { until } from './testing/until.ts';
import { startWorld, type World } from './testing/world.ts';

/** Words that stand nowhere but in what is known of the person. */
const PERSON = {
  email: 'zerlinda@quuxwidgets.example',
  firstname: 'Zerlinda',
  lastname: 'Quux',
  phone: '+49 30 5559876',
  company: 'Quuxwidgets GmbH',
};
const TRACES = /zerlinda|quux|5559876/i;

const start = () => startWorld({ reps: ['Ann'], signed: true });

async function hot(world: World, values: Record<string, string> = PERSON): Promise<string> {
  const id = world.hubspot.addContact(values);
  world.hubspot.visitPage(id, 'https://acme.example/pricing');
  world.hubspot.submitForm({ formId: 'f1', name: 'Demo Request', email: values['email'] ?? '' });
  await told(world);
  return id;
}

const leadsOf = (world: World, record: string) =>
  world.rows<{ id: string }>(`select id from identities where kind = 'hubspot:contact' and value = '${record}'`);

/** What is left of them, by name or by number, once all has settled. */
async function left(world: World, numbers: string[]): Promise<string[]> {
  await told(world);
  await pass(world, 5 * MINUTE);
  await quiet(world);
  const patterns = [TRACES.source, ...numbers.map((each) => `(?<![\\d-])${each}(?![\\d-])`)];
  return rowsWith((sql) => world.rows(sql), new RegExp(patterns.join('|'), 'i'));
}

describe('a person who asked to be forgotten, and was not to be found any more', () => {
  test('is erased though a reading found the record gone before', async () => {
    await using world = await start();
    const id = await hot(world);
    const [lead] = await leadsOf(world, id);
    world.hubspot.eraseContact(id);
    await world.rows(`insert into steps (workspace, kind, key, subject, payload, created_at, due_at)
      values ('acme', 'read', 'read:early', '${id}', '{}', now(), now())`);
    const isRead = () => world.rows("select from steps where key = 'read:early' and done_at is not null");
    await until(async () => (await isRead()).length === 1, 'the reading');
    expect(await left(world, [id, lead?.id ?? ''])).toEqual([]);
    expect(world.told.filter((line) => line.startsWith('erased'))).toEqual([
      'erased: somebody asked to be forgotten: everything of them is deleted',
    ]);
  });

  test('is erased with every record that became theirs by a merge, whichever of them was known first', async () => {
    await using world = await start();
    const one = await hot(world);
    const two = world.hubspot.addContact({ email: 'zq@quuxwidgets.example', firstname: 'Zerlinda', lastname: 'Quux' });
    await told(world);
    const both = world.hubspot.mergeContacts(one, two);
    await told(world);
    world.hubspot.eraseContact(both);
    expect(await left(world, [one, two, both])).toEqual([]);
  });

  test('is erased when the merge is told after the erasure', async () => {
    await using world = await start();
    const one = await hot(world);
    const two = world.hubspot.addContact({ email: 'zq@quuxwidgets.example', firstname: 'Zerlinda', lastname: 'Quux' });
    await told(world);
    const both = world.hubspot.mergeContacts(one, two);
    // Two deliveries of HubSpot may overtake each other.
    await world.rows(`insert into steps (workspace, kind, key, subject, payload, created_at, due_at)
      values ('acme', 'erase', 'erase:early', '${both}', '{}', now(), now())`);
    const isErased = () => world.rows('select from erased');
    await until(async () => (await isErased()).length > 0, 'the erasure');
    expect(await left(world, [])).toEqual([]);
  });

  test('nobody is said to be deleted where nobody is known', async () => {
    await using world = await start();
    const id = world.hubspot.addContact({ email: 'never@heard.example' });
    world.hubspot.eraseContact(id);
    await told(world);
    expect(world.told.filter((line) => line.startsWith('erased'))).toEqual([
      'erased: somebody asked to be forgotten: nobody is known by it',
    ]);
  });
});

describe('somebody else', () => {
  test('who got their address and was known as the same lead is known again within seconds', async () => {
    await using world = await start();
    const one = await hot(world, { ...PERSON, email: 'info@shared.example' });
    world.hubspot.setContact(one, { email: 'quux@shared.example' });
    await told(world);
    const other = await hot(world, { email: 'info@shared.example', firstname: 'Newa', lastname: 'Person' });
    const before = await leadsOf(world, other);
    expect(before).toEqual(await leadsOf(world, one));
    world.hubspot.eraseContact(one);
    expect(await left(world, [one])).toEqual([]);
    const now = await leadsOf(world, other);
    expect(now).toHaveLength(1);
    expect(now).not.toEqual(before);
  });
});

describe('a reading that was under way', () => {
  test('when they were erased does not bring them back', async () => {
    await using world = await start();
    const id = await hot(world);
    const db = openDb(world.databaseUrl, { max: 1 });
    let asked = false;
    await db.inWorkspace('acme', async (tx) => {
      const slow = {
        query: async (text: string, values?: unknown[]) => {
          const rows = await tx.query(text, values);
          if (!asked && text.includes('from erased')) {
            asked = true;
            world.hubspot.eraseContact(id);
            await world.push();
            const waiting = () => world.rows("select from pg_locks where locktype = 'advisory' and not granted");
            await until(async () => (await waiting()).length > 0, 'the erasure to wait');
          }
          return rows;
        },
      } as typeof tx;
      const again = {
        record: id,
        email: PERSON.email,
        firstName: 'Zerlinda',
        accountKey: 'quuxwidgets.example',
        signals: [],
      };
      await keepLeads(slow, 'acme', 'hubspot', [again], world.now());
    });
    await db.close();
    expect(await left(world, [id])).toEqual([]);
  });
});
