import type { LeadWrite } from '../crm/crm.ts';
import { type Answer, answerTo } from '../domain/decision.ts';
import type { ReaderClock } from '../domain/explain/whenInWords.ts';
import { nextChange } from '../domain/forecast.ts';
import { type Looked, lookAt } from '../domain/look.ts';
import type { Model } from '../domain/model.ts';
import type { DueLead } from '../store/looks.ts';
import type { KeptRep } from '../store/reps.ts';
import type { NewStep } from '../store/steps.ts';
import type { Rows } from '../store/store.ts';
import type { WantedWrite } from '../store/writes.ts';
import { accountStepsOf } from './accounts.ts';
import { statusesAfter } from './contacts.ts';
import { recordSteps } from './episodeRecords.ts';
import { alertStep } from './told.ts';
import type { Deciding } from './deciding.ts';
import { hookNews, type HookNews } from './hookNews.ts';
import { noticesOf } from './noticed.ts';
import { noticeSteps } from './notices.ts';
import { readerClock } from './readerClock.ts';
import { readerZone } from './readerZone.ts';
import { finishStep } from './finished.ts';
import { gatheredAt, type Parts, type Workspace } from './parts.ts';
import { ladderKey, routeKey, routeStep } from './timers.ts';

export type Decided = { lead: DueLead; looked: Looked; answer: Answer };

/**
 * Looks at every lead and keeps what was decided, with the steps that follow, in the open transaction. Answers the ids of the
 * new steps.
 */
export async function decide(
  parts: Parts,
  ws: Workspace,
  rows: Rows,
  { leads, deciding, now }: { leads: DueLead[]; deciding: Deciding; now: number },
): Promise<{ decided: Decided[]; steps: string[]; companies: string[] }> {
  const { model } = deciding;
  const { watchingSince } = ws;
  const looks = leads.map((lead) => ({ lead, looked: lookAt(lead, model, watchingSince, now) }));
  const needsReader = looks.some(({ looked }) => looked.move.kind === 'open' || looked.move.kind === 'round');
  const clockFor = clocksOf(needsReader ? await rows.repsOf(ws.crm.kind) : [], ws, model);
  const more = { model, watchingSince, recordClock: readerClock(ws.timeZone), now, newId: parts.newId };
  const decided = looks.map(({ lead, looked }): Decided => {
    return { lead, looked, answer: answerTo({ ...more, lead, looked, clock: clockFor(lead) }) };
  });
  const steps = await keep(rows, ws, decided, { deciding, now });
  const theirs = await accountStepsOf(rows, decided, model, now);
  await rows.reopen(
    theirs.map(({ key }) => key),
    now,
  );
  const companies = await rows.addSteps(theirs, now);
  return { decided, steps, companies };
}

/** The clock of whoever will most likely read of a lead: who has it, else its owner. */
function clocksOf(known: KeptRep[], ws: Workspace, model: Model): (lead: DueLead) => ReaderClock {
  const reps = new Map(known.flatMap((rep) => [rep.id, rep.record].map((key) => [key, rep] as const)));
  const clocks = new Map<string, ReaderClock>();
  return ({ open, ownerRecord = '' }) => {
    const zone = readerZone(reps.get(open?.assignee ?? ownerRecord), ws, model);
    const clock = clocks.get(zone) ?? readerClock(zone);
    clocks.set(zone, clock);
    return clock;
  };
}

async function keep(
  rows: Rows,
  ws: Workspace,
  decided: Decided[],
  { deciding, now }: { deciding: Deciding; now: number },
): Promise<string[]> {
  const answers = decided.map(({ answer }) => answer);
  await rows.saveLooks(
    answers.map((answer) => answer.lead),
    now,
  );
  await rows.saveDecisions(
    answers.flatMap((answer) => answer.entries),
    deciding,
    now,
  );
  await keepEpisodes(rows, ws, answers, now);
  const noticed = await rows.addNotices(decided.flatMap(noticesOf(deciding.model, ws.watchingSince)), now);
  await rows.addSteps(await noticeSteps(rows, ws, { keys: noticed, model: deciding.model, now }), now);
  await rows.wantWrites(
    decided.flatMap((each) => wantedWrite(each, { ws, model: deciding.model, now })),
    now,
  );
  await rows.wantWrites(await statusesOver(rows, ws, decided, deciding), now);
  await rows.retime(decided.flatMap(upgradedLadders(now)));
  const open = decided.flatMap(({ lead }) => (lead.open === undefined ? [] : [lead.id]));
  const given = await rows.ownersChanged(open, ws.crm.kind);
  const moved = given.map(({ owner, ...episode }) => routeStep(episode, 'owner', now, `:owner:${owner}:${now}`));
  const hurried = decided.flatMap(({ lead, answer, looked }) =>
    answer.hurried ? [{ ...answer.hurried, lead, looked }] : [],
  );
  const clockless = await rows.hurryEpisodes(hurried.map(({ id, isUrgent }) => ({ id, isUrgent })));
  // Who was told for information only is told again, with a task and a clock, when it is routed.
  const reminded = hurried.filter(({ id }) => !clockless.has(id));
  await rows.retime(hurried.flatMap((each) => [routeKey(each), ladderKey(each)].map((key) => ({ key, dueAt: now }))));
  const alerts = await hurryAlerts(rows, ws, reminded, deciding.model, now);
  const steps = [...answers.flatMap(routeSteps(now)), ...moved, ...alerts];
  return [...(await rows.addSteps(steps, now)), ...clockless];
}

