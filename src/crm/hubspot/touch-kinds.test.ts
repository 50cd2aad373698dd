import { describe, expect, test } from '@jest/globals';
import { touchKinds } from './touch-kinds.ts';
import type { CrmTouch } from '../crm.ts';

const now = Date.parse('2026-11-20T12:00:00Z');
const past = new Date(now - 60_000).toISOString();
const ahead = new Date(now + 60_000).toISOString();

function told(kind: CrmTouch['kind'], texts: Record<string, string>) {
  const { by, happened } = touchKinds.find((each) => each.kind === kind)?.says(texts, now) ?? {};
  return `${by}, ${happened ? 'happened' : 'did not happen'}`;
}

describe('a call', () => {
  const outcome = (hs_call_disposition: string) => ({ hs_call_status: 'COMPLETED', hs_call_disposition });
  test.each([
    ['completed', { hs_call_status: 'COMPLETED' }, 'rep, happened'],
    [
      'the lead called, and somebody took it',
      { hs_call_status: 'COMPLETED', hs_call_direction: 'INBOUND' },
      'rep, happened',
    ],
    ['nobody took it', { hs_call_status: 'NO_ANSWER' }, 'rep, did not happen'],
    ['busy', { hs_call_status: 'BUSY' }, 'rep, did not happen'],
    ['still ringing', { hs_call_status: 'RINGING' }, 'rep, did not happen'],
    ['without any status', {}, 'rep, did not happen'],
    [
      'without status, and the rep says connected',
      { hs_call_disposition: 'F240BBAC-87C9-4F6E-BF70-924B57D47DB7' },
      'rep, happened',
    ],
    ['a mailbox took it', outcome('b2cf5968-551e-4856-9783-52b3da59a7d0'), 'rep, did not happen'],
    ['a wrong number', outcome('17b47fee-58de-441e-a44c-c6300d46f273'), 'rep, did not happen'],
    ["an outcome of the account's own", outcome('04ee2269-793d-4c34-8b9c-132946ed5f63'), 'rep, happened'],
  ])('%s', (_what, texts, expected) => {
    expect(told('call', texts)).toBe(expected);
  });
});

describe('an e-mail', () => {
  const out = { hs_email_direction: 'EMAIL' };
  const incoming = { hs_email_direction: 'INCOMING_EMAIL' };
  test.each([
    ['from a mailbox', { ...out, hs_object_source: 'EMAIL', hs_email_status: 'SENT' }, 'rep, happened'],
    ["typed in HubSpot's screens", { ...out, hs_object_source: 'CRM_UI' }, 'rep, happened'],
    ['of which the source is not told', out, 'rep, happened'],
    ['of a sequence', { ...out, hs_object_source: 'EMAIL', hs_sequence_id: '9' }, 'machine, happened'],
    ['of a campaign', { ...out, hs_campaign_guid: 'a-b' }, 'machine, happened'],
    ['of a workflow', { ...out, hs_object_source: 'WORKFLOWS' }, 'machine, happened'],
    ['of another app', { ...out, hs_object_source: 'INTEGRATION' }, 'machine, happened'],
    ['that came back', { ...out, hs_email_status: 'BOUNCED' }, 'rep, did not happen'],
    ['that waits to be sent', { ...out, hs_email_status: 'SCHEDULED' }, 'rep, did not happen'],
    ['from the lead', incoming, 'lead, happened'],
    ["the lead's automatic answer", { ...incoming, hs_incoming_email_is_out_of_office: 'true' }, 'machine, happened'],
    ['sent on to HubSpot', { hs_email_direction: 'FORWARDED_EMAIL' }, 'lead, happened'],
    ['of no known direction', { hs_email_direction: 'DRAFT_EMAIL' }, 'machine, happened'],
    ['without direction', {}, 'machine, happened'],
  ])('%s', (_what, texts, expected) => {
    expect(told('email', texts)).toBe(expected);
  });
});

describe('a meeting', () => {
  test.each([
    ['completed', { hs_meeting_outcome: 'COMPLETED', hs_meeting_start_time: past }, 'rep, happened'],
    ['scheduled, its time has come', { hs_meeting_outcome: 'SCHEDULED', hs_meeting_start_time: past }, 'rep, happened'],
    ['scheduled, ahead', { hs_meeting_outcome: 'SCHEDULED', hs_meeting_start_time: ahead }, 'rep, did not happen'],
    ['without outcome, its time has come', { hs_timestamp: past }, 'rep, happened'],
    ['without outcome, ahead', { hs_timestamp: ahead }, 'rep, did not happen'],
    ['nobody came', { hs_meeting_outcome: 'NO_SHOW', hs_meeting_start_time: past }, 'rep, did not happen'],
    ['nobody came, in other letters', { hs_meeting_outcome: 'No Show', hs_timestamp: past }, 'rep, did not happen'],
    ['called off', { hs_meeting_outcome: 'CANCELED', hs_meeting_start_time: past }, 'rep, did not happen'],
    ['moved', { hs_meeting_outcome: 'RESCHEDULED', hs_meeting_start_time: past }, 'rep, did not happen'],
    ["an outcome of the account's own", { hs_meeting_outcome: 'GREAT', hs_meeting_start_time: past }, 'rep, happened'],
  ])('%s', (_what, texts, expected) => {
    expect(told('meeting', texts)).toBe(expected);
  });

  test('is at its start, not when it was put down', () => {
    const meeting = touchKinds.find(({ kind }) => kind === 'meeting');
    expect(meeting?.at({ hs_timestamp: past, hs_meeting_start_time: ahead })).toBe(now + 60_000);
    expect(meeting?.at({ hs_timestamp: past })).toBe(now - 60_000);
    expect(meeting?.at({ hs_timestamp: 'soon' })).toBeUndefined();
  });
});

test.each([
  ['INTEGRATION', 'rep, happened'],
  ['WORKFLOWS', 'machine, happened'],
])('a message by %s counts as: %s', (hs_object_source, expected) => {
  expect(told('message', { hs_object_source })).toBe(expected);
});
