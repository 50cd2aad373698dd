import type { Ask } from '../api.ts';
import { abilityFindings } from './ability-checks.ts';
import { workflows } from './abilities.ts';
import { accountFindings } from './account-checks.ts';
import type { RouteAction } from './enrolment.ts';
import type { Finding } from './finding.ts';
import { propertyChecks } from './properties.ts';
import { withRoom } from './quota.ts';
import { workflowFindings } from './workflow-checks.ts';

export type SetupOptions = {
  /** The portal that the connection is meant for. */
  portalId?: string;
  /** The scopes of an installation by OAuth; without them each is found out by a reading. */
  granted?: readonly string[];
  /** Our workflow action, once the project is uploaded. */
  action?: RouteAction;
  score?: number;
  demoForm?: string;
  pricingPage?: string;
  /** Say what to click for the workflows also where nothing shows that the account has any. */
  recipe?: boolean;
};

/**
 * Reads all that the product needs of a portal, and says how it stands; changes nothing. What it can mend has a `do`. Throws what
 * passes by itself (no answer, a limit), and a refused token.
 */
export async function setupPlan(ask: Ask, options: SetupOptions): Promise<Finding[]> {
  const account = await accountFindings(ask, options.portalId);
  // Of another portal nothing is read further, and above all nothing is changed there.
  if (account.some(({ state }) => state === 'wrong')) return account;
  const found = [...account, ...(await abilityFindings(ask, options.granted))];
  return [...found, ...(await mendable(ask, options, found))];
}

/** The part of a plan that a `do` can change, given the part that it cannot. */
export async function mendable(ask: Ask, options: SetupOptions, rest: readonly Finding[]): Promise<Finding[]> {
  const properties: Finding[] = [];
  for (const look of propertyChecks(ask)) properties.push(await look());
  const ability = rest.find(({ what }) => what === workflows);
  const wanted = {
    score: options.score ?? 70,
    demoForm: options.demoForm ?? 'Demo Request',
    pricingPage: options.pricingPage ?? '/pricing',
  };
  const { action, recipe: isAsked = false } = options;
  const made = await workflowFindings(ask, wanted, { action, ability, isAsked });
  return [...(await withRoom(ask, properties)), ...made];
}
