import type { Message } from '../channels/channel.ts';
import { close } from '../domain/episodes.ts';
import { Failure } from '../failure.ts';
import type { ErasedMessage, Erasing } from '../store/erasing.ts';
import type { NewStep, Step } from '../store/steps.ts';
import type { Rows } from '../store/store.ts';
import { type Parts, wake, type Workspace } from './parts.ts';
import { settleFailed } from './settling.ts';

/** What was under way when somebody was erased has ended by then, and what it left goes with the rest. */
const SETTLED_MS = 2 * 60_000;
/** A chat or a CRM that is away so long keeps what it shows. */
const PATIENCE_MS = 7 * 86_400_000;

const BECAUSE = 'the person asked to be forgotten';

/** What a step of erasing keeps of the person: ids that say nothing once the rest is gone. */
type Begun = Erasing & { messages: ErasedMessage[]; since: number };

/**
 * Forgets people who asked for it: at once everything that is kept of them, then what their messages, tasks and the CRM's own reports
 * show where they can still be changed, at last the step itself. Their counts stay without them. Safe twice; what was sent by e-mail is with its readers.
 */
export async function eraseClaimed(parts: Parts, ws: Workspace, steps: Step[]): Promise<void> {
  for (const step of steps) {
    const { begun } = step.payload as { begun?: Begun };
    await (begun === undefined ? begin(parts, ws, step) : finish(parts, ws, step, begun)).catch((error: unknown) =>
      settleFailed(parts, ws, [step], error),
    );
  }
}

async function begin(parts: Parts, ws: Workspace, step: Step): Promise<void> {
  const { store, now, tell } = parts;
  const { begun, cards, readings } = await store.together(ws.id, async (rows) => {
    const swept = await sweep(rows, ws, step, undefined, now());
    await goOn(rows, step, swept.begun, now());
    return swept;
  });
  const what = begun.leads.length === 0 ? 'nobody is known by it' : 'everything of them is deleted';
  tell('erased', `somebody asked to be forgotten: ${what}`);
  await wake(parts, ws.id, 'card', cards);
  await wake(parts, ws.id, 'read', readings);
}

function goOn(rows: Rows, step: Step, begun: Begun, now: number): Promise<void> {
  return rows.goOnErasing(step.id, { begun }, now + SETTLED_MS);
}

type Swept = { begun: Begun; /** Something was found that was not there `before`. */ isNews: boolean } & {
  cards: string[];
  readings: string[];
};

/** Deletes whatever there is now, of what was there before, too. */
async function sweep(rows: Rows, ws: Workspace, step: Step, before: Begun | undefined, now: number): Promise<Swept> {
  await rows.lockErasing();
  const found = await rows.erasingOf(ws.crm.kind, step.subject);
  const all = together(found, before);
  await rows.markErased(ws.crm.kind, found.records, now);
  await closeAll(rows, found.leads, now);
  const messages = await rows.takeMessagesNaming(all.leads);
  await rows.eraseLeads(ws.crm.kind, all);
  // Their messages show an alert that is of nobody any more.
  const cards = await rows.cardsChanged(found.episodes, now);
  const readings = await rows.addSteps(readingsOf(found, step, now), now);
  if (found.leads.length > 0) await rows.wakeWaiting('route', now);
  return {
    begun: { ...all, messages: [...(before?.messages ?? []), ...messages], since: before?.since ?? now },
    isNews: found.leads.length + messages.length > 0,
    cards,
    readings,
  };
}

function together(found: Erasing, before: Erasing | undefined): Erasing {
  const both = (which: keyof Erasing) => [...new Set([...(before?.[which] ?? []), ...found[which]])];
  return {
    leads: both('leads'),
    episodes: both('episodes'),
    tasks: both('tasks'),
    records: both('records'),
    // They are known as somebody else by then.
    others: found.others,
  };
}

/** Others who were known as the same lead are read at once, and known as somebody of their own. */
function readingsOf({ others }: Erasing, step: Step, now: number): NewStep[] {
  return others.map((record) => ({
    kind: 'read',
    key: `read:erased:${step.id}:${record}`,
    subject: record,
    dueAt: now,
  }));
}

/** Nobody is to answer them any more, and no clock runs. */
async function closeAll(rows: Rows, leads: string[], now: number): Promise<void> {
  const open = await rows.openEpisodesOf(leads);
  await rows.changeEpisodes(open.map((episode) => ({ ...episode, ...close(episode, now, 'duplicate') })));
  await rows.closeRounds(open.map(({ id }) => ({ id, closedAt: now, closedAs: 'duplicate' as const })));
}

async function finish(parts: Parts, ws: Workspace, step: Step, begun: Begun): Promise<void> {
  const { store, now } = parts;
  const isLate = now() - begun.since > PATIENCE_MS;
  if (!isLate) {
    await completeTasks(ws, begun.tasks);
    await forgetEpisodes(ws, begun.episodes);
    for (const message of begun.messages) await forgetMessage(parts, ws, message);
  }
  const swept = await store.together(ws.id, async (rows) => {
    const again = await sweep(rows, ws, step, { ...begun, messages: [], tasks: [] }, now());
    const waits = again.isNews || (await rows.areCardsDue(begun.episodes));
    if (waits && !isLate) await goOn(rows, step, again.begun, now());
    else await rows.forgetErased(again.begun, step.id);
    return again;
  });
  await wake(parts, ws.id, 'card', swept.cards);
  await wake(parts, ws.id, 'read', swept.readings);
}

/** Nobody is to be called any more. */
async function completeTasks(ws: Workspace, tasks: string[]): Promise<void> {
  for (let at = 0; at < tasks.length; at += ws.crm.batchSize) {
    const outcomes = await ws.crm.completeTasks(tasks.slice(at, at + ws.crm.batchSize));
    for (const outcome of outcomes) if (!outcome.ok) throwUnlessOver(outcome.failure);
  }
}

/** What the CRM's own reports say of them. It may have been told a first time while they were erased. */
async function forgetEpisodes({ crm }: Workspace, episodes: string[]): Promise<void> {
  for (let at = 0; at < episodes.length; at += crm.batchSize) {
    const outcomes = (await crm.forgetEpisodes?.(episodes.slice(at, at + crm.batchSize))) ?? [];
    for (const outcome of outcomes) if (!outcome.ok) throwUnlessOver(outcome.failure);
  }
}

/** One that cannot be changed any more stays as it is. */
function throwUnlessOver(error: unknown): void {
  if (Failure.from(error).kind !== 'permanent') throw error;
}

const HEADLINES = { notice: 'A lead that was erased', digest: 'This digest named somebody who asked to be forgotten' };

async function forgetMessage(parts: Parts, ws: Workspace, { channel: kind, ...erased }: ErasedMessage): Promise<void> {
  const channel = ws.channels.find((each) => each.kind === kind);
  const now = parts.now();
  const { place, message: id } = erased;
  const details = erased.kind === 'notice' ? [BECAUSE] : [];
  const notice = { id: '', headline: HEADLINES[erased.kind], details, at: now, now };
  const message: Message = { kind: 'notice', notice: { ...notice, timeZone: ws.timeZone, mayBeRepeated: false } };
  await channel?.update?.(message, { place, message: id }).catch(throwUnlessOver);
}
