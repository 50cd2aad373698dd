import type { Message } from '../channels/channel.ts';
import { close } from '../domain/episodes.ts';
import { Failure } from '../failure.ts';
import type { ErasedMessage, Erasing } from '../store/erase.ts';
import type { Step } from '../store/steps.ts';
import type { Rows } from '../store/store.ts';
import { type Parts, wake, type Workspace } from './parts.ts';
import { settleFailed } from './settling.ts';

/** What was under way when somebody was erased has ended by then, and what it left goes with the rest. */
const SETTLED_MS = 2 * 60_000;
/** A chat that is away so long keeps what it shows. */
const PATIENCE_MS = 7 * 86_400_000;

const BECAUSE = 'the person asked to be forgotten';

/** What a step of erasing keeps of the person: ids that say nothing once the rest is gone. */
type Begun = Erasing & { notices: ErasedMessage[]; since: number };

/**
 * Forgets people who asked for it: at once everything that is kept of them, then what their messages show where they can still be
 * changed, at last the step itself. Their counts stay without them. Safe twice; what was sent by e-mail is with its readers.
 */
export async function eraseClaimed(parts: Parts, ws: Workspace, steps: Step[]): Promise<void> {
  for (const step of steps) {
    const begun = (step.payload as { begun?: Begun }).begun;
    await (begun === undefined ? begin(parts, ws, step) : finish(parts, ws, step, begun)).catch((error: unknown) =>
      settleFailed(parts, ws, [step], error),
    );
  }
}

async function begin({ store, now, tell, ...parts }: Parts, ws: Workspace, step: Step): Promise<void> {
  const cards = await store.together(ws.id, async (rows) => {
    const { records, ...erasing } = await rows.erasingOf(ws.crm.kind, step.subject);
    await rows.markErased(ws.crm.kind, step.subject, now());
    await closeAll(rows, erasing.leads, now());
    const notices = await rows.noticeMessages(erasing.leads);
    await rows.eraseLeads(erasing, [step.subject, ...records]);
    // Their messages show an alert that is of nobody any more.
    const added = await rows.cardsChanged(erasing.episodes, now());
    const begun: Begun = { ...erasing, notices, since: now() };
    await rows.goOnErasing(step.id, { begun }, now() + SETTLED_MS);
    await rows.wakeWaiting('route', now());
    return added;
  });
  tell('erased', 'somebody asked to be forgotten: everything of them is deleted');
  await wake({ store, now, tell, ...parts }, ws.id, 'card', cards);
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
  const waits = await store.together(ws.id, (rows) => rows.areCardsDue(begun.episodes));
  if (waits && !isLate) {
    return store.together(ws.id, (rows) => rows.goOnErasing(step.id, { begun }, now() + SETTLED_MS));
  }
  if (!isLate) for (const message of begun.notices) await forgetMessage(parts, ws, message);
  await store.together(ws.id, async (rows) => {
    await rows.eraseLeads(begun, [step.subject]);
    await rows.forgetErased(begun, step.id);
  });
}

/** One that cannot be changed any more stays as it is. */
async function forgetMessage(parts: Parts, ws: Workspace, { channel: kind, ...posted }: ErasedMessage): Promise<void> {
  const channel = ws.channels.find((each) => each.kind === kind);
  const now = parts.now();
  const notice = { id: '', headline: 'A lead that was erased', details: [BECAUSE], at: now, now };
  const message: Message = { kind: 'notice', notice: { ...notice, timeZone: ws.timeZone, mayBeRepeated: false } };
  await channel?.update?.(message, posted).catch((error: unknown) => {
    if (Failure.from(error).kind !== 'permanent') throw error;
  });
}
