import { areas } from '../crm/hubspot/setup/finding.ts';
import type { Settled } from '../crm/hubspot/setup/setup.ts';

const titles = {
  account: 'The account',
  permissions: 'What the app may do',
  plan: 'What the account’s plan has',
  properties: 'Properties',
  workflows: 'Workflows',
};
const ticks = { there: '✓', missing: '+', wrong: '✗', cannot: '–', look: '?', hand: '☐' };
/** What an account calls its things must not steer a terminal. */
const UNPRINTED = /[\p{Cc}\u202a-\u202e\u2066-\u2069]+/gu;

/** The findings for people, by theme, with what to click where a person has to; the last lines say how it stands. */
export function setupInWords(findings: readonly Settled[], dryRun: boolean): string[] {
  const themes = areas.flatMap((area) => {
    const ofArea = findings.filter((finding) => finding.area === area);
    return ofArea.length === 0 ? [] : [titles[area], ...ofArea.flatMap(linesOf), ''];
  });
  return [...themes, ...ending(findings, dryRun)].map((line) => line.replace(UNPRINTED, ' '));
}

function linesOf(finding: Settled): string[] {
  const { what, state, sentence, steps, did } = finding;
  const line = `  ${ticks[markOf(finding)]} ${what}: ${did ?? sentence}`;
  // What this makes by itself nobody has to click.
  if (state === 'there' || state === 'missing' || steps === undefined) return [line];
  return [line, ...steps.map((step, at) => `      ${at + 1}. ${step}`)];
}

/** Something wrong comes before what is left to do about it. */
function markOf({ state, left }: Settled): keyof typeof ticks {
  return state === 'wrong' ? state : (left ?? state);
}

function ending(findings: readonly Settled[], dryRun: boolean): string[] {
  const count = (mark: keyof typeof ticks) => findings.filter((finding) => markOf(finding) === mark).length;
  const made = findings.filter(({ did }) => did !== undefined).length;
  const toMake = dryRun && count('missing') > 0 ? ': run it without --dry-run to do what is marked +' : '';
  const left = [
    count('wrong') === 0 ? 'nothing is wrong' : `${count('wrong')} marked ✗ must be mended by a person`,
    ...(count('look') === 0 ? [] : [`${count('look')} marked ? to look at`]),
    ...(count('hand') === 0 ? [] : [`${count('hand')} marked ☐ to do by hand`]),
    ...(count('cannot') === 0 ? [] : [`${count('cannot')} marked – not to be had in this account`]),
  ];
  return [`${things(made)} changed${toMake}; ${left.join(', ')}.`];
}

function things(count: number): string {
  if (count === 0) return 'Nothing was';
  return count === 1 ? '1 thing was' : `${count} things were`;
}
