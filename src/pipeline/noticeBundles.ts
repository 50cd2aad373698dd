import { DAY_MS, MINUTE_MS } from '../domain/decay.ts';
import { covers, nextStart } from '../domain/hours/intervals.ts';
import type { Model } from '../domain/model.ts';
import { nextAboutCompany } from '../domain/telling/heard.ts';
import { paceOf } from '../domain/telling/pace.ts';
import { Failure } from '../failure.ts';
import type { Root } from '../store/deliveries.ts';
import type { KeptNotice } from '../store/notices.ts';
import type { KeptRep } from '../store/reps.ts';
import type { Settlement, Step } from '../store/steps.ts';
import type { Rows } from '../store/store.ts';
import { type Desk, openDesk } from './desk.ts';
import type { Parts, Workspace } from './parts.ts';
import { done, failed } from './settling.ts';

export type NoticePayload = { rep: string };

/** One message: notices about one company for one rep, or one alone. */
export type Bundle = { rep: KeptRep; told: { step: Step; notice: KeptNotice }[] };

/** Under what a message goes. */
export type Threads = (bundle: Bundle) => Root | undefined;

/** What waited for longer is news no more. */
const NEWS_FOR_MS = 7 * DAY_MS;
/** When nobody knows when somebody is back, it is asked again after so long. */
const ASK_AGAIN_MS = 6 * 60 * MINUTE_MS;

/** Which steps are told now, and what becomes of the others. */
export async function bundlesNow(
  parts: Parts,
  ws: Workspace,
  rows: Rows,
  { steps, model, now }: { steps: Step[]; model: Model; now: number },
): Promise<{ bundles: Bundle[]; settlements: Settlement[] }> {
  const desk = await openDesk(rows, ws, model.routing, now, { pools: false });
  const reps = new Map(desk.kept.map((rep) => [rep.id, rep]));
  const ids = [...new Set(steps.map(({ subject }) => subject))];
  const notices = new Map((await rows.keptNotices({ ids }, ws.crm.kind)).map((notice) => [notice.id, notice]));
  const { companyMinutes } = model.telling;
  const told = await rows.toldOfCompanies([...reps.keys()], now - companyMinutes * MINUTE_MS);
  const [bundles, settlements] = [new Map<string, Bundle>(), [] as Settlement[]];
  for (const step of steps) {
    const [rep, notice] = [reps.get((step.payload as NoticePayload).rep), notices.get(step.subject)];
    const over = whyOver(ws, rep, notice, model, now);
    if (rep === undefined || notice === undefined || over !== undefined) {
      settlements.push(done(step, { told: `nobody: ${over ?? 'it is gone'}` }));
      continue;
    }
    if (step.calledAt !== undefined && step.repeats > 0) {
      settlements.push(failed(parts, step, Failure.permanent('notice: two posts in a row got no answer')));
      continue;
    }
    const company = `${rep.id}:${notice.account ?? notice.id}`;
    const at = Math.max(presentFrom(desk, rep.id, now), nextAboutCompany(told.get(company), companyMinutes));
    if (at > now) {
      const keepCall = step.calledAt !== undefined;
      settlements.push({ id: step.id, kind: 'later', at, countAttempt: false, keepCall });
      continue;
    }
    const bundle = bundles.get(company) ?? { rep, told: [] };
    bundle.told.push({ step, notice });
    bundles.set(company, bundle);
  }
  return { bundles: [...bundles.values()], settlements };
}

function whyOver(
  { channels }: Workspace,
  rep: KeptRep | undefined,
  notice: KeptNotice | undefined,
  { telling }: Model,
  now: number,
): string | undefined {
  if (channels.length === 0) return 'no channel is connected';
  if (notice === undefined) return 'it is gone';
  if (rep === undefined || !rep.active || rep.email === undefined) return 'the rep has left, or has no e-mail';
  if (now - notice.createdAt > NEWS_FOR_MS) return 'it is news no more';
  return paceOf(notice.kind, rep.preferences ?? {}, telling) === 'now'
    ? undefined
    : 'the rep wants it otherwise by now';
}

/** When the rep is next there, quiet hours being away: now, or later. Being full keeps nobody from reading. */
function presentFrom(desk: Desk, rep: string, now: number): number {
  const clock = desk.clockOf(rep);
  return covers(clock, now) ? now : (nextStart(clock, now) ?? now + ASK_AGAIN_MS);
}

/** Posts whose outcome is unknown are tried once more, and say so. */
export function unsureOf(bundles: Bundle[]): string[] {
  const steps = bundles.flatMap(({ told }) => told.map(({ step }) => step));
  return steps.flatMap(({ id, calledAt }) => (calledAt === undefined ? [] : [id]));
}

/** Under what each goes: where its rep was told of the lead's open episode, when all of it is about that one. */
export async function threadsOf(rows: Rows, bundles: Bundle[], now: number): Promise<Threads> {
  const episodeOf = ({ told }: Bundle) => {
    const episodes = new Set(told.map(({ notice }) => notice.episode));
    return episodes.size === 1 ? told[0]?.notice.episode : undefined;
  };
  const asked = bundles.flatMap((bundle) => {
    const [episode, reader] = [episodeOf(bundle), readerOf(bundle)];
    return episode === undefined || reader === undefined ? [] : [{ episode, reader }];
  });
  const roots = await rows.rootsOf(asked, now);
  return (bundle: Bundle) =>
    roots.find(({ episode, reader }) => episode === episodeOf(bundle) && reader === readerOf(bundle));
}

/** The reader of a bundle, as deliveries name readers. */
export function readerOf({ rep }: Bundle): string | undefined {
  return rep.email?.toLowerCase();
}
