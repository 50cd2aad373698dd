import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { MINUTE, pass, quiet, told } from './pipelineForTests.ts';
import { rowsWith } from './testing/rowsWith.ts';
import { startWorld, type World } from './testing/world.ts';

/** Words that stand nowhere but in what is known of the person. */
const PERSON = {
  email: 'zerlinda@quuxwidgets.example',
  firstname: 'Zerlinda',
  lastname: 'Quux',
  phone: '+49 30 5559876',
  jobtitle: 'Head of Quuxing',
  company: 'Quuxwidgets GmbH',
};
const TRACES = /zerlinda|quux|5559876/i;

let world: World;
let contact: string;
let other: string;
let ids: string[];

const rowsOf = (pattern: RegExp) => rowsWith((sql) => world.rows(sql), pattern);
const shownIn = (place: string) =>
  world.slack.messages(place).map((message) => JSON.stringify(message.blocks ?? message.text));

beforeAll(async () => {
  world = await startWorld({ reps: ['Ann'], signed: true });
  contact = world.hubspot.addContact(PERSON);
  other = world.hubspot.addContact({ email: 'ada@bigco.example', firstname: 'Ada' });
  world.hubspot.visitPage(contact, 'https://acme.example/pricing?ref=quux');
  for (const email of [PERSON.email, 'ada@bigco.example'])
    world.hubspot.submitForm({ formId: 'f1', name: 'Demo Request', email });
  await told(world);
  await pass(world, 20 * MINUTE);
  const leads = await world.rows<{ id: string }>(`select id from identities where value = '${contact}'`);
  const episodes = await world.rows<{ id: string }>(`select id from episodes where lead = '${leads[0]?.id}'`);
  ids = [...leads, ...episodes].map(({ id }) => id);
});
afterAll(async () => world[Symbol.asyncDispose]());

describe('a person who asked to be forgotten', () => {
  test('was known, routed and told of before', async () => {
    expect(ids).toHaveLength(2);
    expect((await rowsOf(TRACES)).length).toBeGreaterThan(4);
    expect(shownIn(world.reps[0]?.slackId ?? '').some((text) => TRACES.test(text))).toBe(true);
  });

  test('is in no row of any table any more, by name or by number', async () => {
    const before = await world.rows<{ hot: number; rounds: number }>(
      'select (select count(*) from episodes) as hot, (select count(*) from rounds) as rounds',
    );
    world.hubspot.eraseContact(contact);
    await told(world);
    await pass(world, 5 * MINUTE);
    await quiet(world);
    expect(await rowsOf(TRACES)).toEqual([]);
    const numbers = new RegExp([...ids, `(?<!\\d)${contact}(?!\\d)`].join('|'));
    expect(await rowsOf(numbers)).toEqual([]);
    // What is only counted stays.
    expect(
      await world.rows('select (select count(*) from episodes) as hot, (select count(*) from rounds) as rounds'),
    ).toEqual(before);
  });

  test('is in no message in Slack that can be changed', () => {
    const places = [world.reps[0]?.slackId ?? '', world.hotLeads];
    expect(places.flatMap(shownIn).filter((text) => TRACES.test(text))).toEqual([]);
  });

  test('does not come back when HubSpot tells of it again, or a reading was under way', async () => {
    await world.pushAgain('all');
    await world.settled();
    await pass(world, 5 * MINUTE);
    expect(await rowsOf(TRACES)).toEqual([]);
  });

  test('leaves everybody else as they were', async () => {
    const left = await world.rows<{ state: string }>(
      `select e.state from episodes e join identities i on i.id = e.lead where i.value = '${other}'`,
    );
    expect(left).toEqual([{ state: 'open' }]);
  });
});
