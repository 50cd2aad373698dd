import type { Missing, NewTask, Relations, RelationsQuestion } from '../crm/crm.ts';
import { assign, type Assignment } from '../domain/assignment.ts';
import { MINUTE_MS } from '../domain/decay.ts';
import { route } from '../domain/routing/route.ts';
import type { TellingSettings } from '../domain/telling/settings.ts';
import { Failure } from '../failure.ts';
import type { NewStep, Settlement, Step } from '../store/steps.ts';
import type { Rows } from '../store/store.ts';
import type { EpisodeOfLead } from '../store/work.ts';
import { alertStep } from './told.ts';
import { dealsOfRelations } from './deals.ts';
import type { Deciding } from './deciding.ts';
import { type Desk, openDesk } from './desk.ts';
import { briefStep } from './briefs.ts';
import { conversationsBefore, type Spoke } from './fyi.ts';
import { hookNews, type HookNews } from './hookNews.ts';
import { leadFactsOf } from './leadFacts.ts';
import type { Parts, Workspace } from './parts.ts';
import { sequenceStep } from './sequences.ts';
import { again, done, failed } from './settling.ts';
import { ladderKey, ladderStep, type RoutePayload, taskKey } from './timers.ts';

/** What the CRM says of these leads matters, but not more than that somebody hears of them. */
const ATTEMPTS_WITH_RELATIONS = 2;
const PATIENCE_MS = 10_000;

/** Finds somebody for the episodes of claimed steps. Answers the ids of the new steps. */
export async function routeClaimed(parts: Parts, ws: Workspace, steps: Step[]): Promise<string[]> {
  const asked = await parts.store.together(ws.id, (rows) => rows.lockEpisodes(idsOf(steps), ws.crm.kind));
  const [{ relations, ready }, spoke] = await Promise.all([
    relationsOf(parts, ws, steps, asked),
    conversationsBefore(parts, ws, asked),
  ]);
  const around = { steps: ready, relations, spoke };
  const routed = await parts.store.together(ws.id, (rows) => routeAll(parts, ws, rows, around));
  for (const { episode, assignment } of routed.told)
    parts.tell('owner', `contact ${episode.record}: ${assignment.episode.routingNote}`, { lead: episode.lead });
  return routed.added;
}

/** Deals and companies of the leads, asked for in one call. When the CRM does not answer for long, routing goes on by what it said. */
async function relationsOf(
  parts: Parts,
  ws: Workspace,
  steps: Step[],
  episodes: EpisodeOfLead[],
): Promise<{ relations: Map<string, Relations>; ready: Step[] }> {
  const asked = episodes.map((episode) => questionOf(episode, parts.now()));
  if (asked.length === 0) return { relations: new Map(), ready: steps };
  const { relations, failure, about } = await relationsSaid(ws, asked);
  if (failure === undefined) return { relations, ready: steps };
  const missing = new Set(episodes.filter(({ record }) => about.has(record)).map(({ id }) => id));
  const isWaiting = ({ attempt, subject }: Step) =>
    missing.has(subject) && attempt <= ATTEMPTS_WITH_RELATIONS && passesSoon(failure, parts.now());
  const waits = steps.filter(isWaiting);
  const settlements = waits.map((step) => failed(parts, step, failure));
  await parts.store.together(ws.id, (rows) => rows.settleSteps(settlements, parts.now()));
  const without = relations.size === 0 ? 'routed without deals and companies' : 'routed by what one CRM says';
  parts.tell('failed', `route: ${waits.length > 0 ? 'asked again' : without}, because ${failure.message}`, {
    kind: failure.kind,
  });
  return { relations, ready: steps.filter((step) => !waits.includes(step)) };
}

/** `about`: the records of whom not everything could be asked. */
type Said = { relations: Map<string, Relations>; failure?: Failure; about: ReadonlySet<string> };

