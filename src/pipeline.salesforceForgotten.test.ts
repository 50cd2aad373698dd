import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { hotVisitor, recordSignal } from './testing/orgPeople.ts';
import { type OrgWorld, startOrgWorld } from './testing/orgWorld.ts';
import { rowsWith } from './testing/rowsWith.ts';

/** Words that stand nowhere but in what is known of the person. */
const TRACES = /zerlinda|quux/i;
const PERSON = { FirstName: 'Zerlinda', LastName: 'Quux', Title: 'Head of Quuxing', Company: 'Quuxwidgets GmbH' };

let world: OrgWorld;
let lead: string;
let individual: string;

const rowOf = (id: string) => world.org.rows('Hot_Lead__c').find((row) => row['Episode_Key__c'] === id);
const traces = () => rowsWith((sql) => world.rows(sql), TRACES);
let episodes: { id: string; name: string }[];

beforeAll(async () => {
  world = await startOrgWorld({ dataPrivacy: true });
  individual = world.org.record('Individual', { LastName: 'Quux' });
  lead = hotVisitor(world, 'zerlinda', { ...PERSON, IndividualId: individual });
  hotVisitor(world, 'ada');
  await world.minutes(3);
  episodes = await world.rows(
    'select e.id, l.first_name as name from episodes e join leads l on l.id = e.lead order by 2',
  );
});
afterAll(async () => world[Symbol.asyncDispose]());

describe('a person of whom Salesforce says that they are to be forgotten', () => {
  test('was known, alerted, and in the reports before', async () => {
    expect(episodes.map(({ name }) => name)).toEqual(['Ada', 'Zerlinda']);
    expect((await traces()).length).toBeGreaterThan(2);
    expect(rowOf(episodes[1]?.id ?? '')).toMatchObject({ Lead__c: lead, Reason__c: expect.stringMatching(/./) });
  });

  test('is in no row of ours any more, nor the reason in the org’s reports, whose times and numbers stay', async () => {
    const key = episodes[1]?.id ?? '';
    const before = rowOf(key);
    world.org.setRecord(individual, { ShouldForget: true });
    await world.minutes(10);
    expect(await traces()).toEqual([]);
    const none = { Reason__c: null, Lead__c: null, Contact__c: null };
    expect(rowOf(key)).toMatchObject({ ...none, State__c: 'closed', Closed_As__c: 'duplicate' });
    for (const kept of ['Hot_At__c', 'Signal_At__c', 'Respond_By__c', 'Score_At_Trigger__c', 'Tier__c', 'OwnerId'])
      expect([kept, rowOf(key)?.[kept]]).toEqual([kept, before?.[kept]]);
    expect(world.org.rows('Task').find(({ WhoId }) => WhoId === lead)).toMatchObject({ Status: 'Completed' });
  });

  test('does not come back when something happens', async () => {
    world.org.setRecord(lead, { Title: 'Quux of all' });
    recordSignal(world, { Lead__c: lead }, 'form_submission', 'Demo Request');
    await world.minutes(3);
    expect(await traces()).toEqual([]);
    expect(world.org.rows('Hot_Lead__c')).toHaveLength(2);
  });

  test('leaves everybody else as they were', async () => {
    expect(rowOf(episodes[0]?.id ?? '')).toMatchObject({ State__c: 'open', Reason__c: expect.stringMatching(/./) });
    expect(await world.rows('select first_name from leads')).toEqual([{ first_name: 'Ada' }]);
  });
});
