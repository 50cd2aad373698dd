import { z } from 'zod';
import { Failure } from '../../../failure.ts';
import type { Ask } from '../api.ts';
import { paths } from '../paths.ts';
import { readCustomers } from './customers.ts';
import { repeatName, repeatWorkflow, type RouteAction, routeName, routeWorkflow, type Wanted } from './enrolment.ts';
import type { Deed, Finding } from './finding.ts';
import { repeatRecipe, routeRecipe, whenToTurnOn } from './recipe.ts';

const page = z.object({
  results: z.array(z.object({ id: z.coerce.string(), name: z.string().nullish(), isEnabled: z.boolean().nullish() })),
  paging: z.object({ next: z.object({ after: z.coerce.string() }).nullish() }).nullish(),
});
type Workflow = z.infer<typeof page>['results'][number];

const both = [
  { name: routeName, body: routeWorkflow, recipe: routeRecipe },
  { name: repeatName, body: repeatWorkflow, recipe: repeatRecipe },
];

/**
 * The two workflows, by their names: one that is there is never touched, whatever people made of it. Without `action` the finding
 * is what to click; where the app may not read workflows (`ability`) it says what to click only when that is asked for.
 */
export async function workflowFindings(
  ask: Ask,
  wanted: Omit<Wanted, 'customers'>,
  { action, ability, isAsked }: { action: RouteAction | undefined; ability: Finding | undefined; isAsked: boolean },
): Promise<Finding[]> {
  const because = ability?.state === 'there' ? undefined : clicking[ability?.area === 'plan' ? 'plan' : 'permissions'];
  const existing = because === undefined ? await everyWorkflow(ask) : [];
  const full = { ...wanted, customers: await readCustomers(ask) };
  return both.map(({ name, body, recipe }): Finding => {
    const of = { area: 'workflows', what: name } as const;
    const found = existing.find((one) => isNamed(one, name));
    if (found) return { ...of, state: 'there', ...standing(found) };
    const byHand = { state: 'cannot', steps: recipe(full), left: 'hand' } as const;
    if (because !== undefined) return { ...of, sentence: because, ...(isAsked ? byHand : { state: 'cannot' }) };
    if (action === undefined) return { ...of, sentence: noAction, ...byHand };
    const { steps } = byHand;
    const sentence = 'not there yet: it is to be made, switched off, for a person to look at and switch on';
    return { ...of, state: 'missing', sentence, steps, do: () => make(ask, name, body(full, action)) };
  });
}

// A refusal does not always say what it is for: who sees workflows in HubSpot can click one together.
const clicking = {
  plan: 'this account’s plan has no workflows, as it seems (see above), and none are needed: hot leads are found and routed without them. Where HubSpot shows Automation > Workflows all the same, --recipe says what to click',
  permissions:
    'the app may not read or make workflows (see above), and none are needed: hot leads are found and routed without them. Where HubSpot shows Automation > Workflows, --recipe says what to click',
};

const noAction =
  'for a person to click together. An app can make it too, but has to know the number that HubSpot gave to "Route hot lead", and where HubSpot shows that number is not known: who knows it gives it with --action-id';

function standing({ isEnabled }: Workflow): Pick<Finding, 'sentence' | 'left'> {
  if (isEnabled === true) return { sentence: 'there and on; it is left as it is' };
  const sentence = `there and off: look at it, and switch it on in HubSpot (Automation > Workflows) ${whenToTurnOn}; it is left as it is`;
  return { sentence, left: 'hand' };
}

function isNamed({ name }: Workflow, wanted: string): boolean {
  return name?.trim().toLowerCase() === wanted.toLowerCase();
}

async function everyWorkflow(ask: Ask): Promise<Workflow[]> {
  const call = { what: 'read workflows', method: 'GET', path: paths.workflows, writes: false } as const;
  const all: Workflow[] = [];
  for (let after: string | undefined; ;) {
    const answer = await ask({ ...call, query: { limit: '100', ...(after !== undefined && { after }) } }, page);
    all.push(...answer.results);
    const next = answer.paging?.next?.after;
    if (next === undefined || next === after) return all;
    after = next;
  }
}

// Looked for once more just before: a run that was killed, or whose answer was lost, may have made it.
async function make(ask: Ask, name: string, body: object): Promise<Deed> {
  if ((await everyWorkflow(ask)).some((one) => isNamed(one, name))) return undefined;
  const call = { what: `create the workflow "${name}"`, method: 'POST', path: paths.workflows, body } as const;
  try {
    await ask({ ...call, writes: true }, z.unknown());
  } catch (error) {
    const failure = Failure.from(error);
    if (failure.kind !== 'permanent' && failure.code !== 'forbidden') throw failure;
    return { problem: `${failure.message}; click it together instead` };
  }
  return {
    did: `made the workflow "${name}", switched off: look at it, and switch it on (Automation > Workflows) ${whenToTurnOn}`,
  };
}
