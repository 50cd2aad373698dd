import { date, flag, kept, reference, text } from './fields.ts';
import type { Schema } from './schema.ts';

/**
 * There only once somebody switched "Data Protection and Privacy" on for the org, with a lookup to it on leads and contacts: the Object
 * Reference, Individual, https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_individual.htm,
 * read 2026-11-22. Changing one changes nothing of the people who point to it.
 */
export function addDataPrivacy(schema: Schema): void {
  schema.addObject({
    name: 'Individual',
    keyPrefix: '0PK',
    fields: [
      text('Salutation', 40),
      text('FirstName', 40),
      text('LastName', 80, { required: true }),
      text('Name', 121, kept),
      date('BirthDate'),
      ...['Tracking', 'Profiling', 'Processing', 'Solicit', 'GeoTracking'].map((of) => flag(`HasOptedOut${of}`)),
      flag('CanStorePiiElsewhere'),
      flag('SendIndividualData'),
      flag('ShouldForget'),
      reference('OwnerId', 'User'),
      reference('MasterRecordId', 'Individual', kept),
    ],
  });
  for (const object of ['Lead', 'Contact']) schema.addField(object, reference('IndividualId', 'Individual'));
}