async function relationsSaid(ws: Workspace, asked: RelationsQuestion[]): Promise<Said> {
  const about = new Set<string>();
  let failure: Failure | undefined;
  const missing: Missing = (leadIds, error) => {
    failure = Failure.from(error);
    for (const leadId of leadIds) about.add(leadId);
  };
  try {
    const relations = await ws.crm.readRelations(asked, missing);
    return { relations, about, ...(failure !== undefined && { failure }) };
  } catch (error) {
    const all = new Set(asked.map(({ leadId }) => leadId));
    return { relations: new Map(), failure: Failure.from(error), about: all };
  }
}

/** Worth another try: nobody waits for a limit that ends tomorrow. */
function passesSoon(failure: Failure, now: number): boolean {
  if (failure.kind === 'rateLimited') return (failure.retryAt ?? Infinity) - now <= PATIENCE_MS;
  return failure.kind === 'retry';
}

/** What the record said this long ago still holds. */
const SAID_MS = 2 * 60_000;

function questionOf(episode: EpisodeOfLead, now: number): RelationsQuestion {
  const { record, email, company, phone, noDealsAt = -Infinity, noCompanyAt = -Infinity } = episode;
  const domain = email?.slice(email.lastIndexOf('@') + 1).toLowerCase();
  return {
    leadId: record,
    ...(domain !== undefined && { domain }),
    ...(company !== undefined && { company }),
    ...(phone !== undefined && { phone }),
    ...(now - noDealsAt < SAID_MS && { noDeals: true }),
    ...(now - noCompanyAt < SAID_MS && { noCompany: true }),
  };
}

function idsOf(steps: Step[]): string[] {
  return [...new Set(steps.map(({ subject }) => subject))];
}

/** `step`: what asked for it; a claim has none. */
export type Routed = { episode: EpisodeOfLead; assignment: Assignment; step?: Step };

/** Who gets what, hottest first, in one transaction: episodes, turns, log, writes and the steps that follow. */
async function routeAll(
  parts: Parts,
  ws: Workspace,
  rows: Rows,
  { steps, relations, spoke }: { steps: Step[]; relations: Map<string, Relations>; spoke: Map<string, Spoke> },
): Promise<{ told: Routed[]; added: string[] }> {
  const episodes = await rows.lockEpisodes(idsOf(steps), ws.crm.kind);
  await rows.keepDeals(ws.crm.kind, dealsOfRelations(relations), parts.now());
  const deciding = await ws.deciding(rows);
  const now = parts.now();
  const byId = new Map(episodes.map((episode) => [episode.id, episode]));
  const wanted = steps.flatMap((step) => {
    const episode = byId.get(step.subject);
    return episode && isWanted(episode, step) ? [{ step, episode }] : [];
  });
  const over = steps.filter((step) => !wanted.some((each) => each.step === step));
  await rows.settleSteps(
    over.map((step) => done(step, { because: 'over, or somebody has it' })),
    now,
  );
  if (wanted.length === 0) return { told: [], added: [] };
  const desk = await openDesk(rows, ws, deciding.model.routing, now);
  const others = await rows.peopleAnswered(wanted.map(({ episode }) => episode.lead));
  const routed = wanted
    .toSorted((a, b) => byHeat(a.episode, b.episode))
    .map(({ step, episode }): Routed => {
      const around = {
        relations: relations.get(episode.record) ?? { deals: [], companies: [] },
        kept: desk.kept,
        others,
      };
      const lead = leadFactsOf(episode, around, deciding.model);
      const assignment = assignmentOf(episode, step, { lead, desk, deciding, spoke: spoke.get(episode.id), now });
      const rep = assignment.episode.assignee;
      if (rep !== undefined) others.push({ ...episode, id: episode.lead, rep, at: now });
      return { step, episode, assignment };
    });
  return { told: routed.filter(isNews), added: await keepRoutes(rows, ws, routed, { desk, deciding, now }) };
}

/** Not when the round is over, answered, or has somebody already. */
function isWanted({ state, round, assignee, fyi = false }: EpisodeOfLead, step: Step): boolean {
  const { round: wanted, why, from } = step.payload as RoutePayload;
  const isOpen = state === 'open' || state === 'claimed';
  if (!isOpen || round !== wanted) return false;
  if (why === 'reassign') return state === 'open' && assignee === from;
  // Who was told for information only has it, and no clock: a fast lane since asks for one.
  return why === 'owner' ? state === 'open' : assignee === undefined || (fyi && state === 'open');
}

