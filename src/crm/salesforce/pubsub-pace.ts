import type { Crm } from '../crm.ts';
import type { Ending } from './pubsub-failure.ts';
import type { Entity } from './pubsub-events.ts';

/** How a connection ended. `heard`: it worked for a while; `isMissed`: events may have passed that will not come again. */
export type RoundEnd = {
  kind: Ending['kind'] | 'blocked';
  words: string;
  heard: boolean;
  isMissed: boolean;
  /** The access token that was refused. */
  token?: string;
};

const MINUTE = 60_000;

/** Ms until the next connection, after so many in vain one after another; `chance` (0 to 1) keeps many processes apart. */
export function waitAfter({ kind }: Pick<RoundEnd, 'kind'>, inVain: number, chance: number): number {
  // Selecting an object takes a person; the events of the day come back bit by bit.
  if (kind === 'absent') return 60 * MINUTE;
  if (kind === 'full') return 30 * MINUTE;
  if (kind === 'blocked') return 2 * MINUTE;
  // Another session, or another place, may work at once; that it does not is seen by the second time.
  if ((kind === 'session' || kind === 'place') && inVain <= 1) return 0;
  return Math.min(1_000 * 2 ** Math.max(0, inVain - 1), 5 * MINUTE) * (1 + 0.2 * chance);
}

/** What nearly all intent is told by: mails and meetings leave tasks, too. */
const carriers: Entity[] = ['Lead', 'Contact', 'Task', 'Hot_Signal__c'];

/** Calls a day of which an org has none to spare: the least that Salesforce sells is 15,000, and other apps want theirs. */
const FEW_CALLS = 40_000;

/**
 * The `Crm.pace` of an org, of which these objects are followed: the poll reconciles only, once it is not what news come by. Of scores
 * most change by time alone; the row of an episode is what a rep sees in the panel, and a task that is done stands in their list: where
 * `callsADay` are few, both are gathered, too.
 */
export function paceWhile(followed: readonly Entity[], callsADay = Infinity): NonNullable<Crm['pace']> {
  const isFollowed = carriers.every((entity) => followed.includes(entity));
  const isScarce = callsADay < FEW_CALLS;
  return {
    changesMs: isFollowed ? 5 * MINUTE : MINUTE,
    scoresMs: 5 * MINUTE,
    episodesMs: isScarce ? 5 * MINUTE : MINUTE,
    finishMs: isScarce ? 5 * MINUTE : 0,
  };
}
