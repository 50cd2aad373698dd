import type { PoolNow, RepNow, RepsAnswer } from '../pipeline/repsStanding.ts';
import { isoOf } from './scoreWhy.ts';

/** The answer of `--json`; null for what nobody knows. Leads to a ten-thousandth. */
export function repsAsJson({ now, timeZone, reps, pools }: RepsAnswer) {
  const withoutEmail = reps.filter(({ active, email }) => active && email === undefined);
  return {
    at: isoOf(now),
    timeZone,
    reps: reps.map(repAsJson),
    pools: pools.map((pool) => poolAsJson(pool, reps)),
    withoutEmail: withoutEmail.map(({ id, name, record }) => ({ id, name, record })),
  };
}

export function repAsJson({ availability, load, caps, ...rep }: RepNow) {
  return {
    id: rep.id,
    record: rep.record,
    name: rep.name,
    email: rep.email ?? null,
    active: rep.active,
    timeZone: rep.zone,
    there: availability.present || rep.isFull,
    full: rep.isFull,
    because: availability.because,
    since: iso(rep.since),
    until: iso(availability.until),
    backAt: iso(rep.backAt),
    openHot: load.openHot,
    mostOpenHot: caps.openHot ?? null,
    today: load.today,
    mostPerDay: caps.perDay ?? null,
    toCome: rep.later.map(({ kind, from, until, because = null }) => {
      return { kind, from: isoOf(from), until: iso(until), because };
    }),
  };
}

function poolAsJson({ name, mode, certificate }: PoolNow, reps: readonly RepNow[]) {
  const { members, worst, bound } = certificate;
  return {
    name,
    mode,
    worst: rounded(worst),
    bound: bound === undefined ? null : rounded(bound),
    members: members.map((member) => ({
      rep: member.rep,
      name: reps.find(({ id }) => id === member.rep)?.name ?? null,
      due: rounded(member.due),
      had: member.had,
      deviation: rounded(member.deviation),
      worst: rounded(member.worst ?? 0),
    })),
  };
}

function rounded(leads: number): number {
  // Adding zero makes of -0 what JSON readers expect.
  return Math.round(leads * 10_000) / 10_000 + 0;
}

function iso(at: number | undefined): string | null {
  return at === undefined ? null : isoOf(at);
}
