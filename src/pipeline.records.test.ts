import { describe, expect, test } from '@jest/globals';
import { defaultModel } from './domain/model.ts';
import {
  asksForDemo,
  episodeOf,
  HOUR,
  MINUTE,
  named,
  pass,
  publishRouting,
  taskHolder,
  told,
} from './pipelineForTests.ts';
import { startWorld, type World } from './testing/world.ts';

/** Another record, of a person who asks for a demo too. */
async function asksAgain(world: World, values: Record<string, string>): Promise<string> {
  const id = world.hubspot.addContact(values);
  world.hubspot.submitForm({ formId: 'f1', name: 'Demo Request', email: values['email'] ?? '' });
  await told(world);
  return id;
}

describe('a record that is gone', () => {
  test.each(['deleteContact', 'eraseContact'] as const)(
    'by %s ends its episode, and leaves room for who waited',
    async (end) => {
      await using world = await startWorld({ reps: ['Ann'] });
      await publishRouting(world, { routing: { caps: { openHot: 1 } } });
      const first = asksForDemo(world, 'ada');
      await told(world);
      const { id } = await episodeOf(world, first);
      const second = asksForDemo(world, 'bea');
      await told(world);
      expect(await episodeOf(world, second)).toMatchObject({ assignee: null });
      world.hubspot[end](first);
      await told(world);
      const over = { state: 'closed', closed_as: 'duplicate' };
      expect(await world.rows(`select state, closed_as from episodes where id = '${id}'`)).toEqual([over]);
      expect(
        await world.rows(`select closed_as, closed_at is not null as over from rounds where episode = '${id}'`),
      ).toEqual([{ closed_as: 'duplicate', over: true }]);
      await pass(world, MINUTE);
      expect(await episodeOf(world, second)).toMatchObject({ state: 'open', assignee: 'Ann Rep' });
    },
  );

  test('is in the log, once', async () => {
    await using world = await startWorld();
    const lead = asksForDemo(world, 'ada');
    await told(world);
    const { id } = await episodeOf(world, lead);
    world.hubspot.deleteContact(lead);
    await told(world);
    await world.pushAgain('all');
    await pass(world, HOUR);
    expect(
      await world.rows(
        "select inputs->>'because' as because, outcome->>'episode' as episode from decisions where kind = 'close'",
      ),
    ).toEqual([{ because: 'its record is gone from the CRM', episode: id }]);
    expect(world.told.filter((line) => line.startsWith('escalated'))).toEqual([]);
  });

  test('of a person who asks anew under a new one, is no reason not to answer', async () => {
    await using world = await startWorld();
    const lead = asksForDemo(world, 'ada');
    await told(world);
    world.hubspot.eraseContact(lead);
    await told(world);
    const again = asksForDemo(world, 'ada');
    await told(world);
    expect(await episodeOf(world, again)).toMatchObject({ state: 'open', assignee: expect.any(String) });
  });
});

describe('the same person under another record', () => {
  test.each([
    ['another spelling of the mailbox', { email: 'ada.byron@gmail.com' }, { email: 'AdaByron+x@googlemail.com' }],
    [
      'another spelling of phone and name',
      { email: 'kim@a.example', lastname: 'Müller', phone: '+49 171 1234567' },
      { email: 'kim@b.example', lastname: 'MULLER', phone: '0171/1234567' },
    ],
    [
      'the same name and company',
      { email: 'kim@bigco.example', firstname: 'Kim', lastname: 'Ono' },
      { email: 'kim.ono@bigco.example', firstname: 'KIM', lastname: 'Ono' },
    ],
  ])('by %s goes to whoever has them', async (_how, one, other) => {
    await using world = await startWorld();
    const first = await asksAgain(world, one);
    const second = await asksAgain(world, other);
    expect((await episodeOf(world, second)).assignee).toBe((await episodeOf(world, first)).assignee);
    expect((await episodeOf(world, second)).note).toContain('same');
  });

  test('goes to whoever owns them, though they were never hot', async () => {
    await using world = await startWorld();
    const bob = named(world, 'Bob');
    const zoe = { lastname: 'Quill', phone: '+1 415 555 0199' };
    world.hubspot.addContact({ email: 'zoe@bigco.example', ...zoe, hubspot_owner_id: bob.ownerId });
    world.hubspot.addContact({
      email: 'zoe@other.example',
      ...zoe,
      lastname: 'Other',
      hubspot_owner_id: named(world, 'Cy').ownerId,
    });
    await told(world);
    const again = await asksAgain(world, { email: 'zoe.q@gmail.com', ...zoe });
    expect(await episodeOf(world, again)).toMatchObject({ assignee: 'Bob Rep' });
  });

  test('deleted there, is nobody’s any more', async () => {
    await using world = await startWorld();
    const zoe = { lastname: 'Quill', phone: '+1 415 555 0199' };
    const old = world.hubspot.addContact({
      email: 'zoe@a.example',
      ...zoe,
      hubspot_owner_id: named(world, 'Bob').ownerId,
    });
    await told(world);
    world.hubspot.deleteContact(old);
    await told(world);
    const again = await asksAgain(world, { email: 'zoe@b.example', ...zoe });
    expect((await episodeOf(world, again)).note).not.toContain('same');
  });
});

test('a territory by where people come from has those whose record says so, and figures know it', async () => {
  await using world = await startWorld();
  const { default: everyone } = defaultModel.routing.pools;
  await publishRouting(world, {
    routing: {
      pools: {
        ...(everyone && { default: everyone }),
        paid: { mode: 'assign', members: [{ rep: 'cy@acme.example', weight: 1 }] },
      },
      territories: [{ name: 'paid', sources: ['Paid Search'], pool: 'paid' }],
    },
  });
  const paid = ['ada', 'bea'].map((name) => asksForDemo(world, name, { hs_analytics_source: 'PAID_SEARCH' }));
  const others = ['eve', 'fay'].map((name) => asksForDemo(world, name, { hs_analytics_source: 'ORGANIC_SEARCH' }));
  await told(world);
  for (const id of paid) expect(await episodeOf(world, id)).toMatchObject({ assignee: 'Cy Rep' });
  const notes = await Promise.all(others.map(async (id) => (await episodeOf(world, id)).note));
  expect(notes.filter((note) => note.includes('territory'))).toEqual([]);
  const sources = await world.rows('select source, count(*) as n from rounds group by source order by source');
  expect(sources).toEqual([
    { source: 'organic search', n: 2 },
    { source: 'paid search', n: 2 },
  ]);
});

test('a task that goes to another is due when they are to respond', async () => {
  await using world = await startWorld();
  const lead = asksForDemo(world, 'ada');
  await told(world);
  const [before, holder] = [dueOf(world), taskHolder(world, lead)];
  for (let i = 0; i < 3 && taskHolder(world, lead) === holder; i += 1) await pass(world, 16 * MINUTE);
  expect(taskHolder(world, lead)).not.toBe(holder);
  const [row] = await world.rows<{ due: number }>('select respond_by as due from episodes');
  expect(dueOf(world)).toBeGreaterThan(before);
  expect(dueOf(world)).toBe(row?.due);
});

function dueOf({ hubspot }: World): number {
  return Date.parse(hubspot.tasks()[0]?.['hs_timestamp'] ?? '');
}
