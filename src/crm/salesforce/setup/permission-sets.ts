import type { Org, Row } from '../org.ts';
import { among, quoted } from '../soql.ts';
import type { Deed, Finding } from './finding.ts';
import { inGroups } from './metadata-call.ts';

const [integration, ofReps] = ['Hot_Lead_Integration', 'Hot_Lead_User'];

/** Who has the permission sets: the user we are, and the reps. */
export async function permissionSetFindings(org: Org, mayAssign: boolean, forReps: boolean): Promise<Finding[]> {
  const [holders, reps] = await Promise.all([holdersOf(org, [integration, ofReps]), activeReps(org)]);
  const us = await org.userId();
  const isOurs = holders.get(integration)?.has(us) ?? false;
  return [
    ourFinding(org, us, { isThere: isOurs, mayAssign }),
    repsFinding(org, { reps, has: holders.get(ofReps), mayAssign, forReps }),
  ];
}

function ourFinding(org: Org, us: string, { isThere, mayAssign }: { isThere: boolean; mayAssign: boolean }): Finding {
  const about = { area: 'access', what: 'the permission set "Hot Lead Integration"' } as const;
  if (isThere) return { ...about, state: 'there', sentence: 'our user has it' };
  const steps = byHand('Hot Lead Integration', `the user whom we are (${us})`);
  if (!mayAssign) return { ...about, state: 'missing', left: 'hand', sentence: 'our user must have it', steps };
  const give = async (): Promise<Deed> => {
    const { given, refused } = await giveTo(org, integration, [us]);
    if (refused !== undefined) return { problem: refused, steps };
    return given === 0 ? undefined : { did: 'given to our user' };
  };
  return { ...about, state: 'missing', sentence: 'our user is to have it', do: give };
}

type Reps = { reps: string[]; has: ReadonlySet<string> | undefined; mayAssign: boolean; forReps: boolean };

function repsFinding(org: Org, { reps, has, mayAssign, forReps }: Reps): Finding {
  const about = { area: 'access', what: 'the permission set "Hot Lead User"' } as const;
  const lack = reps.filter((id) => !has?.has(id));
  const sentence = `${reps.length - lack.length} of ${people(reps.length)} have it; without it nobody sees scores and the dashboard`;
  if (lack.length === 0) return { ...about, state: 'there', sentence };
  const steps = [
    ...byHand('Hot Lead User', 'whoever works on hot leads, and their managers'),
    'or run this with --reps: every active user gets it',
  ];
  if (!forReps)
    return { ...about, state: lack.length < reps.length ? 'there' : 'missing', left: 'hand', sentence, steps };
  if (!mayAssign) return { ...about, state: 'missing', left: 'hand', sentence, steps: steps.slice(0, 1) };
  const give = async (): Promise<Deed> => {
    const { given, refused } = await giveTo(org, ofReps, lack);
    if (refused !== undefined) return { problem: `${given} of ${people(lack.length)} got it: ${refused}`, steps };
    return given === 0 ? undefined : { did: `given to ${people(given)}` };
  };
  return { ...about, state: 'missing', sentence: `${people(lack.length)} are to have it`, do: give };
}

function people(count: number): string {
  return count === 1 ? '1 active user' : `${count} active users`;
}

function byHand(label: string, whom: string): string[] {
  return [`Setup > Permission Sets > ${label} > Manage Assignments > Add Assignments: ${whom}`];
}

/** Whoever may own leads: active users with a licence of Salesforce itself, but not ourselves. */
async function activeReps(org: Org): Promise<string[]> {
  const us = await org.userId();
  const soql = "SELECT Id FROM User WHERE UserType = 'Standard' AND IsActive = true ORDER BY Id";
  const [rows = []] = await org.queries({ what: 'read users' }, [soql]);
  return rows.map((row) => String(row['Id'])).filter((id) => id !== us);
}

async function holdersOf(org: Org, names: readonly string[]): Promise<Map<string, Set<string>>> {
  const soql = `SELECT AssigneeId, PermissionSet.Name FROM PermissionSetAssignment WHERE PermissionSet.Name IN ${among(names)}`;
  const [rows = []] = await org.queries({ what: 'read who has our permission sets' }, [soql]);
  const holders = new Map<string, Set<string>>();
  for (const row of rows) {
    const name = String((row['PermissionSet'] as Row | null)?.['Name']);
    holders.set(name, (holders.get(name) ?? new Set()).add(String(row['AssigneeId'])));
  }
  return holders;
}

/** Gives a permission set to those who lack it by now. `refused`: why at least one did not get it. */
async function giveTo(org: Org, name: string, users: readonly string[]): Promise<{ given: number; refused?: string }> {
  const soql = `SELECT Id FROM PermissionSet WHERE Name = ${quoted(name)}`;
  const [[set] = []] = await org.queries({ what: 'find our permission set' }, [soql]);
  if (set === undefined) return { given: 0, refused: 'the permission set is not there' };
  const has = (await holdersOf(org, [name])).get(name);
  const lack = users.filter((id) => !has?.has(id));
  const records = lack.map((id) => ({
    attributes: { type: 'PermissionSetAssignment' },
    PermissionSetId: set['Id'],
    AssigneeId: id,
  }));
  const saved = await Promise.all(
    inGroups(records, 200).map((group) => org.create({ what: 'give people our permission set' }, group)),
  );
  const failure = saved.flat().find((one) => 'failure' in one);
  const given = saved.flat().filter((one) => 'id' in one).length;
  return { given, ...(failure && { refused: failure.failure.message.replace(/^salesforce: /, '') }) };
}
