import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { salesforceFields } from '../../testing/salesforceFields.ts';
import { fieldsWritten, problemsOf } from './prepare-fields.ts';

const written = Object.entries(fieldsWritten).flatMap(([object, names]) =>
  names.map((name): [string, string] => [object, name]),
);
const permissions = new URL(
  '../../../salesforce-metadata/force-app/main/default/permissionsets/Hot_Lead_Integration.permissionset-meta.xml',
  import.meta.url,
);

describe('the fields that the product writes', () => {
  test.each(written)('%s.%s is shipped, and written by nobody but by value', (object, name) => {
    const home = object === 'Task' ? 'Activity' : object;
    const shipped = salesforceFields().fields.find((each) => each.object === home && each.field.name === name);
    expect(shipped).toBeDefined();
    expect(shipped?.field.formula).toBeUndefined();
  });

  test.each(written.filter(([, name]) => name !== 'Episode_Key__c'))(
    '%s.%s may be edited by the integration',
    (object, name) => {
      // Required fields have no permission of their own.
      const granted = [
        ...readFileSync(permissions, 'utf8').matchAll(/<fieldPermissions>[\s\S]*?<\/fieldPermissions>/g),
      ];
      const homes = object === 'Task' ? ['Activity', 'Task'] : [object];
      const own = granted.find(([xml]) => homes.some((home) => xml.includes(`<field>${home}.${name}</field>`)));
      expect(own?.[0]).toContain('<editable>true</editable>');
    },
  );

  test('an object that is hidden is a problem, and so is a field; nothing else is', () => {
    expect(problemsOf('Hot_Lead__c', undefined)).toEqual([expect.stringContaining('hot-lead salesforce setup')]);
    expect(problemsOf('Opportunity', { fields: new Map() })).toEqual([expect.stringContaining('From_Hot_Lead__c')]);
    expect(problemsOf('Hot_Signal__c', { fields: new Map() })).toEqual([]);
  });
});
