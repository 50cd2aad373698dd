import type { Caps, Override, RepTime } from '../domain/hours/availability.ts';
import type { RoutingSettings } from '../domain/routing/settings.ts';
import { repTimeOf, type RepSources, type Window, zoneOf } from './repTime.ts';
import { dayBounds } from './shifts.ts';

/** A rep as the CRM and the chat are known to have them. */
export type TimedRep = Omit<RepSources, 'person' | 'timeOff' | 'overrides' | 'load' | 'caps' | keyof Defaults> & {
  id: string;
  email?: string;
};
type Defaults = Pick<RepSources, 'defaultZone' | 'defaultHours'>;

/** A time that somebody is said to be away or there, or has off. One of time off without an end says nothing. */
type SaidTime = {
  rep: string;
  kind: Override['kind'] | 'time_off';
  from: number;
  until?: number;
  because?: string;
};

/** The reps, and all that is said of their time in other places. */
export type Team = {
  reps: readonly TimedRep[];
  said: readonly SaidTime[];
  settings: RoutingSettings;
  /** Of reps whose own is not known. */
  defaultZone: string;
};

/** Everyone's time by rep id. Who is not in `loads` has nothing to do. */
export function repTimesOf(
  { reps, said, settings, defaultZone }: Team,
  loads: ReadonlyMap<string, RepSources['load']>,
  window: Window,
): Map<string, RepTime> {
  const saidOf = Map.groupBy(said, ({ rep }) => rep);
  const times = reps.map((rep) => {
    const sources: RepSources = {
      ...rep,
      ...saidBy(saidOf.get(rep.id) ?? []),
      person: personOf(rep, settings),
      load: loads.get(rep.id) ?? { openHot: 0, today: 0 },
      caps: capsOf(rep, settings),
      defaultZone,
      defaultHours: settings.hours,
    };
    return [rep.id, repTimeOf(sources, window)] as const;
  });
  return new Map(times);
}

/** When each one's local day began: what they got since then counts for today. */
export function daysBegun(team: Pick<Team, 'reps' | 'settings' | 'defaultZone'>, now: number) {
  return team.reps.map((rep) => ({ rep: rep.id, since: dayBounds(zoneOfRep(rep, team), now).from }));
}

/** The zone of a rep's clock: the settings' word, else the CRM's, else everyone's. */
export function zoneOfRep(
  rep: Pick<TimedRep, 'email' | 'timeZone'>,
  { settings, defaultZone }: Pick<Team, 'settings' | 'defaultZone'>,
): string {
  const { timeZone } = rep;
  return zoneOf({ person: personOf(rep, settings), defaultZone, ...(timeZone !== undefined && { timeZone }) });
}

function personOf({ email }: Pick<TimedRep, 'email'>, { people }: RoutingSettings) {
  return people[email?.toLowerCase() ?? ''] ?? {};
}

function saidBy(own: readonly SaidTime[]): Pick<RepSources, 'overrides' | 'timeOff'> {
  return {
    overrides: own.flatMap(({ kind, rep: _rep, ...each }) => (kind === 'time_off' ? [] : [{ ...each, kind }])),
    timeOff: own.flatMap(({ kind, from, until, because }) =>
      kind === 'time_off' && until !== undefined
        ? [{ from, to: until, ...(because !== undefined && { because }) }]
        : [],
    ),
  };
}

/** Those of the pools that name somebody are stronger than everyone's. */
function capsOf(rep: TimedRep, { caps, pools, people }: RoutingSettings): Caps {
  const email = rep.email?.toLowerCase() ?? '';
  const own = Object.values(pools).filter(({ members, role }) =>
    members === 'everyone'
      ? role === undefined || people[email]?.role === role
      : members.some((one) => one.rep === email),
  );
  const strictest = (cap: keyof Caps) => {
    const given = own.flatMap((pool) => pool.caps?.[cap] ?? []);
    return given.length > 0 ? Math.min(...given) : caps[cap];
  };
  const [openHot, perDay] = [strictest('openHot'), strictest('perDay')];
  return { ...(openHot !== undefined && { openHot }), ...(perDay !== undefined && { perDay }) };
}