function byHeat(a: EpisodeOfLead, b: EpisodeOfLead): number {
  return a.tier - b.tier || b.score - a.score || a.openedAt - b.openedAt || (a.id < b.id ? -1 : 1);
}

function assignmentOf(
  episode: EpisodeOfLead,
  step: Step,
  {
    lead,
    desk,
    deciding,
    spoke,
    now,
  }: { lead: ReturnType<typeof leadFactsOf>; desk: Desk; deciding: Deciding; spoke: Spoke | undefined; now: number },
): Assignment {
  const { why: wanted } = step.payload as RoutePayload;
  const why = wanted === 'opened' && episode.waitingBecause !== undefined ? 'waited' : wanted;
  const tried =
    why === 'reassign' ? [...episode.tried, ...(episode.assignee === undefined ? [] : [episode.assignee])] : [];
  const question = { lead, reps: [...desk.reps], pools: { ...desk.pools }, now, ...(tried.length > 0 && { tried }) };
  const { model } = deciding;
  const answer = route(question, model.routing);
  desk.took(answer);
  const gaveBack = why === 'owner' && answer.assignee !== undefined ? episode.turn : undefined;
  // Given to somebody else by a person: it was not for whoever had it.
  if (gaveBack !== undefined) desk.gaveBack(gaveBack);
  const hasOpenDeal = lead.deals.some(({ state }) => state === 'open');
  const more = {
    settings: model,
    clockOf: desk.clockOf,
    wallClockOf: desk.wallClockOf,
    hasOpenDeal,
    now,
    ...(gaveBack !== undefined && { gaveBack }),
    ...(spoke !== undefined && { spoke }),
  };
  return assign({ episode, why, question, route: answer, ...more });
}

/** Somebody got it, or the reason why nobody has is another one than before. */
function isNews({ episode, assignment }: Routed): boolean {
  return assignment.episode.assignee !== undefined || assignment.episode.waitingBecause !== episode.waitingBecause;
}

/** Keeps who gets what, with the steps that follow. Answers the ids of the new ones. */
export async function keepRoutes(
  rows: Rows,
  ws: Workspace,
  routed: Routed[],
  { desk, deciding, now }: { desk: Desk; deciding: Deciding; now: number },
): Promise<string[]> {
  const news = routed.filter(isNews);
  await rows.savePools(desk.accounts());
  await rows.saveRoutes(
    routed.map(({ assignment }) => assignment.episode),
    now,
  );
  await rows.saveDecisions(
    news.map(({ assignment }) => assignment.entry),
    deciding,
    now,
  );
  const writes = routed.flatMap((each) => wantedWrite(each, ws, desk));
  await rows.markOurs(
    writes.flatMap(({ lead, fields }) => (fields.ownerId === undefined ? [] : [{ lead, owner: fields.ownerId }])),
  );
  await rows.wantWrites(writes, now);
  await rows.settleSteps(routed.flatMap(settlementOf), now);
  const { telling } = deciding.model;
  const next = news.flatMap((each) => [...stepsOf(each, desk, now), ...laterSteps(each, telling, now)]);
  // Back to whoever had it before: that task was moved once already.
  await rows.reopen(
    next.filter(({ kind }) => kind === 'move').map(({ key }) => key),
    now,
  );
  const added = await rows.addSteps(next, now);
  const ids = routed.map(({ episode }) => episode.id);
  await rows.recordsChanged(ids, now);
  // Nobody was told yet of what is new.
  const known = routed.filter(({ episode }) => (episode.assignee ?? episode.waitingBecause) !== undefined);
  const cards = await rows.cardsChanged(
    known.map(({ episode }) => episode.id),
    now,
  );
  await rows.retime(
    routed.flatMap(({ episode, assignment: { ladderAt } }) =>
      ladderAt === undefined ? [] : [{ key: ladderKey(episode), dueAt: ladderAt }],
    ),
  );
  const hooks = await hookNews(rows, ws, news.flatMap(newsOf), now);
  return [...added, ...cards, ...hooks];
}

