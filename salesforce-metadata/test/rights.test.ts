import { expect, test } from '@jest/globals';
import { ofKind, readProject } from '../check/project.ts';
import { all, textOf, type Element } from '../check/xml.ts';

const sets = ofKind(readProject('force-app'), 'PermissionSet');
const setNamed = (name: string): Element => sets.get(name) as Element;

const rights = ['Read', 'Create', 'Edit', 'Delete'] as const;
const ofAll = ['viewAllRecords', 'modifyAllRecords'] as const;

/** What a set lets its users do to the records of each object: `Lead: Read Edit viewAllRecords`. */
function objectRights(set: Element): string[] {
  return all(set, 'objectPermissions').map((one) => {
    const is = (name: string): boolean => textOf(one, name) === 'true';
    const has = [...rights.filter((right) => is(`allow${right}`)), ...ofAll.filter(is)];
    return `${textOf(one, 'object')}: ${has.join(' ')}`;
  });
}

function userRights(set: Element): (string | undefined)[] {
  return all(set, 'userPermissions')
    .filter((one) => textOf(one, 'enabled') === 'true')
    .map((one) => textOf(one, 'name'));
}

test('the integration may change leads and contacts of everybody, and delete nothing that Salesforce does not tie to that', () => {
  expect(objectRights(setNamed('Hot_Lead_Integration'))).toEqual([
    'Account: Read viewAllRecords',
    'Campaign: Read viewAllRecords',
    'Contact: Read Edit Delete viewAllRecords modifyAllRecords',
    'Hot_Lead__c: Read Create Edit Delete viewAllRecords modifyAllRecords',
    'Hot_Signal__c: Read viewAllRecords',
    'Lead: Read Edit Delete viewAllRecords modifyAllRecords',
    'Opportunity: Read Edit viewAllRecords',
  ]);
});

test('the integration may use the API, transfer leads, write tasks, and change converted leads; nothing of the org itself', () => {
  expect(userRights(setNamed('Hot_Lead_Integration'))).toEqual([
    'ActivitiesAccess',
    'AllowViewEditConvertedLeads',
    'ApiEnabled',
    'EditEvent',
    'EditTask',
    'TransferAnyLead',
    'ViewAllUsers',
  ]);
});

test('reps may change nothing of ours but record signals, and get no right over records of others', () => {
  const set = setNamed('Hot_Lead_User');
  expect(objectRights(set).filter((one) => /Delete|modifyAll|viewAll/.test(one))).toEqual([]);
  expect(objectRights(set).filter((one) => /Create|Edit/.test(one))).toEqual([
    expect.stringMatching(/^Hot_Signal__c: /),
  ]);
  expect(userRights(set)).toEqual([]);
});
