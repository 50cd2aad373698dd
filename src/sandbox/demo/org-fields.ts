import type { Row, Value } from '../salesforce/records.ts';
import type { SalesforceSandbox } from '../salesforce/salesforce.ts';
import { msOf } from '../salesforce/times.ts';
import { linkTo, markup, type Markup, timeAt } from './markup.ts';

/** What the pages of an org read. */
export type ShownOrg = Pick<SalesforceSandbox, 'ground' | 'row' | 'rows' | 'url'>;

/** Every row of a kind that nobody deleted, formulas computed; none where the org has no such kind. Newest first. */
export function living(org: ShownOrg, object: string): Row[] {
  if (!org.ground.schema.has(object)) return [];
  const rows = org.rows(object).filter((row) => row['IsDeleted'] !== true);
  return rows.map((row) => org.row(object, String(row['Id'])) ?? row).toReversed();
}

/** Undefined where it is empty. */
export function said(row: Row | undefined, field: string): string | undefined {
  const value: Value | undefined = row?.[field];
  return value === undefined || value === null || value === '' ? undefined : String(value);
}

/** Of a datetime field; undefined where it is empty. */
export function timeIn(row: Row, field: string): Markup | undefined {
  const stamp = said(row, field);
  return stamp === undefined ? undefined : timeAt(msOf(stamp));
}

/** A number as people read it; undefined where there is none. */
export function figure(value: Value | undefined, digits = 0): string | undefined {
  return typeof value === 'number' ? value.toFixed(digits) : undefined;
}

/** The Lead Score in the colour of its tier; nothing before the first. */
export function scoreOf(row: Row): Markup | undefined {
  const points = figure(row['Lead_Score__c']);
  return points === undefined
    ? undefined
    : markup`<span class="score ${said(row, 'Hot_Lead_Tier__c')}">${points}</span>`;
}

/** `Tier 1`; undefined for none. */
export function tierOf(row: Row): string | undefined {
  const tier = said(row, 'Hot_Lead_Tier__c');
  return tier === undefined || tier === 'none' ? undefined : tier.replace('tier_', 'Tier ');
}

/** A Lead's status, or what a Contact has for one; hot stands out. */
export function statusOf(row: Row): Markup {
  const status = said(row, 'Status') ?? said(row, 'Hot_Lead_Status__c');
  return markup`<span class="${status?.startsWith('Hot Lead') ? 'hot' : ''}">${status}</span>`;
}

/** When a task is due: of ours to the minute, of others by its day; undefined for never. */
export function dueOf(task: Row): string | Markup | undefined {
  return timeIn(task, 'Hot_Lead_Due_At__c') ?? said(task, 'ActivityDate');
}

/** A task's priority; high stands out. */
export function priorityOf(task: Row): Markup {
  return markup`<span class="${task['IsHighPriority'] === true ? 'priority' : ''}">${said(task, 'Priority')}</span>`;
}

/** The name of the user or queue; undefined for nobody. */
export function ownerOf(org: ShownOrg, row: Row): string | undefined {
  const id = said(row, 'OwnerId') ?? '';
  return said(org.row(id.startsWith('00G') ? 'Group' : 'User', id), 'Name');
}

/** Whom a row names by one of these fields, as a link to their record; undefined for nobody. */
export function personIn(org: ShownOrg, row: Row, ...fields: string[]): Markup | undefined {
  const id = fields.flatMap((field) => said(row, field) ?? [])[0] ?? '';
  const kind = id.startsWith('003') ? 'Contact' : 'Lead';
  const person = org.row(kind, id);
  return person && linkTo(`${org.url}/lightning/r/${kind}/${id}/view`, said(person, 'Name') ?? id, 'name');
}
