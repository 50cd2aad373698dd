import { describe, expect, test } from '@jest/globals';
import { activitiesOf } from './activities.ts';
import type { Row } from './org.ts';
import { noRows, type Beside } from './person-rows.ts';

const lead = '00Q000000000001AAA';
const told = (beside: Partial<Record<Beside, Row[]>>, person: Row = { Id: lead }) =>
  activitiesOf({ ...noRows(person), ...beside });
const hour = 3_600_000;
const at = (text: string) => Date.parse(text);

describe('activities of Salesforce', () => {
  test.each([
    ['the same day', '2026-11-20T15:00:00Z', at('2026-11-20T15:00:00Z')],
    ['the day before, in a zone behind ours', '2026-11-19T20:00:00Z', at('2026-11-19T20:00:00Z')],
    ['weeks later, by an edit', '2026-12-20T15:00:00Z', at('2026-11-20T00:00:00Z') + 36 * hour],
    ['long before', '2026-11-01T00:00:00Z', at('2026-11-20T00:00:00Z') - 14 * hour],
  ])('a response of a day, last changed %s, has a time within that day', (_what, SystemModstamp, expected) => {
    const member = { Id: '00v1', FirstRespondedDate: '2026-11-20', SystemModstamp, Campaign: { Name: 'Pricing 101' } };
    expect(told({ members: [member] })[0]?.at).toBe(expected);
  });

  test.each([
    ['Webinar', 'Pricing 101', 'Webinar: Pricing 101'],
    ['Webinar', 'Pricing webinar', 'Pricing webinar'],
    ['', 'Pricing 101', 'Pricing 101'],
  ])('a campaign of type "%s" named "%s" is told as "%s"', (Type, Name, name) => {
    const member = { Id: '00v1', SystemModstamp: '2026-11-20T15:00:00Z', Campaign: { Type, Name } };
    expect(told({ members: [member] })).toMatchObject([{ name }]);
  });

  test.each([
    ['Web', 1],
    ['Website: demo request', 1],
    ['Landing page', 1],
    ['Purchased List', 0],
    ['Phone Inquiry', 0],
    ['Cobweb', 0],
  ])('a Lead whose source is "%s" filled in %i forms', (LeadSource, count) => {
    expect(told({}, { Id: lead, LeadSource, CreatedDate: '2026-11-20T15:00:00Z' })).toHaveLength(count);
  });

  test('a Contact who was never a Lead filled in no form of ours', () => {
    expect(told({}, { Id: '003000000000001AAA', LeadSource: 'Web', CreatedDate: '2026-11-20T15:00:00Z' })).toEqual([]);
  });

  test('the first and the last opening of a mail are two, and one where they are the same', () => {
    const mail = (LastOpenedDate: string) => ({
      EmailMessageId: '02s1',
      EmailMessage: { FirstOpenedDate: '2026-11-20T15:00:00Z', LastOpenedDate },
    });
    expect(told({ mails: [mail('2026-11-20T15:00:00Z')] })).toHaveLength(1);
    expect(told({ mails: [mail('2026-11-20T16:00:00Z')] }).map(({ sourceId }) => sourceId)).toEqual([
      'mail:02s1:open',
      `mail:02s1:open:${at('2026-11-20T16:00:00Z')}`,
    ]);
  });

  test('two relations of one mail tell of it once', () => {
    const reply = { EmailMessageId: '02s1', EmailMessage: { MessageDate: '2026-11-20T15:00:00Z', TextBody: 'Yes' } };
    expect(told({ replies: [reply, reply] })).toHaveLength(1);
  });

  test("a reply has its words, and the headers that tell a machine's", () => {
    const Headers = 'Received: from x\nAuto-Submitted: auto-replied\r\nSubject: Re';
    const mail = { MessageDate: '2026-11-20T15:00:00Z', TextBody: 'I am away', Subject: 'Re: Offer', Headers };
    expect(told({ replies: [{ EmailMessageId: '02s1', EmailMessage: mail }] })).toMatchObject([
      { reply: { text: 'I am away', subject: 'Re: Offer', headers: { 'Auto-Submitted': 'auto-replied' } } },
    ]);
  });

  test('a meeting that its owner entered is no booking; what somebody else put there is', () => {
    const event = { Id: '00U1', OwnerId: '0051', CreatedDate: '2026-11-20T15:00:00Z', ShowAs: 'Busy' };
    const kinds = (CreatedById: string, more: Row = {}) =>
      told({ events: [{ ...event, CreatedById, ...more }] }).length;
    expect([kinds('0051'), kinds('0052'), kinds('0052', { ShowAs: 'OutOfOffice' })]).toEqual([0, 1, 0]);
  });

  test('a recorded signal of a kind that we do not know is none; one without a time has that of its making', () => {
    const row = (Kind__c: string) => ({ Id: 'a011', Kind__c, CreatedDate: '2026-11-20T15:00:00Z', Value__c: '12.50' });
    expect(told({ signals: [row('dream')] })).toEqual([]);
    expect(told({ signals: [row('custom_event')] })).toEqual([
      {
        sourceId: 'signal:a011',
        kind: 'custom_event',
        at: at('2026-11-20T15:00:00Z'),
        name: 'custom event',
        value: 12.5,
      },
    ]);
  });

  test('the columns of a bulk result say the same as nested records', () => {
    const nested = {
      Id: '00v1',
      SystemModstamp: '2026-11-20T15:00:00.000+0000',
      Campaign: { Type: 'Webinar', Name: 'A' },
    };
    const flat = {
      Id: '00v1',
      SystemModstamp: '2026-11-20T15:00:00.000Z',
      'Campaign.Type': 'Webinar',
      'Campaign.Name': 'A',
    };
    expect(told({ members: [flat] })).toEqual(told({ members: [nested] }));
  });
});
