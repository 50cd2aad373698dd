import type { Route } from '../routing/route.ts';
import type { StoryLine, Told } from './story.ts';

/** Of before routing had rules only a part is known. */
export type ToldRoute = Pick<Route, 'because' | 'candidates'> & Partial<Route>;

/** Who got it, which rule said so and what the others said, and everyone who was considered. */
export function routeInWords(route: ToldRoute, name: Told['name']): Pick<StoryLine, 'text' | 'more'> {
  const { because, rules = [], candidates } = route;
  const [chosen, others] = [rules.filter((rule) => rule.matched), rules.filter((rule) => !rule.matched)];
  return {
    text: `${whoInWords(route, name)}: ${because}`,
    more: [
      ...chosen.map((rule) => `rule ${rule.rule}, yes: ${rule.because}`),
      ...others.map((rule) => `rule ${rule.rule}, no: ${rule.because}`),
      ...candidates.map(({ rep, outcome }) => `${name(rep)}: ${outcome}`),
    ],
  };
}

function whoInWords({ assignee, owner, covered, claimPool, unassigned }: ToldRoute, name: Told['name']): string {
  if (assignee !== undefined) {
    const forOwner = covered === true && owner !== undefined && owner !== assignee ? ` for ${name(owner)}` : '';
    return `goes to ${name(assignee)}${forOwner}`;
  }
  if (unassigned !== undefined) return `UNASSIGNED, ${unassigned}`;
  return claimPool === undefined ? 'waits' : `open to claims in ${claimPool}`;
}
