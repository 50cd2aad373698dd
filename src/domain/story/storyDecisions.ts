import { explain } from '../explain/explain.ts';
import type { RecipeTruth } from '../explain/recipeTruths.ts';
import { durationInWords, plural } from '../explain/whenInWords.ts';
import { isLook, knownAt, type LookRow } from '../plan/redecideRow.ts';
import type { Rung } from '../sla/settings.ts';
import { rungInWords } from '../sla/rungInWords.ts';
import type { StoryLine, Told, ToldDecision } from './story.ts';
import { closedInWords, contactInWords, knownLate, waitOf } from './storyPeople.ts';
import { holderIn, routeInWords, type ToldRoute } from './storyRoute.ts';
import { claimInWords } from './storyClaims.ts';
import { deedInWords, dismissedInWords, saidInWords } from './storyDeeds.ts';
import { effectInWords } from './storyWork.ts';

/** What was decided, and why, as it was known then. */
export function decisionLine(row: ToldDecision, told: Told): StoryLine {
  const { at, kind, version } = row;
  const byModel = isLook(row) || kind === 'route' || kind === 'sla';
  return { at, kind, ...(byModel && { model: version }), ...wordsOf(row, told) };
}

type Words = Pick<StoryLine, 'text' | 'more'>;

function wordsOf(row: ToldDecision, told: Told): Words {
  if (isLook(row)) return lookInWords(row, told);
  switch (row.kind) {
    case 'route':
      return routeInWords(row.outcome.route, told, holderIn(row.outcome));
    case 'sla':
      return slaInWords(row, told);
    case 'contact':
      return { text: contactTold(row, told) };
    case 'close':
      return { text: dismissedInWords(row.inputs, told) ?? closedInWords(row, told) };
    case 'claim':
      return { text: claimInWords(row.outcome, told.name) };
    case 'deed':
      return { text: deedInWords(row.inputs, row.outcome, told) };
    case 'effect':
      return { text: effectInWords(row.outcome, told) };
  }
}

function lookInWords(row: LookRow, told: Told): Words {
  const { outcome, inputs } = row;
  const { reasons, rules } = whyThen(row, told);
  const { move, tier, score } = outcome;
  const text = `${moved(move)}score ${score}, ${tier === undefined ? 'no tier' : `tier ${tier}`}${rules === '' ? '' : `: ${rules}`}`;
  const kept = inputs.suppressed === undefined ? [] : [`kept from sales: ${inputs.suppressed}`];
  const route = outcome['route'] as ToldRoute | undefined;
  const routed = route === undefined ? undefined : routeInWords(route, told);
  return {
    text,
    more: [
      ...reasons,
      ...kept,
      ...truthsInWords((outcome['truths'] ?? []) as RecipeTruth[]),
      ...(routed === undefined ? [] : [routed.text, ...(routed.more ?? []).map((line) => `  ${line}`)]),
    ],
  };
}

function moved(move: LookRow['outcome']['move']): string {
  switch (move.kind) {
    case 'open':
      return `${move.episodeKind === 'repeat' ? 'HOT AGAIN' : 'HOT'}${move.late ? ' (seen late)' : ''}: `;
    case 'round':
      return `asked again, round ${move.round}: `;
    case 'upgrade':
      return `hotter, tier ${move.tier}: `;
    case 'cool':
      return 'cooled, the episode is closed: ';
    case 'none':
      return '';
  }
}

/** Why it stood so, from what was known then. Of a model that is not known any more only its names of the rules are left. */
function whyThen(row: LookRow, { signals, modelOf, clock }: Told): { reasons: string[]; rules: string } {
  const { tier, score, because } = row.outcome;
  const model = modelOf(row.modelHash);
  const named = because.filter((rule) => rule !== `score ${score}`).join('; ');
  if (model === undefined) return { reasons: ['the model that decided this is not known any more'], rules: named };
  const then = explain(knownAt(row, signals, model), model, row.at, clock);
  const reasons = then.reasons.length === 0 ? [] : [`because ${then.reasons.join(', ')}`];
  return { reasons, rules: tier === 1 || tier === 2 ? then.tier : '' };
}

/** The recipes that held; of the others how many they are. */
function truthsInWords(truths: readonly RecipeTruth[]): string[] {
  const on = truths.filter((truth) => truth.on);
  const held = on.filter((truth) => truth.holds);
  if (on.length === 0) return [];
  if (held.length === 0) return [`none of ${plural(on.length, 'recipe')} holds`];
  const others = on.length - held.length;
  return [
    ...held.map(({ id, bar, reached, truth }) => {
      return `recipe ${id} holds: ${truth.words}; the score of ${bar} it takes ${reached ? 'is there' : 'is not'}`;
    }),
    ...(others === 0 ? [] : [`${plural(others, 'other recipe')} ${others === 1 ? 'does' : 'do'} not`]),
  ];
}

type SlaDecision = Extract<ToldDecision, { kind: 'sla' }>;

function slaInWords(row: SlaDecision, told: Told): Words {
  const { at, inputs, outcome } = row;
  const { fired, skipped, ended } = outcome.climb;
  const waited = at - inputs.ladder.startedAt;
  const passed = skipped.map(
    (rung) => `after ${rung.afterMinutes} minutes ${rungName[rung.do]}: not done, ${rung.because}`,
  );
  const last = ended ? ['the ladder has ended'] : [];
  const [first, ...rest] = [...releasedIn(row, told), ...fired.map((rung) => rungInWords(rung, waited))];
  const text = first ?? `nobody has answered for ${durationInWords(waited)}, and nothing was done`;
  return { text, more: [...rest, ...passed, ...last] };
}

/** A claim that came to nothing. */
function releasedIn({ at, inputs }: SlaDecision, { decisions, name }: Told): string[] {
  if ((inputs as { released?: boolean }).released !== true) return [];
  const before = decisions.findLast((row) => row.kind === 'claim' && row.at <= at);
  const claimer = before === undefined ? undefined : holderIn(before.outcome);
  const silence = plural(inputs.ladder.releaseMinutes, 'minute');
  const who = claimer === undefined ? 'somebody' : name(claimer);
  return [`released: ${who} claimed it and contacted nobody for ${silence}, another rep was looked for`];
}

const rungName: Record<Rung['do'], string> = {
  remind: 'a reminder',
  backup: 'the backup',
  reassign: 'somebody else',
  manager: 'the managers',
};

function contactTold({ at, inputs }: Extract<ToldDecision, { kind: 'contact' }>, told: Told): string {
  const { touch } = inputs;
  const round = told.rounds.find((each) => each.contactedAt === touch.at);
  const wait = round === undefined ? '' : waitOf(round, touch.at);
  return `${contactInWords(touch, wait, told.name)}${saidInWords(inputs)}${knownLate(touch.at, at, told)}`;
}