async function keepEpisodes(rows: Rows, ws: Workspace, answers: Answer[], now: number): Promise<void> {
  const opened = answers.flatMap((answer) => answer.opened ?? []);
  const renewed = answers.flatMap((answer) => answer.renewed ?? []);
  const changed = answers.flatMap((answer) => answer.changed ?? []);
  await rows.openEpisodes(opened);
  await rows.changeEpisodes([...renewed, ...changed]);
  await rows.startRounds([...opened, ...renewed], now);
  const closed = changed.flatMap(({ id, round, closedAt, closedAs }) =>
    closedAt === undefined || closedAs === undefined ? [] : [{ id, round, closedAt, closedAs }],
  );
  await rows.closeRounds(closed);
  await rows.addSteps([...closed.map((episode) => finishStep(episode, now)), ...recordSteps(ws, opened, now)], now);
  await rows.cardsChanged(
    [...renewed, ...changed].map(({ id }) => id),
    now,
  );
  await hookNews(rows, ws, [...[...opened, ...renewed].map(hotNews), ...changed.flatMap(closedNews)], now);
  const crossed = answers.filter((answer) => answer.crossed).map(({ lead }) => lead.id);
  await rows.addCrossings(crossed, now);
}

function hotNews({ id }: { id: string }): HookNews {
  return { type: 'lead.hot', episode: id };
}

function closedNews({ id, closedAs: as }: { id: string; closedAs?: string }): HookNews[] {
  return as === undefined ? [] : [{ type: 'alert.closed', episode: id, more: { as } }];
}

/** Whoever waits for the owner or the status has the score with it; else scores are gathered. */
function wantedWrite(
  { lead, answer }: Decided,
  { ws, model, now }: { ws: Workspace; model: Model; now: number },
): WantedWrite[] {
  if (answer.fields === undefined) return [];
  const fields = { ...answer.fields, next: nextOf(lead, model, now) };
  return [{ record: `${ws.crm.kind}:${lead.record}`, lead: lead.id, fields, dueAt: gatheredAt(ws, now) }];
}

/**
 * What the tier becomes if nothing else happens. It is said with a score and never by itself, so that it costs no calls of its own:
 * where something new leaves the score as it was, the CRM shows the forecast of the last writing until the next.
 */
function nextOf({ signals }: DueLead, model: Model, now: number): NonNullable<LeadWrite['next']> | null {
  const next = nextChange(now, signals, model);
  if (next === undefined) return null;
  return { at: next.at, tier: next.becomes === undefined ? 'none' : `tier_${next.becomes}` };
}

/** Closed without a contact: the hot Lead Status is over all the same (DESIGN 8). */
async function statusesOver(rows: Rows, ws: Workspace, decided: Decided[], deciding: Deciding): Promise<WantedWrite[]> {
  const over = decided.flatMap(({ lead, answer: { changed } }) =>
    changed?.closedAt !== undefined && changed.firstContactAt === undefined ? [{ lead, episode: changed.id }] : [],
  );
  if (over.length === 0) return [];
  const episodes = over.map(({ episode }) => episode);
  const statusAfter = await statusesAfter(rows, deciding, episodes);
  return over.map(({ lead, episode }) => ({
    record: `${ws.crm.kind}:${lead.record}`,
    lead: lead.id,
    fields: { statusAfter: statusAfter(episode), hotStatus: null },
  }));
}

/** Whoever has the lead hears at once what it asked for meanwhile. */
async function hurryAlerts(
  rows: Rows,
  ws: Workspace,
  hurried: (NonNullable<Answer['hurried']> & Pick<Decided, 'lead' | 'looked'>)[],
  model: Model,
  now: number,
): Promise<NewStep[]> {
  if (hurried.length === 0) return [];
  const clockFor = clocksOf(await rows.repsOf(ws.crm.kind), ws, model);
  return hurried.map(({ id, round, lane, lead, looked }) => {
    const [newest = 'it is in a hurry'] = looked.reasons(clockFor(lead));
    return alertStep(id, { which: `${round}:lane:${lane}`, to: 'assignee', note: `While it waits: ${newest}` }, now);
  });
}

/** An episode that opened, or begins a new round, needs somebody. */
function routeSteps(now: number): (answer: Answer) => NewStep[] {
  return ({ opened, renewed }) => {
    const episode = opened ?? renewed;
    return episode === undefined ? [] : [routeStep(episode, 'opened', now)];
  };
}

/** A hotter tier may have a shorter ladder: it is looked at now. */
function upgradedLadders(now: number): (each: Decided) => { key: string; dueAt: number }[] {
  return ({ looked, lead }) =>
    looked.move.kind === 'upgrade' && lead.open ? [{ key: ladderKey(lead.open), dueAt: now }] : [];
}

/** Says what a look changed: the score with its reasons. */
export function tellDecided({ tell }: Parts, { lead, looked }: Decided): void {
  const { standing, move } = looked;
  if (!looked.changed && move.kind === 'none') return;
  const who = { lead: lead.id, contact: lead.record };
  const tier = standing.tier === undefined ? 'no tier' : `tier ${standing.tier}`;
  const rules = standing.because.filter((rule) => rule !== `score ${standing.score}`);
  const why = [...rules, ...looked.reasons()].join('; ');
  tell('score', `contact ${lead.record}: ${standing.score}, ${tier}${standing.hot ? ', hot' : ''}: ${why}`, who);
  if (looked.suppressed !== undefined && standing.hot)
    tell('suppressed', `contact ${lead.record}: ${looked.suppressed}`, who);
}
