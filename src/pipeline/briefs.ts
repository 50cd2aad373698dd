import type { Brief, Channel } from '../channels/channel.ts';
import { briefOf } from '../domain/telling/brief.ts';
import { DAY_MS } from '../domain/decay.ts';
import type { Model } from '../domain/model.ts';
import { Failure } from '../failure.ts';
import type { BriefRows } from '../store/briefs.ts';
import type { AlertSubject } from '../store/deliveries.ts';
import type { NewStep, Step } from '../store/steps.ts';
import { alertOf } from './alertCard.ts';
import type { Parts, Workspace } from './parts.ts';
import { mayWaitForDigest, quietUntil, waitsUntil } from './quietNow.ts';
import { readerClock } from './readerClock.ts';
import { done, effectOf, failed } from './settling.ts';

type BriefPayload = { round: number; rep: string };

/** How far back the context e-mail tells. */
const HISTORY_MS = 90 * DAY_MS;

/** The step that sends a rep (our id) everything there is to read before the call; once in a round. */
export function briefStep(episode: string, round: number, rep: string, dueAt: number): NewStep {
  const payload: BriefPayload = { round, rep };
  return { kind: 'brief', key: `brief:${episode}:${round}:${rep}`, subject: episode, payload, dueAt };
}

/** Sends the context e-mails of claimed steps side by side; each succeeds or fails by itself. */
export async function briefClaimed(parts: Parts, ws: Workspace, steps: Step[]): Promise<void> {
  await Promise.all(
    steps.map((step) =>
      briefOne(parts, ws, step).catch(async (error: unknown) => {
        const failure = Failure.from(error);
        parts.tell('failed', `brief: ${failure.message}`, { step: step.id, kind: failure.kind });
        await parts.store.together(ws.id, (rows) => rows.settleSteps([failed(parts, step, failure)], parts.now()));
      }),
    ),
  );
}

/** Everything that is asked of the rows, in one look. */
type Known = { subject: AlertSubject; model: Model; kept: BriefRows; quiet: number | undefined };

async function briefOne(parts: Parts, ws: Workspace, step: Step): Promise<void> {
  const { store, now } = parts;
  const nobody = (because: string) =>
    store.together(ws.id, (rows) => rows.settleSteps([done(step, { told: `nobody: ${because}` })], now()));
  const channel = ws.channels.find(({ kind }) => kind === 'email');
  if (channel === undefined) return nobody('no mail server is configured');
  const known = await knownOf(parts, ws, step);
  if (typeof known === 'string') return nobody(known);
  const { quiet } = known;
  if (quiet !== undefined) return store.together(ws.id, (rows) => rows.settleSteps([waitsUntil(step, quiet)], now()));
  const id = await channel.findPerson(known.subject.assigneeEmail ?? '');
  if (id === undefined) return nobody('the rep has no e-mail address');
  const repeated = await sureOrOnceMore(parts, ws, step);
  const message = { kind: 'brief', brief: contentOf(ws, step, known, { repeated, now: now() }) } as const;
  const posted = await channel.post(message, { kind: 'person', id });
  await keepSent(parts, ws, step, known.subject, { channel: channel.kind, repeated, ...posted });
  const { record, assignee, episode } = known.subject;
  parts.tell('brief', `contact ${record}: ${assignee} has the context e-mail`, { episode, repeated });
}

/** What is to be told, or why nobody is: whoever reads it must still be the one to call. */
async function knownOf(parts: Parts, ws: Workspace, step: Step): Promise<Known | string> {
  const { round, rep } = step.payload as BriefPayload;
  return parts.store.together(ws.id, async (rows) => {
    const [subject] = await rows.alertSubjects([step.subject], ws.crm.kind);
    if (subject === undefined) return 'its episode or lead is gone';
    const { model } = await ws.deciding(rows);
    const { lead, accountId } = subject;
    if (subject.isOver) return 'it was answered meanwhile';
    if (subject.round !== round) return 'another round began meanwhile';
    if (subject.assigneeId !== rep || (subject.claimedById ?? rep) !== rep) return 'somebody else has it by now';
    if (subject.quiet) return 'it is told quietly';
    if (subject.fyi) return 'they spoke with each other the day before';
    if (model.telling.briefMinutes === 0) return 'context e-mails are switched off';
    const reader = subject.assigneeEmail?.toLowerCase() ?? '';
    const assignee = (await rows.readersOf([reader])).get(reader);
    if (subject.escalated === undefined && mayWaitForDigest(subject, assignee, model))
      return 'it is in the digest, as they chose';
    const quiet = quietUntil(assignee, ws, model, parts.now());
    const of = { lead, ...(accountId !== undefined && { account: accountId }) };
    return { subject, model, quiet, kept: await rows.briefRows(of, parts.now() - HISTORY_MS) };
  });
}

/** A mail whose first sending has no known outcome is sent once more, under the same Message-ID; not a third time. */
async function sureOrOnceMore(parts: Parts, ws: Workspace, step: Step): Promise<boolean> {
  if (step.calledAt === undefined) return step.repeats > 0;
  if (step.repeats > 0) throw Failure.permanent('mail: two sendings in a row got no answer', { code: 'unanswered' });
  await parts.store.together(ws.id, (rows) => rows.markCalled([step.id], parts.now()));
  return true;
}

function contentOf(
  ws: Workspace,
  step: Step,
  { subject, model, kept: { signals, ...kept } }: Known,
  { repeated, now }: { repeated: boolean; now: number },
): Brief {
  const { rep } = step.payload as BriefPayload;
  const { industry, companySize, country, lifecycle, assigneeEmail: email } = subject;
  const who = { workspace: ws.id, ...(email !== undefined && { email }) };
  const alert = alertOf(ws, model, subject, { surface: 'assignee', rep, who, mayBeRepeated: repeated }, now);
  const facts = {
    ...kept,
    ...(industry !== undefined && { industry }),
    ...(companySize !== undefined && { companySize }),
    ...(country !== undefined && { country }),
    ...(lifecycle !== undefined && { lifecycle }),
  };
  return { alert, ...briefOf(signals, facts, { model, now, clock: readerClock(alert.timeZone) }) };
}

async function keepSent(
  parts: Parts,
  ws: Workspace,
  step: Step,
  { episode, lead, assigneeEmail: reader }: AlertSubject,
  sent: { channel: Channel['kind']; repeated: boolean; place: string; message: string },
): Promise<void> {
  const { rep } = step.payload as BriefPayload;
  const now = parts.now();
  const delivery = { ...sent, episode, step: step.id, kind: 'brief', surface: 'assignee', rep } as const;
  const effect = effectOf(lead, { kind: 'brief', channel: sent.channel, repeated: sent.repeated });
  await parts.store.together(ws.id, async (rows) => {
    await rows.saveDecisions([effect], await ws.deciding(rows), now);
    await rows.saveDeliveries([{ ...delivery, ...(reader !== undefined && { reader }) }], now);
    await rows.settleSteps([done(step, { message: sent.message })], now);
  });
}
