import { dateInWords } from '../explain/whenInWords.ts';
import type { Route } from '../routing/route.ts';
import type { StoryLine, Told } from './story.ts';

/** Of before routing had rules only a part is known. */
export type ToldRoute = Pick<Route, 'because' | 'candidates'> & Partial<Route>;

/** Who has it after a route or a claim, by the rep's id: also whoever keeps it when nobody else could be found. */
export function holderIn(outcome: unknown): string | undefined {
  const { route, result } = (outcome ?? {}) as { route?: Partial<ToldRoute>; result?: { assignee?: string } };
  return result?.assignee ?? route?.assignee;
}

/**
 * Who got it, which rule said so and what the others said, and everyone who was considered; nothing twice. `holder` has it after
 * all: see `holderIn`.
 */
export function routeInWords(
  route: ToldRoute,
  told: Pick<Told, 'name' | 'clock'>,
  holder = route.assignee,
): Pick<StoryLine, 'text' | 'more'> {
  const { because, rules = [], candidates, unassigned } = route;
  const [chosen, others] = [rules.filter((rule) => rule.matched), rules.filter((rule) => !rule.matched)];
  const why = unassigned === undefined || because.includes(unassigned) ? because : `${unassigned}: ${because}`;
  return {
    text: `${whoInWords(route, told, holder)}: ${why}`,
    more: [
      ...chosen.map((rule) => `rule ${rule.rule}, yes${why.includes(rule.because) ? '' : `: ${rule.because}`}`),
      ...others.map((rule) => `rule ${rule.rule}, no: ${rule.because}`),
      ...candidates.map(({ rep, outcome }) => `${told.name(rep)}: ${outcome}`),
    ],
  };
}

function whoInWords(route: ToldRoute, { name, clock }: Pick<Told, 'name' | 'clock'>, holder?: string): string {
  const { assignee, owner, covered, held, heldUntil, claimPool, unassigned } = route;
  if (assignee !== undefined) {
    const forOwner = covered === true && owner !== undefined && owner !== assignee ? ` for ${name(owner)}` : '';
    return `goes to ${name(assignee)}${forOwner}`;
  }
  if (holder !== undefined) return `stays with ${name(holder)}, nobody else was found`;
  const until = heldUntil === undefined ? '' : ` until ${dateInWords(heldUntil, clock)}`;
  const of = owner === undefined ? '' : `, owner ${name(owner)}`;
  if (unassigned !== undefined) return `UNASSIGNED${until}${of}`;
  if (claimPool !== undefined) return `open to claims in ${claimPool}${of}`;
  return held === false ? 'goes to nobody' : `waits${until}${of}`;
}
