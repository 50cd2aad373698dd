import type { PlanRow, PlanView } from '../../../hubspot-app/src/app/shared/api.ts';
import { DAY_MS } from '../../domain/decay.ts';
import type { ReaderClock } from '../../domain/explain/whenInWords.ts';
import type { Model } from '../../domain/model.ts';
import type { Plan } from '../../domain/plan/plan.ts';
import type { LeadChange } from '../../domain/plan/planDifferences.ts';
import { grouped, plural } from '../../domain/plan/planWords.ts';
import { timeInWords } from '../../domain/telling/urgency.ts';
import type { Visit } from './visit.ts';

/** A page shows so many of each; the summary counts all. */
const MOST_LISTED = 100;

type KeptRow = Omit<PlanRow, 'name' | 'when'> & { lead: string; at: number };

/** A plan as it is kept: leads by our id, since their names are theirs to take away. */
export type KeptPlanResult = {
  leads: number;
  days: number;
  summary: string[];
  alertsPerDay: { now: number; would: number };
  perDay: { day: string; now: number; would: number }[];
  atOnce: AtOnceCount;
  becomeHot: KeptRow[];
  stopBeingHot: KeptRow[];
};

/** Of how many leads somebody hears the moment it is published; each did something in the last `hours`. */
export type AtOnceCount = { leads: number; hours: number };

/**
 * What a page needs of a plan. Signals are called as the catalogue does; `days` are those in which leads were watched, whole or
 * not, since on the others nobody could have been alerted. `clock`: the one that the plan's days were counted by.
 */
export function keptPlan(
  plan: Plan,
  {
    catalogue,
    days,
    atOnce,
    clock,
  }: { catalogue: Model['catalogue']; days: number; atOnce: AtOnceCount; clock: ReaderClock },
): KeptPlanResult {
  const { alerts, openings, hotNow } = plan;
  const perDay = (count: number) => Math.round((10 * count) / days) / 10;
  const from = plan.period.to - days * DAY_MS;
  const first = Math.floor((from + clock.offsetMsAt(from)) / DAY_MS);
  return {
    leads: plan.leads,
    days: Math.ceil(days),
    summary: summaryOf(plan, perDay, clock),
    atOnce,
    alertsPerDay: { now: perDay(alerts.current), would: perDay(alerts.draft) },
    perDay: alerts.perDay
      .filter(({ day }) => day >= first)
      .map(({ day, current, draft }) => ({ day: dayOf(day), now: current, would: draft })),
    becomeHot: rowsOf(openings.gained, hotNow.becomes, (change) => gainedIn(change, catalogue)),
    stopBeingHot: rowsOf(openings.lost, hotNow.stops, (change) => lostIn(change, catalogue)),
  };
}

/** YYYY-MM-DD. */
function dayOf(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

function summaryOf(
  { leads, events, alerts, counts, hotNow, openings, won }: Plan,
  perDay: (count: number) => number,
  clock: ReaderClock,
): string[] {
  const { gained, lost, moved } = counts;
  const deals = `Of ${plural(won.leads, 'deal')} won, sales had heard of ${won.current} before; with this, of ${won.draft}.`;
  return [
    `Alerts a day: ${perDay(alerts.current).toFixed(1)} now, ${perDay(alerts.draft).toFixed(1)} with these changes`,
    `${plural(gained, 'new alert')}, ${grouped(lost)} gone, ${grouped(moved)} at another time or tier, ${grouped(openings.same)} the same`,
    `Hot at this moment: ${grouped(hotNow.current)} now, ${grouped(hotNow.draft)} with these changes`,
    ...(won.leads > 0 ? [deals] : []),
    `From ${plural(events, 'signal')} of ${plural(leads, 'lead')}. Days in the chart begin at midnight in ${clock.name ?? 'your zone'}; of each list the first ${MOST_LISTED} are shown.`,
  ];
}

/** Alerts first; who is hot at the end without another alert comes after. Each lead once. */
function rowsOf(alerts: LeadChange[], heat: LeadChange[], because: (change: LeadChange) => string): KeptRow[] {
  const byLead = new Map([...heat, ...alerts].map((change) => [change.lead, change]));
  return [...byLead.values()]
    .toSorted((a, b) => b.at - a.at)
    .slice(0, MOST_LISTED)
    .map((change) => ({
      lead: change.lead,
      at: change.at,
      because: because(change),
      ...(change.label !== undefined && { contact: change.label }),
    }));
}

function gainedIn({ draft }: LeadChange, catalogue: Model['catalogue']): string {
  return draft === undefined ? 'hot now' : `tier ${draft.tier}: ${wordsOf(draft.type, catalogue)}`;
}

function lostIn({ current }: LeadChange, catalogue: Model['catalogue']): string {
  return current === undefined
    ? 'not hot any more'
    : `no alert of tier ${current.tier}: ${wordsOf(current.type, catalogue)}`;
}

function wordsOf(type: string | undefined, catalogue: Model['catalogue']): string {
  if (type === undefined) return 'a signal no longer kept';
  return Object.hasOwn(catalogue, type) ? (catalogue[type]?.words ?? type) : type;
}

/** The plan with what people call its leads now, and in the reader's time. */
export async function planWithNames(
  { rows, clock, now }: Pick<Visit, 'rows' | 'clock' | 'now'>,
  { leads: _played, atOnce, ...plan }: KeptPlanResult,
): Promise<PlanView> {
  const all = [...plan.becomeHot, ...plan.stopBeingHot].map(({ lead }) => lead);
  const names = await rows.leadNames(all);
  const named = ({ lead, at, ...row }: KeptRow): PlanRow => ({
    ...row,
    when: timeInWords(at, now, clock),
    name: names.get(lead) ?? 'somebody without a name',
  });
  const changes = { becomeHot: plan.becomeHot.map(named), stopBeingHot: plan.stopBeingHot.map(named) };
  return { state: 'done', ...plan, atOnce: atOnceInWords(atOnce), ...changes };
}

/** "Publishing gives 3 leads to reps at once: ...". */
function atOnceInWords({ leads, hours }: AtOnceCount): string {
  const lately = `in the last ${plural(hours, 'hour')}`;
  if (leads === 0)
    return `Publishing gives no lead to a rep at once: nobody who would become hot did anything ${lately}.`;
  return leads === 1
    ? `Publishing gives 1 lead to a rep at once: it would become hot, and did something ${lately}.`
    : `Publishing gives ${grouped(leads)} leads to reps at once: they would become hot, and did something ${lately}.`;
}
