import type { Crm, CrmLead, Source, SourcePage } from '../crm/crm.ts';
import { takenOver, tellsOn } from '../domain/authority.ts';
import { historyMs } from '../domain/look.ts';
import { Failure } from '../failure.ts';
import type { SourceState } from '../store/sources.ts';
import type { NewStep, Step } from '../store/steps.ts';
import type { Rows } from '../store/store.ts';
import { newsIn } from './beside.ts';
import { giveBack, settleGaps } from './gaps.ts';
import { forgetGone } from './gone.ts';
import { type Parts, wake, type Workspace } from './parts.ts';
import { type Kept, keepPeople, afterKeeping } from './people.ts';
import { again, done } from './settling.ts';
import { SETTLED_MS, sourceKey, stateIn } from './tellers.ts';

/** A source that could not be read for so long is lost: the records' own histories tell again. */
const LOST_MS = 300_000;
/** How far the vendor's clock may run ahead of ours: what histories told until now lies before it. */
const CLOCK_SLACK_MS = 300_000;
/** How soon one that may not be read is asked again. */
const ABSENT_MS = 600_000;
/** A record told of something that its source had not yet: the source is asked again this soon, for a while. */
const [HURRY_MS, HURRIED_FOR_MS] = [3_000, 15_000];

/** The timers of a CRM's sources, each with one row for ever. */
export function sourceTimers({ kind, sources }: Pick<Crm, 'kind' | 'sources'>, dueAt: number): NewStep[] {
  return sources.map(({ id }) => {
    const key = sourceKey(kind, id);
    return { kind: 'source', key, subject: key, dueAt };
  });
}

/**
 * Reads the next page of a source. What it found, where it goes on, and since when it tells instead of the histories are kept
 * together, so that nothing counts twice and nothing is lost whenever it comes, fails, or is killed.
 */
export async function readSource(parts: Parts, ws: Workspace, step: Step): Promise<void> {
  const { store, now } = parts;
  const source = ws.crm.sources.find(({ id }) => sourceKey(ws.crm.kind, id) === step.subject);
  if (source === undefined) return settle(parts, ws, done(step, { because: 'there is no such source any more' }));
  const { before, startAt } = await store.together(ws.id, async (rows) => {
    const { model } = await ws.deciding(rows);
    const known = stateIn(await rows.sourceStates([step.subject], false), step.subject);
    return { before: known, startAt: ws.watchingSince - historyMs(model) };
  });
  const page = await source.since(before.cursor, startAt).catch((error: unknown) => lost(parts, ws, before, error));
  if ('absent' in page) return keepAbsent(parts, ws, { source, step, before, because: page.absent });
  const news = await store.together(ws.id, (rows) => newsIn(rows, ws, source, page.found));
  const read = await peopleOf(ws, news);
  const answer = await store.together(ws.id, async (rows) => {
    const opening = source.replaces.length > 0 && !tellsOn(before.stretches);
    // Whatever a history tells meanwhile must not be told by this page as well.
    const alone = opening || (source.adds.length > 0 && news.length > 0);
    const current = stateIn(await rows.sourceStates([step.subject], alone), step.subject);
    // Another process was faster: what this one found is found by that one.
    if (current.cursor !== before.cursor) return undefined;
    const from = await takesOverAt(rows, ws, current, { startAt, now: now() });
    const next = moved(current, { page, from, opening, now: now() });
    await rows.saveSource(next);
    const kept = await keepPeople(rows, ws, read.people, now());
    const given = await settleGaps(rows, ws, { source, before: (next.upTo ?? startAt) - SETTLED_MS, now: now() });
    await rows.settleSteps([again(step, await nextAt(rows, source, step, page, now()))], now());
    return { kept, given, began: opening || current.readAt === undefined };
  });
  if (answer === undefined) return settle(parts, ws, again(step, now()));
  if (read.gone.length > 0) await store.together(ws.id, (rows) => forgetGone(rows, ws, read.gone, now()));
  await tellAll(parts, ws, { source, step, page, ...answer });
}

