import type { Home } from '../answers.ts';
import { type Block, context, fieldBlocks, firstOf, header, type HomeView, section } from './blocks.ts';
import { availabilityBlocks } from './homeAvailability.ts';
import { plainItems, snoozedItems, urgentItems } from './homeLeads.ts';
import { preferenceLines } from './homePreferences.ts';
import { settingsButton } from './homeButtons.ts';
import { sectionsOf } from './sections.ts';
import { escaped, oneLine } from './text.ts';

const NAME = 60;
const PROBLEM = 1000;
const FIGURE = 100;
const FIGURES = 20;

/** A person's own page: whether they get leads, what needs them now, what sleeps, their team, figures and choices. */
export function homeView(home: Home): HomeView {
  return { type: 'home', blocks: [...topBlocks(home), ...(home.name === undefined ? [] : ownBlocks(home))] };
}

function topBlocks({ name, problem }: Home): Block[] {
  const who = oneLine(name ?? '', NAME);
  const trouble = escaped(problem ?? '', PROBLEM);
  const stranger = 'You get no hot leads here: nobody in the CRM has your e-mail address.';
  return [
    header(who === '' ? '🔥 Hot leads' : `🔥 Hot leads — ${who}`),
    ...(trouble === '' ? [] : [section(`⚠️ ${trouble}`)]),
    ...(name === undefined && trouble === '' ? [section(stranger)] : []),
  ];
}

function ownBlocks(home: Home): Block[] {
  const { urgent, snoozed, spoken = [], team, manager } = home;
  return [
    ...availabilityBlocks(home),
    header(`Needs you now (${urgent.length})`),
    ...(urgent.length === 0 ? [context('Nothing: no hot lead waits for you.')] : urgentItems(urgent)),
    ...(snoozed.length === 0 ? [] : [header(`Snoozed (${snoozed.length})`), ...snoozedItems(snoozed)]),
    ...(spoken.length === 0
      ? []
      : [header(`Spoken with in the last day: no clock (${spoken.length})`), ...plainItems(spoken)]),
    ...(manager ? teamBlocks(team) : []),
    ...figureBlocks(home),
    header('What you are told, and when'),
    ...preferenceBlocks(home),
  ];
}

function teamBlocks(team: Home['team']): Block[] {
  const none = context('Nothing: each hot lead is with somebody, and in time.');
  return [header(`Your team: late, or nobody’s (${team.length})`), ...(team.length === 0 ? [none] : plainItems(team))];
}

function figureBlocks({ figures }: Home): Block[] {
  const shown = firstOf(figures, FIGURES).shown.map(({ name, value }): [string, string] => {
    return [escaped(name, FIGURE) || ' ', escaped(value, FIGURE) || '—'];
  });
  return shown.length === 0 ? [] : [header('Your last 30 days'), ...fieldBlocks(shown)];
}

function preferenceBlocks(home: Home): Block[] {
  const [first = '', ...more] = sectionsOf(preferenceLines(home));
  return [section(first, settingsButton()), ...more.slice(0, 2).map((text) => section(text))];
}
