import type { ClosedAs } from '../episodes.ts';
import type { Model } from '../model.ts';
import { mayBeHot } from './planBound.ts';
import { newLife, type Opening } from './planLife.ts';
import { happen, type Happened, passTime } from './planLooks.ts';
import type { Signal } from '../signals.ts';
import type { LeadFacts } from '../fit/suppression.ts';
import { standingAt } from '../tiers.ts';

/** A stretch of time, epoch ms, both ends included. */
export type Period = { from: number; to: number };

/** All that is kept of a lead, in any order. Times are epoch ms. */
export type KeptLead = {
  id: string;
  /** How people call it, when they see it elsewhere: the CRM's record. */
  label?: string;
  facts: LeadFacts;
  /** A customer from then on and not before, whatever `facts.lifecycle` says. Absent: as `facts` say, all the time. */
  customerSince?: number;
  /** Its own and its company's, also those from before the period that still counted in it. */
  signals: readonly Signal[];
  /** When a person contacted it. */
  contacts: readonly number[];
  /** How its episodes were closed, the last one last. Playing leaves `cooled` out of account: each model cools at its own time. */
  closings: readonly { at: number; as: ClosedAs }[];
  /** When its deals were won. Absent: it has none that was. */
  dealsWon?: readonly number[];
};

export type { Opening } from './planLife.ts';

/** A lead as a model would have played it. `hotNow` is at the end of the period, as if nothing were suppressed. */
export type Played = { openings: Opening[]; hotNow: boolean; hotSince?: number };

/**
 * One lead under one model, as the pipeline would have played it from its first signal to the end of the period: looked at
 * whenever something is received, a contact or a closing becomes known, or something happens by itself. Of one instant the
 * signals come first, then contacts, then closings. It is what `lookAt` at each of these instants would give, but only what
 * can matter is computed. Looks that only tell the CRM a faded score are left out. Openings are those of the period; nothing
 * is open before the first signal.
 */
export function playKept(lead: KeptLead, model: Model, period: Period, watchingSince: number): Played {
  if (!mayBeHot(lead.signals, model)) return { openings: [], hotNow: false };
  const life = newLife({ id: lead.id, factsAt: (now) => factsAt(lead, now, model), model, watchingSince });
  for (const happened of happeningsOf(lead, period.to)) {
    passTime(life, happened.at);
    happen(life, happened);
  }
  passTime(life, period.to + 1);
  // A lead that only fades is not looked at again to see it cold.
  const hotNow = life.hot && standingAt(period.to, life.known, model).hot;
  const openings = life.openings.filter(({ at }) => at >= period.from);
  return { openings, hotNow, ...(hotNow && life.hotSince !== undefined && { hotSince: life.hotSince }) };
}

/** Being a customer and the Lead Status are the facts whose time may be known; all others hold throughout. */
function factsAt(lead: KeptLead, now: number, { suppression }: Model): LeadFacts {
  const { customerSince } = lead;
  const facts = withStatusOf(lead.facts, now);
  if (customerSince === undefined) return facts;
  const { lifecycle: _ofToday, ...rest } = facts;
  const [customer] = suppression.customerLifecycles;
  return now < customerSince || customer === undefined ? rest : { ...rest, lifecycle: customer };
}

function withStatusOf({ status, statusAt = -Infinity, ...rest }: LeadFacts, now: number): LeadFacts {
  return status === undefined || statusAt > now ? rest : { ...rest, status };
}

/** What happens to a lead up to an instant, in order; all of one instant together. */
function happeningsOf({ signals, contacts, closings }: KeptLead, to: number): Happened[] {
  const byInstant = new Map<number, Happened>();
  const at = (instant: number): Happened => {
    const there = byInstant.get(instant) ?? { at: instant, signals: [], contacted: false, closings: [] };
    byInstant.set(instant, there);
    return there;
  };
  for (const signal of signals) at(signal.receivedAt).signals.push(signal);
  for (const contact of contacts) at(contact).contacted = true;
  for (const closing of closings) if (closing.as !== 'cooled') at(closing.at).closings.push(closing.as);
  return [...byInstant.values()].filter((one) => one.at <= to).sort((a, b) => a.at - b.at);
}
