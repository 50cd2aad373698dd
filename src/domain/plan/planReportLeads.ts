import type { ReaderClock } from '../explain/whenInWords.ts';
import type { Model } from '../model.ts';
import type { Plan } from './plan.ts';
import type { Alert, LeadChange } from './planDifferences.ts';
import { grouped, plural, timeOf } from './planWords.ts';

const MOST_LEADS = 20;

type Read = { catalogue: Model['catalogue']; clock: ReaderClock };
type Line = { lead: string; at: number; text: string };

/** The leads that change, by the time of their first change: a summary, then a line for each of the first twenty. */
export function changedLeads(plan: Plan, catalogue: Model['catalogue'], clock: ReaderClock): string[] {
  const read = { catalogue, clock };
  const { openings, hotNow, unlisted } = plan;
  const lines = [
    ...openings.gained.map((change) => lineOf(change, `new alert ${alertIn(change.draft, read)}`)),
    ...openings.lost.map((change) => lineOf(change, `no alert ${alertIn(change.current, read)}`)),
    ...openings.moved.map((change) => lineOf(change, movedIn(change, read))),
    ...hotNow.becomes.map((change) => lineOf(change, `hot at the end, since ${timeOf(change.at, clock)}`)),
    ...hotNow.stops.map((change) => lineOf(change, `not hot at the end; now it is, since ${timeOf(change.at, clock)}`)),
  ].sort((a, b) => a.at - b.at);
  const leads = [...Map.groupBy(lines, (line) => line.lead)];
  const shown = leads.slice(0, MOST_LEADS).map(([lead, own]) => `  ${lead}: ${own.map((one) => one.text).join('; ')}`);
  const more = leads.length - shown.length + unlisted;
  return [summary(plan), ...shown, ...(more > 0 ? [`  and ${plural(more, 'lead')} more`] : [])];
}

function summary({ openings, counts }: Plan): string {
  const { gained, lost, moved } = counts;
  if (gained + lost + moved === 0) return `No alert changes: ${grouped(openings.same)} the same.`;
  const same = `${grouped(openings.same)} the same`;
  return `Alerts: ${grouped(gained)} new, ${grouped(lost)} gone, ${grouped(moved)} at another time or tier, ${same}.`;
}

function lineOf({ lead, label, at }: LeadChange, text: string): Line {
  return { lead: label ?? lead, at, text };
}

/** "on Mon 5 Jan 09:12, tier 2: asked for a demo". */
function alertIn(alert: Alert | undefined, { catalogue, clock }: Read): string {
  if (alert === undefined) return '';
  return `on ${timeOf(alert.at, clock)}, ${tierIn(alert)}: ${signalIn(alert, catalogue)}`;
}

function movedIn({ current, draft }: LeadChange, { catalogue, clock }: Read): string {
  if (current === undefined || draft === undefined) return '';
  const when = draft.at === current.at ? '' : ` instead of ${timeOf(current.at, clock)}`;
  const tier = tierIn(draft) === tierIn(current) ? '' : ` instead of ${tierIn(current)}`;
  return `alert on ${timeOf(draft.at, clock)}${when}, ${tierIn(draft)}${tier}: ${signalIn(draft, catalogue)}`;
}

/** Hot again soon after closing is told more quietly. */
function tierIn({ tier, kind, round }: Alert): string {
  return kind === 'repeat' && round === 1 ? `tier ${tier} (quiet)` : `tier ${tier}`;
}

function signalIn({ type }: Alert, catalogue: Model['catalogue']): string {
  if (type === undefined) return 'a signal no longer kept';
  return Object.hasOwn(catalogue, type) ? (catalogue[type]?.words ?? type) : type;
}
