import { fieldsThere } from '../describe-fields.ts';
import type { Org, Row } from '../org.ts';
import { quoted } from '../soql.ts';
import type { Finding } from './finding.ts';

/** `undefined`: the org does not let us see it. */
export type Rights = { deploy: boolean | undefined; assign: boolean | undefined };

const columns = {
  deploy: ['PermissionsModifyMetadata', 'PermissionsModifyAllData'],
  assign: ['PermissionsAssignPermissionSets', 'PermissionsManageUsers'],
} as const;

/** What the user we are may do to set up, by the rights of the profile and of all permission sets together. */
export async function readRights(org: Org): Promise<Rights> {
  const wanted = [...columns.deploy, ...columns.assign].map((column) => `PermissionSet.${column}`);
  const there = (await fieldsThere(org, 'PermissionSetAssignment', wanted)) ?? [];
  if (there.length === 0) return { deploy: undefined, assign: undefined };
  const soql = `SELECT ${there.join(', ')} FROM PermissionSetAssignment WHERE AssigneeId = ${quoted(await org.userId())}`;
  const [rows = []] = await org.queries({ what: 'read our rights' }, [soql]);
  const has = (names: readonly string[]) => {
    if (rows.length === 0 || !names.some((name) => there.includes(`PermissionSet.${name}`))) return undefined;
    return rows.some((row) => names.some((name) => (row['PermissionSet'] as Row | null)?.[name] === true));
  };
  return { deploy: has(columns.deploy), assign: has(columns.assign) };
}

/** The rights for people. A right that is missing is no trouble while nothing has to be done with it. */
export function rightsFindings({ deploy, assign }: Rights, isToGive: boolean): Finding[] {
  const deploying = told(
    'changing fields, reports and Lead Status',
    deploy,
    'Modify Metadata Through Metadata API Functions',
  );
  const giving = told(givingSets, assign, 'Assign Permission Sets');
  if (assign !== undefined || isToGive) return [deploying, giving];
  return [deploying, { area: 'rights', what: givingSets, state: 'there', sentence: 'nothing is to be given now' }];
}

const givingSets = 'giving permission sets to people';

function told(what: string, has: boolean | undefined, right: string): Finding {
  if (has === true) return { area: 'rights', what, state: 'there', sentence: 'allowed' };
  if (has === undefined)
    return {
      area: 'rights',
      what,
      state: 'there',
      left: 'look',
      sentence: 'cannot be seen beforehand: doing it shows',
    };
  const sentence = `our user lacks the permission "${right}": it is needed for setting up only`;
  return { area: 'rights', what, state: 'cannot', sentence };
}

/** What a person does where our user may not. */
export const withoutRight = [
  'Either give our user the permission "Modify Metadata Through Metadata API Functions" and "Assign Permission Sets" (Setup > Permission Sets) until this has run, and run it again',
  'or let an admin deploy the same files: `sf project deploy start --target-org <alias>` in the folder salesforce-metadata, and then assign the permission set "Hot Lead Integration" to our user (Setup > Permission Sets > Hot Lead Integration > Manage Assignments)',
];
