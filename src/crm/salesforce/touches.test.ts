import { describe, expect, test } from '@jest/globals';
import type { Row } from './org.ts';
import { touchesIn } from './touches-kinds.ts';
import { readTouches } from './touches.ts';
import { startOrg, type TestOrg } from '../../testing/salesforceOrg.ts';

const at = Date.parse('2026-11-20T11:00:00Z');
const time = new Date(at).toISOString();

const us = '005000000000000UUU';
const rows = (more: Partial<Record<'tasks' | 'events' | 'mails' | 'replies', Row[]>>) => ({
  tasks: [],
  events: [],
  mails: [],
  replies: [],
  ...more,
});
const touch = (more: Parameters<typeof rows>[0]) => touchesIn(rows(more), { now: at, us })[0];
const task = (values: Row) => ({ tasks: [{ Id: '00T1', CompletedDateTime: time, OwnerId: '0051', ...values }] });

describe('what a record says of who did what', () => {
  test.each([
    ['Connected', true],
    ['', true],
    ['Spoke with her: wants a demo', true],
    ['No Answer', false],
    ['Left Voicemail', false],
    ['left message', false],
    ['Line busy', false],
    ['Wrong Number', false],
    ['Not reached', false],
    ['Nicht erreicht', false],
    ['Gatekeeper', false],
  ])('a call with the result "%s" reached somebody: %s', (CallDisposition, happened) => {
    expect(touch(task({ TaskSubtype: 'Call', CallDisposition }))).toMatchObject({ kind: 'call', by: 'rep', happened });
  });

  test.each([
    [{ TaskSubtype: 'Call' }, 'call'],
    [{ TaskSubtype: 'Task', Type: 'Call' }, 'call'],
    [{ TaskSubtype: 'Email' }, 'email'],
    [{ TaskSubtype: 'LinkedIn' }, 'message'],
    [{ TaskSubtype: 'Task', Type: 'SMS' }, 'message'],
    [{ TaskSubtype: 'Task', Subject: 'WhatsApp: hello' }, 'message'],
    [{ TaskSubtype: 'Task', Subject: 'HOT LEAD: call now' }, undefined],
    [{ TaskSubtype: 'Task', Subject: 'Prepare the chat' }, undefined],
    [{ TaskSubtype: 'Cadence' }, undefined],
  ])('a completed task %j is a %s', (values, kind) => {
    expect(touch(task(values))?.kind).toBe(kind);
  });

  test.each([
    ['a mail of many', { TaskSubtype: 'ListEmail' }, 'machine'],
    ['one that an app logged as our user', { TaskSubtype: 'Email', CreatedById: us }, 'machine'],
    ["a rep's", { TaskSubtype: 'Email', CreatedById: '0051' }, 'rep'],
  ])('%s is by a %s', (_what, values, by) => {
    expect(touch(task(values))?.by).toBe(by);
  });

  test.each([
    ['Email: Your offer', 'rep'],
    ['Email: Re: the marketing email that you opened', 'rep'],
    ['Re: opened email', 'rep'],
    ['[Outreach] [Email] [Out] Newsletter email', 'rep'],
    ['Email: >> Reply: offer', 'rep'],
    ['Was Sent Sales Email: Hello', 'rep'],
    ['[Outreach] [Email] [In] Re: offer', 'lead'],
    ['Email: << Re: your offer (received)', 'lead'],
    ['← Email: Re: offer', 'lead'],
    ['[Nooks] Incoming Email: offer', 'lead'],
    ['Reply: Your offer', 'lead'],
    ['Salesloft: Email reply received', 'lead'],
    ['Opened Marketing Email: Spring news', 'machine'],
    ['HubSpot: Clicked a link in Marketing Email: Spring news', 'machine'],
    ['Marketing Email: Spring news', 'machine'],
    ['Was Sent Email: Spring news', 'machine'],
    ['[Yesware] Email opened', 'machine'],
    ['Email bounced', 'machine'],
  ])('a mail that is logged as a task "%s" is by a %s', (Subject, by) => {
    const logged = { TaskSubtype: 'Task', Type: 'Email', CreatedById: '0051', Subject };
    expect(touch(task(logged))?.by).toBe(by);
  });

  test.each([
    ["a user who is not the task's owner, as done", { CreatedById: '005APP', CreatedDate: time }, 'machine'],
    ['no standard user', { CreatedById: '0051', CreatedBy: { UserType: 'AutomatedProcess' } }, 'machine'],
    [
      'somebody else, as something to do',
      { CreatedById: '005APP', CreatedDate: new Date(at - 61_000).toISOString() },
      'rep',
    ],
  ])('a mail that was entered by %s is by a %s', (_whom, values, by) => {
    expect(touch(task({ TaskSubtype: 'Task', Type: 'Email', Subject: 'Hello', ...values }))?.by).toBe(by);
  });

  test('a call that an app entered for a rep is by the rep', () => {
    expect(touch(task({ TaskSubtype: 'Call', CreatedById: '005APP' }))?.by).toBe('rep');
  });

  test('a mail and its task are one touch, of the owner of the task', () => {
    const mail = {
      EmailMessageId: '02s1',
      EmailMessage: { MessageDate: time, ActivityId: '00T1', CreatedById: us, Status: '3' },
    };
    const found = touchesIn(rows({ ...task({ TaskSubtype: 'Email' }), mails: [mail] }), { now: at, us });
    expect(found).toEqual([{ id: 'mail:02s1', kind: 'email', at, ownerId: '0051', by: 'rep', happened: true }]);
  });

  test.each([
    ['one that came back', { Status: '3', IsBounced: true }, { by: 'rep', happened: false }],
    ['a step of a cadence', { Status: '3', AutomationType: 'Cadence' }, { by: 'machine', happened: true }],
  ])('%s', (_what, values, expected) => {
    const mail = { EmailMessageId: '02s1', EmailMessage: { MessageDate: time, CreatedById: '0051', ...values } };
    expect(touch({ mails: [mail] })).toMatchObject(expected);
  });

  test('a draft is no touch', () => {
    const mail = { EmailMessageId: '02s1', EmailMessage: { MessageDate: time, CreatedById: '0051', Status: '5' } };
    expect(touch({ mails: [mail] })).toBeUndefined();
  });

  test.each([
    ['whose time has come', {}, true],
    ['that is to come', { StartDateTime: new Date(at + 1).toISOString() }, false],
    ['that was called off', { Subject: 'Canceled: Demo' }, false],
  ])('a meeting %s took place: %s', (_what, values, happened) => {
    const event = { Id: '00U1', StartDateTime: time, OwnerId: '0051', ...values };
    expect(touch({ events: [event] })).toMatchObject({ kind: 'meeting', by: 'rep', happened });
  });
});

