import type { EpisodeRecord, Outcome } from '../crm/crm.ts';
import { DAY_MS } from '../domain/decay.ts';
import type { EpisodeRow } from '../domain/decision.ts';
import { Failure } from '../failure.ts';
import type { RecordPayload } from '../store/episodeRecords.ts';
import type { RecordedEpisode } from '../store/episodeRecordsRead.ts';
import type { NewStep, Settlement, Step } from '../store/steps.ts';
import { gatheredAt, type Parts, type Workspace } from './parts.ts';
import { again, done, failed } from './settling.ts';

/** Episodes older than this are told no news of: a deal may come of one for a year. */
const KEPT_MS = 400 * DAY_MS;
/** All of them are looked through as often as this; those of deals that were just read, each time. */
const ALL_EVERY_MS = DAY_MS / 24;

type Opened = Pick<EpisodeRow, 'id' | 'score'> & { facts: Pick<EpisodeRow['facts'], 'dated'> };

/** The steps that bring what opened into the CRM's own reports; none where the CRM has none. */
export function recordSteps(ws: Workspace, opened: Opened[], now: number): NewStep[] {
  if (ws.crm.keepEpisodes === undefined) return [];
  const everyMs = keptEveryMs(ws);
  return opened.map(({ id, score, facts: { dated } }) => {
    const payload: RecordPayload = { seq: 0, everyMs, score, reason: dated.join('; ') };
    return { kind: 'record', key: `record:${id}`, subject: id, payload, dueAt: gatheredAt(ws, now, everyMs) };
  });
}

function keptEveryMs({ crm }: Workspace): number {
  return crm.pace?.episodesMs ?? crm.pace?.scoresMs ?? 0;
}

type Told = { step: Step; record: EpisodeRecord };

/**
 * Keeps the claimed episodes in the CRM as they are now, in one call, each with its own settlement. Safe twice: the CRM keeps them
 * by key. What happens to one while it is told is told once more.
 */
export async function recordClaimed(parts: Parts, ws: Workspace, steps: Step[]): Promise<void> {
  const { store, now } = parts;
  const ids = steps.map(({ subject }) => subject);
  const known = await store.together(ws.id, (rows) => rows.recordedEpisodes(ws.crm.kind, ids));
  const episodes = new Map(known.map((each) => [each.episode, each]));
  const told = steps.flatMap((step): Told[] => {
    const record = recordOf(episodes.get(step.subject), step.payload as RecordPayload);
    return record === undefined ? [] : [{ step, record }];
  });
  const outcomes = await tell(ws, told);
  for (const failure of failuresOf(outcomes))
    parts.tell('failed', `record: ${failure.message}`, { kind: failure.kind });
  await store.together(ws.id, async (rows) => {
    const moved = await rows.recordsMoved(
      steps.map(({ id, payload }) => ({ id, seq: (payload as RecordPayload).seq })),
    );
    const settlements = steps.map((step) => settlementOf(parts, ws, step, { outcomes, moved }));
    await rows.settleSteps(settlements, now());
  });
}

/** What the CRM has not heard of yet, it does not hear of once it has no record of the person, nor where it was for information only. */
function recordOf(kept: RecordedEpisode | undefined, { score, reason }: RecordPayload): EpisodeRecord | undefined {
  if (kept === undefined || ((kept.fyi || kept.record === undefined) && !kept.sent)) return undefined;
  const { episode: key, record: leadId, fyi: _fyi, sent: _sent, ...rest } = kept;
  return leadId === undefined ? { key, score, reason: '', ...rest } : { key, leadId, score, reason, ...rest };
}

type Kept = Map<string, { outcome: Outcome; record: EpisodeRecord }>;

/** By step. */
async function tell({ crm }: Workspace, told: Told[]): Promise<Kept> {
  if (told.length === 0 || crm.keepEpisodes === undefined) return new Map();
  const outcomes = await crm
    .keepEpisodes(told.map(({ record }) => record))
    .catch((error: unknown) => told.map((): Outcome => ({ ok: false, failure: Failure.from(error) })));
  const unsaid: Outcome = { ok: false, failure: Failure.retry('the CRM said nothing of this episode') };
  return new Map(told.map(({ step, record }, index) => [step.id, { record, outcome: outcomes[index] ?? unsaid }]));
}

/** What many have in common once. */
function failuresOf(kept: Kept): Failure[] {
  const failures = [...kept.values()].flatMap(({ outcome }) => (outcome.ok ? [] : [Failure.from(outcome.failure)]));
  return [...new Map(failures.map((failure) => [failure.message, failure])).values()];
}

function settlementOf(
  parts: Parts,
  ws: Workspace,
  step: Step,
  { outcomes, moved }: { outcomes: Kept; moved: ReadonlySet<string> },
): Settlement {
  const { outcome, record } = outcomes.get(step.id) ?? {};
  if (outcome?.ok === false) {
    const next = failed(parts, step, Failure.from(outcome.failure), false);
    // What is news may be taken.
    if (next.kind !== 'failed' || !moved.has(step.id)) return next;
  }
  if (moved.has(step.id)) return again(step, gatheredAt(ws, parts.now(), keptEveryMs(ws)));
  // What was last told stays known.
  if (record === undefined) return { id: step.id, kind: 'done' };
  return done(step, { record: record.leadId ?? null, ...(record.dealId !== undefined && { deal: record.dealId }) });
}

/** Finds what changed without an event, where the CRM has reports of its own; `readAt`: when deals began to be read just now. */
export async function findUnrecorded(parts: Parts, ws: Workspace, readAt: number): Promise<void> {
  if (ws.crm.keepEpisodes === undefined) return;
  const now = parts.now();
  const cursor = `record:${ws.crm.kind}`;
  const which = { crm: ws.crm.kind, since: now - KEPT_MS, everyMs: keptEveryMs(ws) };
  await parts.store.together(ws.id, async (rows) => {
    const isDue = now - Number((await rows.readCursor(cursor)) ?? 0) >= ALL_EVERY_MS;
    await rows.sweepRecords(isDue ? which : { ...which, of: readAt }, now);
    if (isDue) await rows.saveCursor(cursor, String(now), now);
  });
}
