import type { TellingSettings } from '../domain/telling/settings.ts';
import { Failure } from '../failure.ts';
import type { NewStep, Settlement, Step } from '../store/steps.ts';
import { findContacts } from './contacts.ts';
import type { Parts, Workspace } from './parts.ts';
import { inNeed, type InNeed } from './sequenceNeed.ts';
import { enrolledInCrm, mailed, type Reached } from './sequenceSent.ts';
import { again, done, effectOf, failed } from './settling.ts';

const MINUTE_MS = 60_000;

export type SequencePayload = { round: number };

/**
 * What a round's lead gets that nobody has contacted by then; none when that is switched off. `since` is when the round began, epoch
 * ms. The same round is the same step.
 */
export function sequenceStep(
  { id, round, since }: { id: string; round: number; since: number },
  { sequence: { afterMinutes } }: TellingSettings,
): NewStep | undefined {
  if (afterMinutes === 0) return undefined;
  const payload: SequencePayload = { round };
  const dueAt = since + afterMinutes * MINUTE_MS;
  return { kind: 'sequence', key: `sequence:${id}:${round}`, subject: id, payload, dueAt };
}

/**
 * Leads that nobody has contacted hear from us: by the CRM's own sequence, else by one mail with the booking link. The CRM is asked
 * first who has been contacted since. Each succeeds or fails by itself.
 */
export async function sequencesClaimed(parts: Parts, ws: Workspace, steps: Step[]): Promise<void> {
  let sure = steps;
  try {
    const leads = await leadsOf(parts, ws, steps);
    const { unsure } = await findContacts(parts, ws, [...new Set(leads.values())]);
    const whyNot = ({ subject }: Step) => unsure.get(leads.get(subject) ?? '');
    sure = steps.filter((step) => whyNot(step) === undefined);
    await settle(
      parts,
      ws,
      steps.flatMap((step) => {
        const why = whyNot(step);
        return why === undefined ? [] : failedAt(parts, step, why);
      }),
    );
  } catch (error) {
    return settle(
      parts,
      ws,
      steps.map((step) => failedAt(parts, step, Failure.from(error))),
    );
  }
  await Promise.all(
    sure.map(async (step) => {
      const settlement = await reachOne(parts, ws, step).catch((error: unknown) =>
        failedAt(parts, step, Failure.from(error)),
      );
      await settle(parts, ws, [settlement]);
    }),
  );
}

/** By episode, where it is open. */
async function leadsOf(parts: Parts, ws: Workspace, steps: Step[]): Promise<Map<string, string>> {
  const episodes = [...new Set(steps.map(({ subject }) => subject))];
  const known = await parts.store.together(ws.id, (rows) => rows.lockEpisodes(episodes, ws.crm.kind));
  const open = known.filter(({ state }) => state === 'open' || state === 'claimed');
  return new Map(open.map(({ id, lead }) => [id, lead]));
}

async function reachOne(parts: Parts, ws: Workspace, step: Step): Promise<Settlement> {
  const need = await inNeed(parts, ws, step);
  if (typeof need === 'string') return done(step, { because: need });
  if ('askAgainAt' in need) return again(step, need.askAgainAt);
  const reached = (await enrolledInCrm(parts, ws, need)) ?? (await mailed(ws, step, need));
  parts.tell('sequence', `contact ${need.record}: ${reached.text}`, { episode: step.subject });
  if (reached.sent) await keepEffect(parts, ws, need, reached);
  return done(step, { because: reached.text });
}

async function keepEffect(parts: Parts, ws: Workspace, need: InNeed, { text }: Reached): Promise<void> {
  await parts.store.together(ws.id, async (rows) => {
    const effect = effectOf(need.lead, { kind: 'backup sequence', outcome: text, episode: need.episode });
    await rows.saveDecisions([effect], await ws.deciding(rows), parts.now());
  });
}

/** What once may have been sent stays so, whatever fails later. */
function failedAt(parts: Parts, step: Step, failure: Failure): Settlement {
  parts.tell('failed', `sequence: ${failure.message}`, { step: step.id, kind: failure.kind });
  return failed(parts, step, failure, failure.outcomeUnknown || step.calledAt !== undefined);
}

async function settle(parts: Parts, ws: Workspace, settlements: Settlement[]): Promise<void> {
  await parts.store.together(ws.id, (rows) => rows.settleSteps(settlements, parts.now()));
}
