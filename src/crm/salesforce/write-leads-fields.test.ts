import { describe, expect, test } from '@jest/globals';
import { hotStatus } from './lead-status.ts';
import type { Described } from './org.ts';
import { recordOf, saysAnything, type Written } from './write-leads-fields.ts';

const lead = '00QgK0000000001AAA';
const contact = '003gK0000000001AAA';
const at = Date.parse('2026-11-22T09:00:00Z');
const allThere: Written = { lead: undefined, contact: undefined, statusAfter: new Map() };

type Field = { length?: number; picklist?: string[]; updateable?: boolean };
const described = (fields: Record<string, Field>): Described => ({
  fields: new Map(
    Object.entries(fields).map(([name, { updateable = true, picklist = [], ...more }]) => [
      name,
      {
        name,
        type: 'string',
        label: name,
        updateable,
        createable: true,
        picklist,
        restricted: false,
        referenceTo: [],
        ...more,
      },
    ]),
  ),
});

describe('what is written of a lead', () => {
  test('times are moments, and only what is given is said', () => {
    expect(recordOf({ leadId: lead, score: 82.5, tier: 'tier_1', hotSince: at, scoredAt: at }, allThere)).toEqual({
      attributes: { type: 'Lead' },
      Id: lead,
      Lead_Score__c: 82.5,
      Hot_Lead_Tier__c: 'tier_1',
      Hot_Lead_At__c: '2026-11-22T09:00:00.000Z',
      Lead_Score_Updated_At__c: '2026-11-22T09:00:00.000Z',
    });
  });

  test('that the tier will stay empties what was forecast', () => {
    expect(recordOf({ leadId: contact, next: null }, allThere)).toMatchObject({
      Hot_Lead_Next_At__c: null,
      Hot_Lead_Next_Tier__c: null,
    });
    expect(recordOf({ leadId: contact, next: { at, tier: 'none' } }, allThere)).toMatchObject({
      Hot_Lead_Next_At__c: '2026-11-22T09:00:00.000Z',
      Hot_Lead_Next_Tier__c: 'none',
    });
  });

  test("hot is the org's own value for a Lead, and a text for a Contact", () => {
    const written = { ...allThere, lead: described({ Status: { picklist: ['Open', hotStatus.toLowerCase()] } }) };
    expect(recordOf({ leadId: lead, hotStatus: true }, written)['Status']).toBe(hotStatus.toLowerCase());
    expect(recordOf({ leadId: contact, hotStatus: true }, written)['Hot_Lead_Status__c']).toBe(hotStatus);
  });

  test('a status that the org does not know is left out, and the owner still written', () => {
    const written = { ...allThere, lead: described({ Status: { picklist: ['Open'] }, OwnerId: {} }) };
    const record = recordOf({ leadId: lead, hotStatus: true, ownerId: '005gK0000000001AAA' }, written);
    expect(record).toEqual({ attributes: { type: 'Lead' }, Id: lead, OwnerId: '005gK0000000001AAA' });
  });

  test.each<[string, Record<string, Field>]>([
    ['has no', {}],
    ['lets us not write', { Lead_Score__c: { updateable: false } }],
  ])('what the org %s field for is left out', (_what, fields) => {
    const record = recordOf({ leadId: lead, score: 82 }, { ...allThere, lead: described(fields) });
    expect(saysAnything(record)).toBe(false);
  });

  test('a text is no longer than its field', () => {
    const written = { ...allThere, lead: described({ Lead_Score_Explanation__c: { length: 5 } }) };
    const record = recordOf({ leadId: lead, reason: 'asked for a demo' }, written);
    expect(record['Lead_Score_Explanation__c']).toBe('asked');
    expect(
      String(recordOf({ leadId: lead, reason: 'x'.repeat(40_000) }, allThere)['Lead_Score_Explanation__c']),
    ).toHaveLength(32_768);
  });

  test.each([
    ['Working', 'Working'],
    [null, null],
  ])('the status that follows is %p where it was decided, and nothing elsewhere', (decided, expected) => {
    const written = { ...allThere, statusAfter: new Map([[lead, decided]]) };
    expect(recordOf({ leadId: lead, statusAfter: 'ignored' }, written)['Status']).toBe(expected);
    expect(recordOf({ leadId: lead, statusAfter: 'ignored' }, allThere)).not.toHaveProperty('Status');
  });
});
