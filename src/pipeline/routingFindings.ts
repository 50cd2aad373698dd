import type { Channel } from '../channels/channel.ts';
import { isKnownCountry } from '../calendar/holidays.ts';
import { repTimesOf, type Team } from '../calendar/repTimes.ts';
import { presentWithin } from '../domain/hours/availability.ts';
import { checkRouting, WEEK_MS } from '../domain/routing/check.ts';
import type { CheckedRep, Finding } from '../domain/routing/checkFindings.ts';
import type { ReadersClock } from '../domain/routing/checkHours.ts';
import type { RoutingSettings } from '../domain/routing/settings.ts';
import type { KeptRep } from '../store/reps.ts';
import type { KeptTeam } from './repsStanding.ts';

const DAYS_AHEAD = 8;

/** A way by which people can be told. */
type Way = Channel['kind'];

/** What the team's routing does that nobody can have meant. `channels` are the ways that are connected. */
export function routingFindings(
  team: KeptTeam & { settings: RoutingSettings },
  channels: readonly Way[],
  now: number,
): Finding[] {
  const people = checkedReps(team, channels, now);
  return [
    ...checkRouting(team.settings, people, now, readersClock(team.defaultZone)),
    ...unknownCountries(team.settings),
  ];
}

/** Everyone, by which ways they can be told, and when they are there in the week from now on. */
function checkedReps(team: KeptTeam, channels: readonly Way[], now: number): CheckedRep[] {
  // What the chat shows says little of the days to come.
  const reps = team.reps.map(({ chat: _chat, ...rep }) => rep);
  const times = repTimesOf({ ...team, reps } as Team, new Map(), { now, daysAfter: DAYS_AHEAD });
  return reps.map(({ id, name, active, ...rep }) => {
    const time = times.get(id);
    const email = rep.email?.toLowerCase();
    return {
      name,
      active,
      ...(email !== undefined && { email }),
      channels: waysTo(rep, channels),
      ...(rep.chatTrouble !== undefined && { chatTrouble: rep.chatTrouble }),
      presence: time ? presentWithin(time, now, now + WEEK_MS) : [],
    };
  });
}

/** The ways by which this person can be told. Teams is a channel that all look at, which tells nobody in particular. */
export function waysTo(
  { email, chatId, chatTrouble }: Pick<KeptRep, 'email' | 'chatId' | 'chatTrouble'>,
  channels: readonly Way[],
): Way[] {
  return channels.filter((way) => {
    if (way === 'slack') return chatTrouble === undefined && (chatId ?? email) !== undefined;
    return way === 'email' && email !== undefined;
  });
}

function unknownCountries({ people }: RoutingSettings): Finding[] {
  return Object.entries(people).flatMap(([email, { country }]): Finding[] => {
    if (country === undefined || isKnownCountry(country)) return [];
    const says = `no holidays are known of ${country}: ${email} counts as there on all of them`;
    return [{ level: 'warning', what: 'unknown country', path: `routing.people.${email}.country`, says }];
  });
}

/** The wall clock of a zone. Throws for an unknown one. */
function readersClock(timeZone: string): ReadersClock {
  const format = new Intl.DateTimeFormat('sv', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
  return { name: timeZone, wall: (at) => Date.parse(`${format.format(at).replace(' ', 'T')}Z`) };
}
