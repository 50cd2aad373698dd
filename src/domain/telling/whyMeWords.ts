import { dateInWords } from '../explain/whenInWords.ts';
import type { RuleOutcome } from '../routing/facts.ts';
import { claimInWords } from '../story/storyClaims.ts';
import { deedInWords } from '../story/storyDeeds.ts';
import { holderIn, routeInWords, type ToldRoute } from '../story/storyRoute.ts';
import type { Told, ToldDecision } from '../story/story.ts';

type Names = Pick<Told, 'name' | 'clock'>;

/**
 * Why it is with whoever has it: how it came to them, the last first, then what routing asked before it answered and whom it
 * passed over, and why.
 */
export function whyMeInWords(decisions: readonly ToldDecision[], told: Names, openedAt: number): string[] {
  const steps = decisions.filter((row) => row.at >= openedAt && movesIt(row));
  const routed = steps.findLast(({ kind }) => kind === 'route');
  // What was handed on since then says why; what was before is over.
  const since = steps.slice(routed === undefined ? 0 : steps.indexOf(routed));
  if (since.length === 0) return ['Nobody was looked for yet.'];
  const [last, ...before] = since.toReversed().map((row) => stepInWords(row, told));
  const route = routed && routeOf(routed);
  return [
    capital(last ?? ''),
    ...before.map((words) => `Before that: ${words}`),
    ...(route === undefined ? [] : [...askedInWords(route.rules ?? []), ...passedInWords(route, told)]),
  ];
}

function movesIt({ kind, inputs, outcome }: ToldDecision): boolean {
  if (kind === 'deed') return ['reassign', 'release'].includes((inputs as { deed?: string }).deed ?? '');
  return kind === 'claim' || (kind === 'route' && routeOf({ outcome }) !== undefined);
}

function stepInWords(row: ToldDecision, told: Names): string {
  const when = dateInWords(row.at, { offsetMsAt: (at) => told.clock.offsetMsAt(at) });
  if (row.kind === 'deed') return `${deedInWords(row.inputs, row.outcome, told)}, ${when}`;
  if (row.kind === 'claim') return `${claimInWords(row.outcome, told.name)}, ${when}`;
  const route = routeOf(row);
  return route === undefined ? '' : `it ${routeInWords(route, told, holderIn(row.outcome)).text}`;
}

function routeOf({ outcome }: Pick<ToldDecision, 'outcome'>): ToldRoute | undefined {
  return (outcome as { route?: ToldRoute }).route;
}

/** The rules before the one that answered: those after it were not needed. */
function askedInWords(rules: readonly RuleOutcome[]): string[] {
  const answered = rules.findIndex(({ matched }) => matched);
  const asked = rules.slice(0, Math.max(answered, 0)).map(({ because }) => because);
  return asked.length === 0 ? [] : [`Asked first: ${asked.join('; ')}`];
}

/** Those who might have had it; of whom nobody was to ask nothing is to be said. */
function passedInWords({ candidates, assignee }: ToldRoute, { name }: Names): string[] {
  return candidates
    .filter(({ rep, outcome }) => rep !== assignee && !/^not (asked|in pool)/.test(outcome))
    .map(({ rep, outcome }) => `${name(rep)}: ${outcomeInWords(outcome)}`);
}

function outcomeInWords(outcome: string): string {
  return outcome
    .replace(/^(principal|backup), (away)/, '$2')
    .replace(/^(principal|backup), present, not needed$/, 'there, and not needed')
    .replace(
      /^present, not next in pool (\S+).*$/,
      (_all, pool: string) => `there, and it was not their turn${ofPool(pool)}`,
    )
    .replace(/^present/, 'there');
}

function ofPool(pool: string): string {
  return pool === 'default' ? '' : ` in pool ${pool}`;
}

function capital(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}
