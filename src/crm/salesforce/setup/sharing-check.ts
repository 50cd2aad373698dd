import { fieldsThere } from '../describe-fields.ts';
import type { Org, Row } from '../org.ts';
import { among, quoted } from '../soql.ts';
import type { Finding } from './finding.ts';

/** What everybody may do to everybody's records, in the words of the API and of Setup. */
const words: Record<string, string> = {
  None: 'Private',
  Read: 'Public Read Only',
  Edit: 'Public Read/Write',
  ReadEditTransfer: 'Public Read/Write/Transfer',
};
const objects = ['Lead', 'Contact', 'Opportunity'] as const;
type Shared = (typeof objects)[number];

/**
 * Whether our user may change what others own, where the org keeps that from people: the owner, status and score of leads and contacts,
 * and the mark of opportunities. `comes`: the permission set that allows it is not there or not given yet.
 */
export async function sharingFindings(org: Org, comes: boolean): Promise<Finding[]> {
  const access = await defaultAccess(org);
  const ours = comes ? undefined : await changedByUs(org);
  const closed = (object: Shared) => isClosed(object, access[object]) && ours?.has(object) !== true;
  const people = objects.filter((object) => object !== 'Opportunity' && closed(object));
  return [peopleFinding(access, people, comes), ...(closed('Opportunity') ? [dealsFinding(access)] : [])];
}

/** The default of each object; a contact's may be that of its account. Empty where we may not see it. */
async function defaultAccess(org: Org): Promise<Partial<Record<string, string>>> {
  const wanted = ['Lead', 'Contact', 'Account', 'Opportunity'].map((object) => `Default${object}Access`);
  const there = (await fieldsThere(org, 'Organization', wanted)) ?? [];
  if (there.length === 0) return {};
  const [[row] = []] = await org.queries({ what: 'read how records are shared' }, [
    `SELECT ${there.join(', ')} FROM Organization`,
  ]);
  const of = (object: string) => textIn(row, `Default${object}Access`);
  const contact = of('Contact');
  return {
    Lead: of('Lead'),
    Contact: contact === 'ControlledByParent' ? of('Account') : contact,
    Opportunity: of('Opportunity'),
  };
}

/** With *Public Read/Write* a lead's owner may be changed by our right to transfer leads; of a contact that right says nothing. */
function isClosed(object: Shared, access: string | undefined): boolean {
  if (access === undefined || access === 'ReadEditTransfer') return false;
  return object === 'Contact' || access !== 'Edit';
}

/** The objects of which our user may change all records, by profile and permission sets; undefined where we may not look. */
async function changedByUs(org: Org): Promise<Set<string> | undefined> {
  const right = 'PermissionsModifyAllRecords';
  if (!(await fieldsThere(org, 'ObjectPermissions', [right]))?.includes(right)) return undefined;
  const what = 'read our rights over records';
  const [sets = []] = await org.queries({ what }, [
    `SELECT PermissionSetId FROM PermissionSetAssignment WHERE AssigneeId = ${quoted(await org.userId())}`,
  ]);
  const ids = sets.map((row) => String(row['PermissionSetId']));
  if (ids.length === 0) return new Set();
  const [rows = []] = await org.queries({ what }, [
    `SELECT SobjectType FROM ObjectPermissions WHERE ${right} = true AND SobjectType IN ${among(objects)} AND ParentId IN ${among(ids)}`,
  ]);
  return new Set(rows.map((row) => String(row['SobjectType'])));
}

function peopleFinding(access: Partial<Record<string, string>>, lacks: readonly Shared[], comes: boolean): Finding {
  const about = { area: 'access', what: 'leads and contacts that others own' } as const;
  const shared = ['Lead', 'Contact'].map((object) => `${object} is ${said(access[object])}`).join(', ');
  if (lacks.length === 0) return { ...about, state: 'there', sentence: `our user may change them (${shared})` };
  if (comes) return { ...about, state: 'missing', sentence: `comes with the permission set (${shared})` };
  const sentence = `by its permission sets our user may not change all of them (${shared}): the owner, status and score of those is refused, unless its role is above that of their owners`;
  const steps = lacks.map((object) => modifyAll(object));
  return { ...about, state: 'missing', left: 'hand', sentence, steps };
}

function dealsFinding(access: Partial<Record<string, string>>): Finding {
  const sentence = `Opportunity is ${said(access['Opportunity'])}, and our user may not change all of them: those that came of a hot lead are not marked, and "Hot Lead Value" leaves them out, unless its role is above that of their owners`;
  const about = { area: 'access', what: 'opportunities that others own', state: 'there', left: 'look' } as const;
  return { ...about, sentence, steps: [`if you want them counted: ${modifyAll('Opportunity')}`] };
}

function modifyAll(object: Shared): string {
  return `Setup > Permission Sets > Hot Lead Integration > Object Settings > ${object} > Edit: "Modify All"; or give our user a role above all who own such records (Setup > Users)`;
}

function said(access: string | undefined): string {
  return access === undefined ? 'shared as we may not see' : (words[access] ?? access);
}

function textIn(row: Row | undefined, name: string): string | undefined {
  const value = row?.[name];
  return typeof value === 'string' ? value : undefined;
}