/** What a person did is told by what they did. */
function newsOf({ episode, assignment: { entry, episode: after } }: Routed): HookNews[] {
  const { id, assignee: before } = episode;
  if (entry.kind !== 'route') return [];
  const more = { because: after.routingNote };
  if (after.unassigned) return [{ type: 'alert.unassigned', episode: id, more: { because: after.waitingBecause } }];
  if (after.assignee === undefined || after.assignee === before) return [];
  return [{ type: before === undefined ? 'alert.created' : 'alert.reassigned', episode: id, more }];
}

function settlementOf({ step, assignment }: Routed): Settlement[] {
  const { askAgainAt, episode } = assignment;
  if (step === undefined) return [];
  return [askAgainAt === undefined ? done(step, { because: episode.routingNote }) : again(step, askAgainAt)];
}

function wantedWrite({ episode, assignment }: Routed, ws: Workspace, { kept }: Desk) {
  const { owner, hotStatus } = assignment.fields;
  const ownerId = kept.find((rep) => rep.id === owner)?.record;
  // One that waited has been given the status, and a person may have chosen another since.
  const isFirst = episode.waitingBecause === undefined;
  const fields = { ...(ownerId !== undefined && { ownerId }), ...(isFirst && hotStatus && { hotStatus }) };
  return Object.keys(fields).length === 0
    ? []
    : [{ record: `${ws.crm.kind}:${episode.record}`, lead: episode.lead, fields }];
}

/** What follows by itself: the context to whoever has it, and what the lead hears when nobody is in touch for long. */
function laterSteps({ episode, assignment }: Routed, telling: TellingSettings, now: number): NewStep[] {
  const { id, round, openedAt, triggerAt, facts } = episode;
  const { assignee, fyi } = assignment.episode;
  if (facts.quiet || fyi === true) return [];
  const since = round === 1 ? openedAt : triggerAt;
  const sequence = sequenceStep({ id, round, since }, telling);
  const isTold = assignee !== undefined && assignee !== episode.assignee && telling.briefMinutes > 0;
  return [
    ...(isTold ? [briefStep(id, round, assignee, now + telling.briefMinutes * MINUTE_MS)] : []),
    ...(sequence === undefined ? [] : [sequence]),
  ];
}

function stepsOf({ episode, assignment }: Routed, desk: Desk, now: number): NewStep[] {
  const { alerts, task, moveTask, ladderAt } = assignment;
  const to = assignment.episode.assignee;
  return [
    ...alerts.map((wish) => alertStep(episode.id, wish, now)),
    ...(task === undefined ? [] : [taskStep(episode, task, desk, now)]),
    ...(moveTask && to !== undefined ? [moveStep(episode, to, now)] : []),
    ...(ladderAt === undefined ? [] : [ladderStep(episode, ladderAt)]),
  ];
}

function taskStep(
  episode: EpisodeOfLead,
  { assignee, ...task }: NonNullable<Assignment['task']>,
  { kept }: Desk,
  now: number,
): NewStep {
  const rep = kept.find((one) => one.id === assignee);
  const payload: NewTask = {
    ...task,
    leadId: episode.record,
    ...(rep !== undefined && { ownerId: rep.record }),
    ...(rep?.taskQueue !== undefined && { queueId: rep.taskQueue }),
  };
  const about = { episode: episode.id, round: episode.round };
  return {
    kind: 'task',
    key: taskKey(episode),
    subject: episode.lead,
    payload: { ...payload, about },
    dueAt: now,
  };
}

/** The task goes to whoever has the episode when the step is done. */
function moveStep(episode: EpisodeOfLead, to: string, now: number): NewStep {
  return {
    kind: 'move',
    key: `move:${episode.id}:${episode.round}:${to}`,
    subject: episode.id,
    payload: {},
    dueAt: now,
  };
}
