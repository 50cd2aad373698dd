import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { wantedProperties } from '../../src/crm/hubspot/contact-properties.ts';
import { readLeads } from '../../src/crm/hubspot/leads.ts';
import { changesOf } from '../../src/crm/hubspot/webhook-events.ts';

type Subscription = { subscriptionType: string; objectType?: string; propertyName?: string; active: boolean };
const meta = new URL('../src/app/webhooks/webhooks-hsmeta.json', import.meta.url);
const { crmObjects, legacyCrmObjects, hubEvents } = (
  JSON.parse(readFileSync(meta, 'utf8')) as { config: { subscriptions: Record<string, Subscription[]> } }
).config.subscriptions;
const all = [...(crmObjects ?? []), ...(legacyCrmObjects ?? []), ...(hubEvents ?? [])];
const told = all.flatMap(({ propertyName }) => propertyName ?? []);

/**
 * The first moves with every change there is, our own too, and says nothing of its own: HubSpot has no webhook for it. The others are
 * there only in accounts that sync with Salesforce, and whether an app may subscribe to what an account lacks is not documented.
 */
const untold = ['lastmodifieddate', 'salesforcecontactid', 'salesforceleadid'];

/** What the product asks HubSpot for when it reads a contact. */
async function propertiesRead(): Promise<string[]> {
  const bodies: { properties: string[]; propertiesWithHistory: string[] }[] = [];
  const read = readLeads(
    (call, shape) => {
      bodies.push(call.body as (typeof bodies)[number]);
      return Promise.resolve(shape.parse({ results: [] }));
    },
    () => 0,
  );
  await read(['1']);
  return bodies.flatMap(({ properties, propertiesWithHistory }) => [...properties, ...propertiesWithHistory]);
}

test('HubSpot tells of every property that is read of a contact, and of no other', async () => {
  const wanted = (await propertiesRead()).filter((property) => !untold.includes(property));
  expect(told.toSorted()).toEqual([...new Set(wanted)].toSorted());
});

test('what the product writes by itself comes back by no webhook', () => {
  const written = wantedProperties.map(({ name }) => name).filter((name) => name !== 'hotlead_stage');
  expect(told.filter((property) => written.includes(property))).toEqual([]);
});

test('each property is told once, and every subscription is on and of contacts', () => {
  expect(new Set(told).size).toBe(told.length);
  expect(all.filter(({ active, objectType }) => !active || (objectType ?? 'contact') !== 'contact')).toEqual([]);
});

test('every kind of event that is sent means something to the product', () => {
  const now = Date.UTC(2026, 10, 22);
  const events = all.map(({ subscriptionType, propertyName }, index) => ({
    portalId: 1,
    subscriptionId: index,
    subscriptionType,
    occurredAt: now,
    objectId: 7,
    propertyName,
    ...(subscriptionType.startsWith('object.') && { objectTypeId: '0-1' }),
    ...(subscriptionType.endsWith('associationChange') && {
      associationType: 'CONTACT_TO_DEAL',
      fromObjectId: 7,
      toObjectId: 8,
    }),
  }));
  expect(changesOf(events, undefined)).toMatchObject({ kind: 'accepted', ignored: {} });
});
