import type { CrmLead, CrmTouch } from '../crm/crm.ts';
import { firstContactOf, type Touch } from '../domain/contacts.ts';
import type { DecisionEntry } from '../domain/decision.ts';
import { msWithin } from '../domain/hours/intervals.ts';
import type { Answered, OpenRound } from '../store/rounds.ts';
import type { NewStep } from '../store/steps.ts';
import type { Rows } from '../store/store.ts';
import type { Deciding } from './deciding.ts';
import { openDesk } from './desk.ts';
import type { Parts, Workspace } from './parts.ts';

/** Somebody was in touch with these people after their clocks began: who, and when, is to be asked. Each contact once. */
export async function wantContacts(rows: Rows, ws: Workspace, people: CrmLead[], now: number): Promise<void> {
  const touched = people.flatMap(({ id, contactedAt }) => (contactedAt === undefined ? [] : [{ id, contactedAt }]));
  if (touched.length === 0) return;
  const waiting = await rows.unansweredRecords(
    ws.crm.kind,
    touched.map(({ id }) => id),
  );
  const steps = touched.flatMap(({ id, contactedAt }): NewStep[] => {
    const round = waiting.get(id);
    if (round === undefined || contactedAt < round.openedAt) return [];
    return [{ kind: 'contact', key: `contact:${round.lead}:${contactedAt}`, subject: round.lead, dueAt: now }];
  });
  await rows.addSteps(steps, now);
}

type Found = { round: OpenRound; touch: Touch };

/**
 * Asks the CRM what happened between reps and these leads since their clocks started, and stops the clocks that a contact
 * stopped. Safe twice. The outside is asked between two transactions; whatever was decided meanwhile stands.
 */
export async function findContacts(parts: Parts, ws: Workspace, leads: string[]): Promise<void> {
  const waiting = await parts.store.together(ws.id, (rows) => rows.unanswered([...new Set(leads)], ws.crm.kind));
  if (waiting.length === 0) return;
  const since = new Map<string, number>();
  for (const { record, openedAt } of waiting) since.set(record, Math.min(openedAt, since.get(record) ?? Infinity));
  const touches = await ws.crm.readTouches([...since].map(([leadId, at]) => ({ leadId, since: at })));
  if (touches.size === 0) return;
  const found = await parts.store.together(ws.id, async (rows) => {
    const still = await lockUnanswered(rows, ws, waiting);
    const deciding = await ws.deciding(rows);
    const desk = await openDesk(rows, ws, deciding.model.routing, parts.now(), { pools: false });
    const repOf = (record: string | undefined) => desk.kept.find((rep) => rep.record === record)?.id;
    const answers = still.flatMap((round) => contactOf(round, touches.get(round.record) ?? [], repOf, parts.now()));
    await keepContacts(rows, ws, answers, { deciding, clockOf: desk.clockOf, now: parts.now() });
    return answers;
  });
  for (const { round, touch } of found) parts.tell('contact', toldOf(round, touch), { episode: round.episode });
}

/** The clocks that still run, their leads locked. */
async function lockUnanswered(rows: Rows, ws: Workspace, waiting: OpenRound[]): Promise<OpenRound[]> {
  await rows.lockEpisodes(
    waiting.map(({ episode }) => episode),
    ws.crm.kind,
  );
  return rows.unanswered([...new Set(waiting.map(({ lead }) => lead))], ws.crm.kind);
}

function contactOf(
  round: OpenRound,
  touches: CrmTouch[],
  repOf: (record: string | undefined) => string | undefined,
  now: number,
): Found[] {
  const known = touches.map(({ ownerId, ...touch }): Touch => {
    const rep = repOf(ownerId);
    return { ...touch, ...(rep !== undefined && { rep }) };
  });
  const touch = firstContactOf(known, round.openedAt, now);
  return touch === undefined ? [] : [{ round, touch }];
}

function toldOf({ record, startedAt }: OpenRound, { kind, at }: Touch): string {
  return `contact ${record}: first ${kind} by a rep, ${Math.round((at - startedAt) / 60_000)} min after the signal`;
}

/** Stops the clocks and says so: in the log, and in the CRM. The lead's next look sees that it was answered. */
async function keepContacts(
  rows: Rows,
  ws: Workspace,
  found: Found[],
  {
    deciding,
    clockOf,
    now,
  }: { deciding: Deciding; clockOf: (rep: string | undefined) => Parameters<typeof msWithin>[0]; now: number },
): Promise<void> {
  if (found.length === 0) return;
  const answered = found.map(({ round, touch }): Answered => {
    const workingMs = msWithin(clockOf(round.assignee), round.startedAt, touch.at);
    return {
      episode: round.episode,
      round: round.round,
      at: touch.at,
      kind: touch.kind,
      workingMs,
      ...(touch.rep !== undefined && { rep: touch.rep }),
    };
  });
  await rows.stopClocks(answered);
  await rows.saveDecisions(found.map(entryOf), deciding, now);
  const leads = [...new Set(found.map(({ round }) => round.lead))];
  await rows.lookNow(leads, now);
  const before = await rows.statusesBefore(answered.map(({ episode }) => episode));
  const { statusAfterContact } = deciding.model.sla;
  await rows.wantWrites(
    found.map(({ round, touch }) => ({
      record: `${ws.crm.kind}:${round.record}`,
      lead: round.lead,
      fields: { firstContactAt: touch.at, statusAfter: statusAfterContact ?? before.get(round.episode) ?? null },
    })),
    now,
  );
}

function entryOf({ round, touch }: Found): DecisionEntry {
  const { episode, startedAt, openedAt } = round;
  return {
    lead: round.lead,
    kind: 'contact',
    watermark: 0,
    inputs: { touch },
    outcome: {
      episode,
      round: round.round,
      at: touch.at,
      afterSignalMs: touch.at - startedAt,
      afterOpeningMs: touch.at - openedAt,
    },
  };
}
