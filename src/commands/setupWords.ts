import type { SettledIn } from '../crm/setupFinding.ts';

const ticks = { there: '✓', missing: '+', wrong: '✗', cannot: '–', look: '?', hand: '☐' };
type Mark = keyof typeof ticks;
/** What an account calls its things must not steer a terminal. */
const UNPRINTED = /[\p{Cc}\u202a-\u202e\u2066-\u2069]+/gu;

/** How the findings about one CRM are told. */
export type Telling<Area extends string> = {
  /** In the order in which they are told. */
  areas: readonly Area[];
  titles: Record<Area, string>;
  /** What that CRM calls an account. */
  account: string;
  /** What stands before a step; the first is 0. */
  bullet: (step: number) => string;
};

/** The findings for people, by theme, with what to click where a person has to; the last line says how it stands. */
export function setupInWords<Area extends string>(
  findings: readonly SettledIn<Area>[],
  dryRun: boolean,
  { areas, titles, account, bullet }: Telling<Area>,
): string[] {
  const themes = areas.flatMap((area) => {
    const ofArea = findings.filter((finding) => finding.area === area);
    return ofArea.length === 0 ? [] : [titles[area], ...ofArea.flatMap((finding) => linesOf(finding, bullet)), ''];
  });
  return [...themes, ending(findings, dryRun, account)].map((line) => line.replace(UNPRINTED, ' '));
}

function linesOf(finding: SettledIn<string>, bullet: Telling<string>['bullet']): string[] {
  const { what, sentence, steps, did } = finding;
  const mark = markOf(finding);
  const line = `  ${ticks[mark]} ${what}: ${did ?? sentence}`;
  // What this makes by itself nobody has to click.
  if (mark === 'there' || mark === 'missing' || steps === undefined) return [line];
  return [line, ...steps.map((step, at) => `      ${bullet(at)} ${step}`)];
}

/** Something wrong comes before what is left to do about it. */
function markOf({ state, left }: SettledIn<string>): Mark {
  return state === 'wrong' ? state : (left ?? state);
}

function ending(findings: readonly SettledIn<string>[], dryRun: boolean, account: string): string {
  const count = (mark: Mark) => findings.filter((finding) => markOf(finding) === mark).length;
  const made = findings.filter(({ did }) => did !== undefined).length;
  const toMake = dryRun && count('missing') > 0 ? ': run it without --dry-run to do what is marked +' : '';
  const left = [
    count('wrong') === 0 ? 'nothing is wrong' : `${count('wrong')} marked ✗ must be mended by a person`,
    ...(count('look') === 0 ? [] : [`${count('look')} marked ? to look at`]),
    ...(count('hand') === 0 ? [] : [`${count('hand')} marked ☐ to do by hand`]),
    ...(count('cannot') === 0 ? [] : [`${count('cannot')} marked – not to be had in this ${account}`]),
  ];
  return `${things(made)} changed${toMake}; ${left.join(', ')}.`;
}

function things(count: number): string {
  if (count === 0) return 'Nothing was';
  return count === 1 ? '1 thing was' : `${count} things were`;
}
