import { describe, expect, test } from '@jest/globals';
import { ofKind, readProject } from '../check/project.ts';
import { all, everyElement, one, textOf, textsOf } from '../check/xml.ts';
import type { Element } from '../check/xml.ts';
import { plantedFile } from './planted.ts';
import { runFlow } from './runFlow.ts';
import type { Saved, Values } from './runFlow.ts';

const flow = ofKind(readProject('force-app'), 'Flow').get('Hot_Lead_First_Response') as Element;
const NOW = new Date('2026-11-22T10:00:00Z');
const LEAD = '00Q000000000001AAA';
const CONTACT = '003000000000001AAA';

const call: Values = { Id: '00T000000000001AAA', IsClosed: true, WhoId: LEAD, TaskSubtype: 'Call' };
const hot: Values = { Hot_Lead_At__c: new Date('2026-11-22T09:40:00Z'), IsConverted: false };

function saved({ task = {}, prior, person = {} }: { task?: Values; prior?: Values; person?: Values } = {}): Saved {
  const others = { Lead: [{ Id: LEAD, ...hot, ...person }], Contact: [{ Id: CONTACT, ...hot, ...person }] };
  return { record: { ...call, ...task }, others, now: NOW, ...(prior && { prior: { ...call, ...task, ...prior } }) };
}

const onLead = { [`Lead ${LEAD}`]: { First_Response_At__c: NOW } };
const onContact = { [`Contact ${CONTACT}`]: { First_Response_At__c: NOW } };

describe('the first response is noted', () => {
  test.each<[string, Saved, Record<string, Values>]>([
    ['a call of a lead', saved(), onLead],
    ['a call of a contact', saved({ task: { WhoId: CONTACT } }), onContact],
    ['an e-mail', saved({ task: { TaskSubtype: 'Email' } }), onLead],
    ['a task of the type Call', saved({ task: { TaskSubtype: 'Task', Type: 'Call' } }), onLead],
    ['a task of the type Email', saved({ task: { TaskSubtype: 'Task', Type: 'Email' } }), onLead],
    ['a call that is now completed', saved({ prior: { IsClosed: false } }), onLead],
    ['a completed call that is now given to the lead', saved({ prior: { WhoId: undefined } }), onLead],
    ['a call that somebody took', saved({ task: { CallDisposition: 'Interested' } }), onLead],
  ])('after %s', (_, given, written) => {
    expect(runFlow(flow, given)).toEqual(written);
  });
});

describe('nothing is noted', () => {
  test.each<[string, Saved]>([
    ['an open call', saved({ task: { IsClosed: false } })],
    ['a completed task of another kind', saved({ task: { TaskSubtype: 'Task' } })],
    ['a mail to many', saved({ task: { TaskSubtype: 'ListEmail', Type: 'Email' } })],
    ['our own task, ticked off', saved({ task: { Hot_Lead_Key__c: 'lead 7', Type: 'Call' } })],
    ['a task about nobody', saved({ task: { WhoId: undefined } })],
    ['somebody who is neither', saved({ task: { WhoId: '001000000000001AAA' } })],
    ['another person’s call', saved({ task: { WhoId: '00Q000000000009AAA' } })],
    ['a change of a call that was completed before', saved({ prior: { Subject: 'Call' } })],
    ['a lead who was never hot', saved({ person: { Hot_Lead_At__c: undefined } })],
    ['a lead who was answered before', saved({ person: { First_Response_At__c: new Date('2026-11-22T09:50:00Z') } })],
    ['a converted lead, which can no longer be changed', saved({ person: { IsConverted: true } })],
    ['a call with "No Answer"', saved({ task: { CallDisposition: 'No Answer' } })],
    ['a call with "Left Voicemail"', saved({ task: { CallDisposition: 'Left Voicemail' } })],
    ['a call with "Line busy"', saved({ task: { CallDisposition: 'Line busy' } })],
  ])('for %s', (_, given) => {
    expect(runFlow(flow, given)).toEqual({});
  });
});

test('it runs after the save, where an error keeps nobody from completing a task', () => {
  const start = one(flow, 'start') as Element;
  expect(one(start, 'connector')).toBeUndefined();
  expect(all(start, 'scheduledPaths').map((it) => textOf(it, 'pathType'))).toEqual(['AsyncAfterCommit']);
});

test('it can only ever write the first response', () => {
  const written = everyElement(flow).filter((it) => it.name === 'inputAssignments');
  expect(new Set(written.flatMap((it) => textsOf(it, 'field')))).toEqual(new Set(['First_Response_At__c']));
  const kinds = ['recordCreates', 'recordDeletes', 'actionCalls', 'subflows', 'assignments'];
  expect(kinds.flatMap((kind) => all(flow, kind))).toEqual([]);
});

test('every step is reached', () => {
  const steps = ['decisions', 'recordUpdates'].flatMap((kind) => all(flow, kind).flatMap((it) => textsOf(it, 'name')));
  const targets = everyElement(flow).flatMap((it) => textsOf(it, 'targetReference'));
  expect(new Set(targets)).toEqual(new Set(steps));
});

describe('an error in the flow is seen', () => {
  test.each([
    ['<operator>StartsWith<', '<operator>EndsWith<', 'EndsWith is not known'],
    ['<targetReference>Was_Anybody_Reached<', '<targetReference>Was_Anybody<', 'no step Was_Anybody'],
    ['<leftValueReference>Nobody_Was_Reached<', '<leftValueReference>Nobody<', 'flow: no Nobody'],
  ])('%s as %s', (from, to, problem) => {
    const broken = plantedFile('flows/Hot_Lead_First_Response.flow-meta.xml', from, to);
    expect(() => runFlow(broken, saved({ task: { CallDisposition: 'Interested' } }))).toThrow(problem);
  });
});
