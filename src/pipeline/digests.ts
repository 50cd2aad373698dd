import { dayBounds } from '../calendar/shifts.ts';
import { lastWeekly, localDate, wallTimeOn } from '../calendar/wallTime.ts';
import { DAY_MS, MINUTE_MS } from '../domain/decay.ts';
import { msWithin } from '../domain/hours/intervals.ts';
import type { Model } from '../domain/model.ts';
import { digestTimeOf } from '../domain/telling/quiet.ts';
import { Failure } from '../failure.ts';
import type { KeptRep } from '../store/reps.ts';
import type { NewStep, Step } from '../store/steps.ts';
import type { Rows } from '../store/store.ts';
import { type Desk, openDesk } from './desk.ts';
import { type DigestFor, digestFor } from './digestRows.ts';
import type { Parts, Workspace } from './parts.ts';
import { readerZone } from './readerZone.ts';
import { again, done, failed } from './settling.ts';
import { tellPerson } from './tellPerson.ts';

const PLAN_EVERY_MS = 10 * MINUTE_MS;
/** A week that could not be summed up in time is, for a day; then it is the next one's. */
const WEEK_LATE_MS = DAY_MS;

type Plan = { at: number; step: NewStep };

/**
 * The standing timer of the digests: whose day or week is over gets a step, once for each local date, and the timer goes round.
 * Answers the ids of the new steps.
 */
export async function planDigests(parts: Parts, ws: Workspace, step: Step): Promise<string[]> {
  return parts.store.together(ws.id, async (rows) => {
    const now = parts.now();
    const { model } = await ws.deciding(rows);
    const plans = ws.channels.length === 0 ? [] : await plansOf(rows, ws, model, now);
    const due = plans.filter(({ at }) => at <= now).map((plan) => plan.step);
    const coming = plans.map(({ at }) => at).filter((at) => at > now);
    await rows.settleSteps([again(step, Math.min(now + PLAN_EVERY_MS, ...coming))], now);
    return rows.addSteps(due, now);
  });
}

async function plansOf(rows: Rows, ws: Workspace, model: Model, now: number): Promise<Plan[]> {
  const desk = await openDesk(rows, ws, model.routing, now, { pools: false });
  const days = desk.kept.flatMap((rep) => dayPlan(rep, readerZone(rep, ws, model), desk, model, now));
  const weeks = model.routing.coverage.managers.flatMap((said) => {
    const email = said.toLowerCase();
    const rep = desk.kept.find((one) => one.email?.toLowerCase() === email);
    return weekPlan(email, readerZone(rep, ws, model), model, now);
  });
  return [...days, ...weeks];
}

/** Of a day on which they are there for a moment at least. */
function dayPlan(rep: KeptRep, timeZone: string, desk: Desk, { telling }: Model, now: number): Plan[] {
  const { from, to } = dayBounds(timeZone, now);
  if (!rep.active || rep.email === undefined || msWithin(desk.clockOf(rep.id), from, to) === 0) return [];
  const at = wallTimeOn(timeZone, now, digestTimeOf(rep.preferences ?? {}, telling.digestAt));
  const payload: DigestFor = { kind: 'day', rep: rep.id };
  const key = `digest:${rep.id}:${localDate(timeZone, now)}`;
  return [{ at, step: { kind: 'digest', key, subject: rep.id, payload, dueAt: at } }];
}

function weekPlan(email: string, timeZone: string, { telling }: Model, now: number): Plan[] {
  const at = lastWeekly(timeZone, now, telling.weekly);
  if (now - at > WEEK_LATE_MS) return [];
  const payload: DigestFor = { kind: 'week', email, timeZone };
  const key = `digest:week:${email}:${localDate(timeZone, at)}`;
  return [{ at, step: { kind: 'digest', key, subject: email, payload, dueAt: at } }];
}

/**
 * Sends the digests of claimed steps, those with something to say, side by side: in a row one slow server would outlast the claim
 * of the last. Each succeeds or fails by itself.
 */
export async function digestsClaimed(parts: Parts, ws: Workspace, steps: Step[]): Promise<void> {
  await Promise.all(
    steps.map((step) =>
      sendOne(parts, ws, step).catch(async (error: unknown) => {
        const failure = Failure.from(error);
        await parts.store.together(ws.id, (rows) => rows.settleSteps([failed(parts, step, failure)], parts.now()));
        parts.tell('failed', `digest: ${failure.message}`, { step: step.id, kind: failure.kind });
      }),
    ),
  );
}

async function sendOne(parts: Parts, ws: Workspace, step: Step): Promise<void> {
  const { store, now, tell } = parts;
  const unsure = step.calledAt !== undefined;
  if (unsure && step.repeats > 0) throw Failure.permanent('digest: two posts in a row got no answer');
  const repeated = unsure || step.repeats > 0;
  const upTo = now();
  const asked = step.payload as DigestFor;
  const {
    digest,
    reader,
    named = [],
  } = await store.together(ws.id, async (rows) => {
    if (unsure) await rows.markCalled([step.id], now());
    return digestFor(ws, rows, asked, { now: upTo, mayBeRepeated: repeated });
  });
  if (digest === undefined || reader === undefined) {
    await store.together(ws.id, (rows) => rows.settleSteps([done(step, { told: 'empty', upTo })], now()));
    return;
  }
  const where = await tellPerson(ws, reader, { kind: 'digest', digest });
  await store.together(ws.id, async (rows) => {
    const outcome = where === undefined ? { told: 'nobody: no channel knows them' } : where.posted;
    if (where !== undefined) {
      const { channel, posted } = where;
      const rep = asked.kind === 'day' ? { rep: asked.rep } : {};
      const said = { step: step.id, kind: 'digest', channel, ...posted, repeated, surface: 'person', ...rep } as const;
      await rows.saveDeliveries([{ ...said, reader: reader.email.toLowerCase(), names: named }], now());
      const leads = digest.parts.reduce((count, { leads: those }) => count + those.length, 0);
      const data = { kind: digest.kind, to: { email: reader.email }, leads };
      await rows.addHookEvents([{ key: `digest:${step.id}`, type: 'digest.ready', at: now(), data }], now());
    }
    await rows.settleSteps([done(step, { ...outcome, upTo })], now());
  });
  const who = asked.kind === 'day' ? { rep: asked.rep } : {};
  tell(
    'digest',
    `${digest.kind} told ${where === undefined ? 'nobody: no channel knows them' : `in ${where.channel}`}`,
    who,
  );
}
