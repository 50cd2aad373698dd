import { z } from 'zod';
import { Failure } from '../../../failure.ts';
import type { Ask, Call } from '../api.ts';
import { paths } from '../paths.ts';
import { abilities, type Ability, type Probe } from './abilities.ts';
import type { Finding } from './finding.ts';

/** Records that were seen on the way, for probes that have to name one. */
type Known = { contact?: string; user?: string };

const id = z.union([z.string(), z.number()]).nullish();
const answer = z.object({ results: z.array(z.object({ id, userId: id })).nullish() });

/**
 * What the app may do in this account. `granted` are the scopes of the installation; without them each is found out by a reading
 * that is refused without it. Changes nothing.
 */
export async function abilityFindings(ask: Ask, granted: readonly string[] | undefined): Promise<Finding[]> {
  const known: Known = {};
  const findings: Finding[] = [];
  for (const ability of abilities) findings.push(await findingOf(ask, ability, granted, known));
  return findings;
}

async function findingOf(
  ask: Ask,
  ability: Ability,
  granted: readonly string[] | undefined,
  known: Known,
): Promise<Finding> {
  const missing = granted === undefined ? [] : ability.scopes.filter((scope) => !granted.includes(scope));
  if (missing.length > 0) return lacks(ability, missing, granted);
  const call = ability.probe && callOf(ability.probe, ability.what, known);
  if (call === undefined) return granted === undefined || ability.probe ? hidden(ability) : there(ability);
  const refused = await refusal(ask, call, ability.probe, known);
  if (refused === undefined) return there(ability);
  const named = ability.scopes.filter((scope) => refused.message.includes(scope));
  if (named.length > 0 || ability.plan === undefined)
    return lacks(ability, named.length > 0 ? named : ability.scopes, granted);
  return notInPlan(ability, ability.plan, refused);
}

function callOf({ path, query, about }: Probe, what: string, known: Known): Call | undefined {
  const call = { what: `look whether there are ${what}`, method: 'GET', writes: false, lane: 'score' } as const;
  const subject = about && known[about];
  if (about !== undefined && subject === undefined) return undefined;
  if (about === 'contact') return { ...call, path: `${paths[path]}/${subject}/breakdown`, ...(query && { query }) };
  return { ...call, path: paths[path], query: { ...query, ...(subject !== undefined && { userId: subject }) } };
}

/** Why a probe was refused; undefined when it was let through, also where what it asks is not to HubSpot's liking. */
async function refusal(ask: Ask, call: Call, probe: Probe | undefined, known: Known): Promise<Failure | undefined> {
  try {
    const first = (await ask(call, answer)).results?.[0];
    if (probe?.path === 'contacts' && first?.id != null) known.contact = String(first.id);
    if (probe?.path === 'owners' && first?.userId != null) known.user = String(first.userId);
    return undefined;
  } catch (error) {
    const failure = Failure.from(error);
    if (failure.code === 'forbidden' || failure.code === 'not_found') return failure;
    if (failure.kind === 'permanent') return undefined;
    throw error;
  }
}

function there({ what, plan, scopes }: Ability): Finding {
  const area = plan === undefined ? 'permissions' : 'plan';
  return { area, what, state: 'there', sentence: scopes.length === 0 ? 'there' : `allowed (${scopes.join(', ')})` };
}

/** Nothing shows it without writing, or without a record that there is none of yet. */
function hidden({ what, scopes, probe, unseen, without, plan }: Ability): Finding {
  const area = plan === undefined ? 'permissions' : 'plan';
  const why = unseen ?? `cannot be seen while there is no ${probe?.about ?? 'record'}`;
  const sentence = `${why}; make sure that the app has ${scopes.join(' and ')}: without it ${without}`;
  return { area, what, state: 'cannot', sentence, left: 'look' };
}

function lacks(
  { what, needed, without, plan }: Ability,
  missing: readonly string[],
  granted: readonly string[] | undefined,
): Finding {
  const how =
    granted === undefined
      ? 'add it in HubSpot (Development > Projects > your app > Auth) and use the app’s new token'
      : `install the app once more by a link of \`npx hot-lead hubspot install\`, and agree to it there${plan === undefined ? '' : ` (HubSpot leaves it out where the account does not have ${plan.needs})`}`;
  const sentence = `the app lacks ${missing.join(' and ')}: ${without}. To get it, ${how}`;
  return { area: 'permissions', what, ...(needed ? { state: 'wrong' } : { state: 'missing', left: 'hand' }), sentence };
}

function notInPlan({ what }: Ability, plan: NonNullable<Ability['plan']>, refused: Failure): Finding {
  const why =
    refused.code === 'not_found'
      ? 'HubSpot does not know this call any more'
      : `not in this account, it takes ${plan.needs}`;
  return { area: 'plan', what, state: 'cannot', sentence: `${why}. Instead: ${plan.instead}` };
}