async function touchesOf({ org, now }: TestOrg, leadId: string, since = 0) {
  return (await readTouches(org, now)([{ leadId, since }])).get(leadId);
}

describe('readTouches of Salesforce', () => {
  test('calls, mails of both directions and a meeting are told, in one call', async () => {
    await using on = await startOrg();
    const { sandbox } = on;
    const ann = sandbox.addUser({ email: 'ann@example.com', name: 'Ann' });
    const [lead, contact] = [sandbox.addLead(), sandbox.addContact()];
    const done = { TaskSubtype: 'Call', Status: 'Completed', CompletedDateTime: time };
    for (const WhoId of [lead, contact]) sandbox.addTask({ WhoId, OwnerId: ann, ...done });
    sandbox.addTask({ WhoId: lead, OwnerId: ann, Subject: 'Open' });
    sandbox.addEmail({ about: [lead], by: ann, at });
    sandbox.addEmail({ about: [lead], by: ann, at: at + 1_000, incoming: true });
    sandbox.addEvent({ WhoId: lead, OwnerId: ann, StartDateTime: time, EndDateTime: time });
    const app = sandbox.addUser({ email: 'app@example.com', name: 'App' });
    const logged = { WhoId: contact, OwnerId: ann, Type: 'Email', Subject: 'Hello', Status: 'Completed' };
    sandbox.addTask(logged, { by: app });
    const told = (await touchesOf(on, lead))?.map(({ kind, by, ownerId }) => `${kind} ${by} ${ownerId === ann}`);
    expect(told?.toSorted()).toEqual(['call rep true', 'email lead true', 'email rep true', 'meeting rep true']);
    expect(await touchesOf(on, contact)).toMatchObject([
      { kind: 'call', by: 'rep' },
      { kind: 'email', by: 'machine' },
    ]);
    expect(await touchesOf(on, lead, at + 1_000)).toMatchObject([{ kind: 'email', by: 'lead' }]);
    const before = sandbox.apiCalls();
    await readTouches(on.org, on.now)([lead, contact].map((leadId) => ({ leadId, since: 0 })));
    expect(sandbox.apiCalls() - before).toBe(1);
  });

  test('a meeting that the lead declined did not take place', async () => {
    await using on = await startOrg();
    const lead = on.sandbox.addLead();
    const EventId = on.sandbox.addEvent({ WhoId: lead, StartDateTime: time, EndDateTime: time });
    on.sandbox.record('EventRelation', { EventId, RelationId: lead, Status: 'Declined' });
    expect(await touchesOf(on, lead)).toMatchObject([{ kind: 'meeting', happened: false }]);
  });
});
