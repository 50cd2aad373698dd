import type { CrmLead } from '../crm/crm.ts';
import { Failure } from '../failure.ts';
import type { Apart } from '../store/leadIds.ts';
import type { KeptSignal, ReportedLead } from '../store/leads.ts';
import type { NewStep, Step } from '../store/steps.ts';
import type { Rows } from '../store/store.ts';
import { companyLooks } from './accounts.ts';
import { wantContacts } from './contacts.ts';
import { forgetGone, giveWay } from './gone.ts';
import { type Parts, wake, type Workspace } from './parts.ts';
import { done, failed } from './settling.ts';
import { withSignals } from './signals.ts';
import { tellingOf } from './tellers.ts';

/** What a reading brought: signals that were new, and what is to be done because of it. */
export type Kept = {
  people: number;
  signals: KeptSignal[];
  companies: string[];
  hurried: string[];
  /** Records of these people that are known as somebody else than they stay. */
  apart: Apart[];
};

/** Reads the people of claimed steps in one call, and keeps each new activity that means something once, as a signal. */
export async function readPeople(parts: Parts, ws: Workspace, steps: Step[]): Promise<void> {
  const { store, now } = parts;
  const { people, gone, unreadable } = await ws.crm.readLeads([...new Set(steps.map((step) => step.subject))]);
  const settlements = steps.map((step) => {
    if (unreadable.includes(step.subject))
      return failed(parts, step, Failure.retry('read: its record is not readable'));
    return done(step, { gone: gone.includes(step.subject) });
  });
  const kept = await store.together(ws.id, async (rows) => {
    const fresh = await keepPeople(rows, ws, people, now());
    if (gone.length === 0) await rows.settleSteps(settlements, now());
    return fresh;
  });
  // Apart, since leads are locked in the order of their ids; the readings are done when both are.
  if (gone.length > 0) {
    await store.together(ws.id, async (rows) => {
      await forgetGone(rows, ws, gone, now());
      await rows.settleSteps(settlements, now());
    });
  }
  await afterKeeping(parts, ws, kept, `${steps[0]?.id}`);
}

/**
 * Keeps people as they were read, in the open transaction. Who is known as two is read again once they are one: what was read would
 * be the news of whichever is not to stay.
 */
export async function keepPeople(rows: Rows, ws: Workspace, people: CrmLead[], now: number): Promise<Kept> {
  const apart = await rows.recordsApart(ws.crm.kind, people.map(recordsOf));
  const goneBy = new Set(apart.map(({ record }) => record));
  const known = people.filter((person) => !goneBy.has(person.id) && !person.also?.some((one) => goneBy.has(one)));
  const { reported, ignored, hurried } = await reportedBy(rows, ws, known, now);
  const signals = await rows.keepLeads(ws.crm.kind, reported, now);
  await rows.countRejections(ignored, now);
  await wantContacts(rows, ws, known, now);
  const companies = await rows.addSteps(companyLooks(signals, now), now);
  await rows.addSteps(apart.map(readAgain('apart', now)), now);
  return { people: people.length, signals, companies, hurried, apart };
}

function recordsOf({ id: record, also = [] }: CrmLead): { record: string; also: string[] } {
  return { record, also };
}

/** People with the signals that those who tell of them told, by the settings of now. */
export async function reportedBy(
  rows: Rows,
  ws: Workspace,
  people: CrmLead[],
  now: number,
): Promise<{ reported: ReportedLead[]; ignored: Record<string, number>; hurried: string[] }> {
  const { model } = await ws.deciding(rows);
  const { told, hurried } = await tellingOf(rows, ws, people, model, now);
  return { ...withSignals(people, model, told), hurried };
}

/**
 * Goes on with what was kept: two who proved to be one become one, as after a merge; what was new is told, and whoever works on it
 * woken. `which` names the reading. Safe twice.
 */
export async function afterKeeping(parts: Parts, ws: Workspace, kept: Kept, which: string): Promise<void> {
  // In a transaction of its own, since leads are locked in the order of their ids.
  if (kept.apart.length > 0) await becomeOne(parts, ws, kept.apart);
  for (const { lead, record, type, asset } of kept.signals)
    parts.tell('signal', `contact ${record}: ${type}${about(asset)}`, { lead });
  await wake(parts, ws.id, 'account', kept.companies);
  await wake(
    parts,
    ws.id,
    'source',
    kept.hurried.map((key) => `${key.replaceAll(':', '-')}-${which}`),
  );
  if (kept.people > 0) await wake(parts, ws.id, 'score', [`read-${which}`]);
}

async function becomeOne(parts: Parts, ws: Workspace, apart: Apart[]): Promise<void> {
  const now = parts.now();
  await parts.store.together(ws.id, async (rows) => {
    await giveWay(rows, ws, apart, now);
    await rows.addSteps(apart.map(readAgain('one', now)), now);
  });
}

function readAgain(why: string, dueAt: number): (apart: Apart) => NewStep {
  return ({ record: subject }) => ({ kind: 'catchup', key: `read:${why}:${subject}:${dueAt}`, subject, dueAt });
}

function about(asset: string | undefined): string {
  return asset === undefined ? '' : ` (${asset})`;
}
