import type { Home } from '../channels/answers.ts';
import { DAY_MS } from '../domain/decay.ts';
import { figuresOf } from '../domain/figures/figures.ts';
import type { Model } from '../domain/model.ts';
import { repFigures, teamFigures } from '../domain/telling/repFigures.ts';
import type { Rows } from '../store/store.ts';
import { openDesk } from './desk.ts';
import type { Parts, Workspace } from './parts.ts';
import { isSnoozed, needsManager, queueOf } from './queue.ts';
import type { Person } from './who.ts';

const FIGURES_OF_DAYS = 30;

/** Everything on somebody's own page. A stranger's says what to do, and shows nothing of anybody. */
export async function homeOf(parts: Parts, ws: Workspace, rows: Rows, person: Person): Promise<Home> {
  const { rep, manager, name, timeZone } = person;
  const { model } = await ws.deciding(rows);
  const now = parts.now();
  const known = { manager, timeZone, now, settings: model.telling, signals: signalsOf(model) };
  if (rep === undefined && !manager) return { ...known, ...nothing, problem: STRANGER, preferences: {} };
  const mine = await queueOf(parts, ws, rows, person, 'mine');
  const clocked = mine.filter(({ alert }) => alert.fyi !== true);
  const team = manager ? await queueOf(parts, ws, rows, person, 'team') : [];
  const availability = rep && (await availabilityOf(rows, ws, model, rep.id, now));
  return {
    ...known,
    name,
    ...(availability !== undefined && { availability }),
    urgent: clocked.filter((item) => !isSnoozed(item, now)),
    snoozed: clocked.filter((item) => isSnoozed(item, now)),
    spoken: mine.filter(({ alert }) => alert.fyi === true),
    team: team.filter((item) => needsManager(item, now)),
    figures: await figuresFor(rows, rep?.id, now),
    preferences: rep?.preferences ?? {},
  };
}

const nothing = { urgent: [], snoozed: [], team: [], figures: [] };
const STRANGER =
  'Nobody with your e-mail address is a rep in your CRM, so no lead can go to you. Ask your admin to add you there, or to set your chat id.';

function signalsOf({ catalogue }: Model): Home['signals'] {
  return Object.entries(catalogue)
    .filter(([, { points }]) => points > 0)
    .map(([type, { words }]) => ({ type, words }));
}

async function availabilityOf(rows: Rows, ws: Workspace, { routing }: Model, rep: string, now: number) {
  const desk = await openDesk(rows, ws, routing, now, { pools: false });
  return desk.reps.find(({ id }) => id === rep)?.availability;
}

/** A rep's beside the team's; of a manager who gets no leads the team's alone. */
async function figuresFor(rows: Rows, rep: string | undefined, now: number): Promise<Home['figures']> {
  const period = { from: now - FIGURES_OF_DAYS * DAY_MS, to: now };
  const { all, byRep } = figuresOf(await rows.figureRounds(period), { ...period, earlier: [] });
  if (rep === undefined) return teamFigures(all);
  return repFigures(byRep.get(rep), all).map(({ name, value, team }) => ({ name, value: `${value} (team ${team})` }));
}
