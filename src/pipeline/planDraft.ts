import { DAY_MS } from '../domain/decay.ts';
import type { ReaderClock } from '../domain/explain/whenInWords.ts';
import type { Model } from '../domain/model.ts';
import { addLead, newTally, type Plan, planOf } from '../domain/plan/plan.ts';
import { wouldOpenAt } from '../domain/plan/planAtOnce.ts';
import { playKept } from '../domain/plan/planLead.ts';
import { redecide, type Redecided } from '../domain/plan/redecide.ts';
import { modelFromStored } from '../model/read.ts';
import type { KeptLeadRow } from '../store/keptLeads.ts';
import type { Store } from '../store/store.ts';
import { eachKeptLead, keptLeadFrom } from './keptLeads.ts';

/** `clock`: of whoever reads the plan; UTC without one. */
export type PlanAsked = {
  days: number;
  now: number;
  progress: (leads: number) => Promise<void> | void;
  clock?: ReaderClock;
};

/**
 * Plays everything kept of the last days under both models and says what differs. Changes nothing; what comes in meanwhile may
 * be seen or not. `atOnce` are the leads of which somebody would hear the moment the draft is published, unless somebody has them
 * already. `progress` hears after every batch how many leads were read.
 */
export async function planDraft(
  store: Pick<Store, 'together'>,
  workspace: string,
  current: Model,
  draft: Model,
  { days, now, progress, clock }: PlanAsked,
): Promise<Plan & { past: Past; atOnce: string[] }> {
  const period = { from: now - days * DAY_MS, to: now };
  const since = await store.together(workspace, (rows) => rows.watchedSince());
  const tally = newTally(period, clock);
  const atOnce: string[] = [];
  const again = await remaking(store, workspace, period.from);
  await eachKeptLead(store, workspace, { models: [current, draft], from: period.from, progress }, (row) => {
    const [lead, other] = [keptLeadFrom(row, current), keptLeadFrom(row, draft)];
    const [played, playedOther] = [playKept(lead, current, period, since), playKept(other, draft, period, since)];
    addLead(tally, lead, played, playedOther);
    const opens = playedOther.hotNow && wouldOpenAt(now, other, draft, since);
    if (opens && !(played.hotNow && wouldOpenAt(now, lead, current, since))) atOnce.push(lead.id);
    again.judge(row);
  });
  return { ...planOf(tally), past: again.past, atOnce };
}

/** Past decisions of the days, made again from events by the models of their time. */
export type Past = { decisions: number; same: number; firstDifference?: Redecided['firstDifference'] };

/** What a plan is worth: whoever replays the past with its own models must find the past. */
async function remaking(
  store: Pick<Store, 'together'>,
  workspace: string,
  from: number,
): Promise<{ past: Past; judge(row: KeptLeadRow): void }> {
  const stored = await store.together(workspace, (rows) => rows.modelsByHash());
  const models = new Map([...stored].flatMap(([hash, settings]) => readable(hash, settings)));
  const past: Past = { decisions: 0, same: 0 };
  return {
    past,
    judge({ decisions, signals, contacts, closings }) {
      if (decisions.length === 0) return;
      const people = { contacts: contacts.map((at) => ({ at })), closings };
      const { same, firstDifference } = redecide(
        { rows: decisions, signals, ...people },
        (hash) => models.get(hash),
        from,
      );
      past.decisions += decisions.filter(({ at }) => at >= from).length;
      past.same += same;
      if (firstDifference !== undefined) past.firstDifference ??= firstDifference;
    },
  };
}

/** Settings that this release cannot read are known no more: what they decided is a difference. */
function readable(hash: string, settings: unknown): [string, Model][] {
  try {
    return [[hash, modelFromStored(settings)]];
  } catch {
    return [];
  }
}