type People = { people: CrmLead[]; gone: string[] };

/** Those whom a page tells of, as they are now, with what it tells. */
async function peopleOf(ws: Workspace, found: SourcePage['found']): Promise<People> {
  const told = new Map(found.map(({ leadId, activities }) => [leadId, activities]));
  const ids = [...told.keys()];
  const read: People = { people: [], gone: [] };
  for (let start = 0; start < ids.length; start += ws.crm.batchSize) {
    const { people, gone } = await ws.crm.readLeads(ids.slice(start, start + ws.crm.batchSize));
    read.people.push(
      ...people.map((person) => {
        const records = [person.id, ...(person.also ?? [])];
        return { ...person, activities: [...person.activities, ...records.flatMap((one) => told.get(one) ?? [])] };
      }),
    );
    read.gone.push(...gone);
  }
  return read;
}

/** Of a new workspace it tells from the beginning; else from now on, since the histories told until now. */
async function takesOverAt(
  rows: Rows,
  ws: Workspace,
  { readAt }: SourceState,
  { startAt, now }: { startAt: number; now: number },
): Promise<number> {
  const isNew = readAt === undefined && !(await rows.anyRecord(ws.crm.kind));
  return isNew ? startAt : now + CLOCK_SLACK_MS;
}

function moved(
  { id, stretches, upTo = -Infinity, toldTo = -Infinity }: SourceState,
  { page, from, opening, now }: { page: SourcePage; from: number; opening: boolean; now: number },
): SourceState {
  const newest = Math.max(...page.found.flatMap(({ activities }) => activities.map(({ at }) => at + 1)));
  return {
    id,
    cursor: page.cursor,
    stretches: opening ? takenOver(stretches, from) : stretches,
    upTo: Math.max(upTo, page.upTo),
    toldTo: Math.max(toldTo, page.upTo, newest),
    readAt: now,
  };
}

async function nextAt(rows: Rows, { everyMs }: Source, step: Step, { more }: SourcePage, now: number): Promise<number> {
  if (more) return now;
  const gapAt = await rows.lastGapAt(step.subject);
  const isAwaited = gapAt !== undefined && now - gapAt < HURRIED_FOR_MS;
  return now + (isAwaited ? Math.min(HURRY_MS, everyMs) : everyMs);
}

/** What failed for long is lost until it works again. */
async function lost(parts: Parts, ws: Workspace, before: SourceState, error: unknown): Promise<never> {
  const isLost = tellsOn(before.stretches) && parts.now() - (before.readAt ?? 0) > LOST_MS;
  if (isLost) {
    await giveBack(parts, ws, before, {});
    const { message } = Failure.from(error);
    parts.tell('failed', `${before.id} could not be read for a while, records tell instead: ${message}`);
  }
  throw error;
}

async function keepAbsent(
  parts: Parts,
  ws: Workspace,
  { source, step, before, because }: { source: Source; step: Step; before: SourceState; because: string },
): Promise<void> {
  if (before.absent !== because) parts.tell('source', `${source.id} may not be read here: ${because}`);
  await giveBack(parts, ws, before, { absent: because });
  await settle(parts, ws, again(step, parts.now() + Math.max(source.everyMs, ABSENT_MS)));
}

type Told = { source: Source; step: Step; page: SourcePage; kept: Kept; given: string[]; began: boolean };

async function tellAll(parts: Parts, ws: Workspace, { source, step, page, kept, given, began }: Told): Promise<void> {
  if (began) parts.tell('source', `${source.id} are read from now on`);
  await afterKeeping(parts, ws, kept, `${step.id}-${parts.now()}`);
  await wake(parts, ws.id, 'catchup', given);
  if (page.more) await wake(parts, ws.id, 'source', [`${step.id}-${parts.now()}`]);
}

async function settle(parts: Parts, ws: Workspace, settlement: ReturnType<typeof again>): Promise<void> {
  await parts.store.together(ws.id, (rows) => rows.settleSteps([settlement], parts.now()));
}
