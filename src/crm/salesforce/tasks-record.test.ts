import { describe, expect, test } from '@jest/globals';
import type { Described } from './org.ts';
import { markerOf, taskRecord } from './tasks-record.ts';

const dueAt = Date.parse('2026-11-22T23:30:00Z');
const words = (zone: string) => ({
  highPriority: 'High',
  done: 'Completed',
  open: [],
  queue: undefined,
  zoneOf: () => zone,
});
const without: Described = { fields: new Map() };
const wanted = {
  leadId: '00QgK0000000001AAA',
  marker: 'hotlead:ab12',
  subject: 'HOT LEAD: Contact within 1 hour - pricing page',
  body: 'Pricing page & docs,\n3 times',
  dueAt,
  ownerId: '005gK0000000001AAA',
};

describe('a task as Salesforce keeps it', () => {
  test("is high, in the owner's list, with a reminder at the hour and the marker in its field", () => {
    expect(taskRecord(wanted, words('UTC'), undefined)).toEqual({
      attributes: { type: 'Task' },
      WhoId: wanted.leadId,
      OwnerId: wanted.ownerId,
      Subject: wanted.subject,
      Description: wanted.body,
      Priority: 'High',
      Hot_Lead_Key__c: wanted.marker,
      ActivityDate: '2026-11-22',
      IsReminderSet: true,
      ReminderDateTime: '2026-11-22T23:30:00.000Z',
      Hot_Lead_Due_At__c: '2026-11-22T23:30:00.000Z',
    });
  });

  test.each([
    ['Europe/Berlin', '2026-11-23'],
    ['America/Los_Angeles', '2026-11-22'],
    ['Asia/Kolkata', '2026-11-23'],
    ['Mars/Olympus', '2026-11-22'],
  ])('is due on the day that it is then in %s: %s', (zone, day) => {
    expect(taskRecord(wanted, words(zone), undefined)['ActivityDate']).toBe(day);
  });

  test('is in the queue where nobody has it, and nowhere else', () => {
    const { ownerId: _, ...nobodys } = wanted;
    expect(taskRecord({ ...nobodys, queueId: '00GgK0000000001AAA' }, words('UTC'), undefined)['OwnerId']).toBe(
      '00GgK0000000001AAA',
    );
    expect(taskRecord(nobodys, words('UTC'), undefined)).not.toHaveProperty('OwnerId');
    // One of another CRM.
    expect(taskRecord({ ...nobodys, queueId: '77' }, words('UTC'), undefined)).not.toHaveProperty('OwnerId');
    expect(taskRecord({ ...wanted, queueId: '00GgK0000000001AAA' }, words('UTC'), undefined)['OwnerId']).toBe(
      wanted.ownerId,
    );
  });

  test('carries the marker in its text where the org has no field for it', () => {
    const record = taskRecord(wanted, words('UTC'), without);
    expect(record).not.toHaveProperty('Hot_Lead_Key__c');
    expect(record).not.toHaveProperty('Hot_Lead_Due_At__c');
    expect(record['Description']).toBe(`${wanted.body}\n\nRef ${wanted.marker}`);
    expect(markerOf(record)).toBe(wanted.marker);
  });

  test('keeps the marker of a text that is too long', () => {
    expect(markerOf(taskRecord({ ...wanted, body: 'x'.repeat(40_000) }, words('UTC'), without))).toBe(wanted.marker);
  });

  test.each([{}, { Description: null }, { Description: 'See Ref hotlead:ab12 above' }, { Hot_Lead_Key__c: null }])(
    'what carries none has none: %p',
    (row) => {
      expect(markerOf(row)).toBeUndefined();
    },
  );
});
