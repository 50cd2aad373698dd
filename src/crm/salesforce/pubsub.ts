import { setTimeout as delay } from 'node:timers/promises';
import { Failure } from '../../failure.ts';
import type { Change } from '../crm.ts';
import type { OrgSession } from './oauth-grants.ts';
import type { Org } from './org.ts';
import { entities, type Entity } from './pubsub-events.ts';
import { waitAfter, type RoundEnd } from './pubsub-pace.ts';
import { playRound } from './pubsub-round.ts';

/** Where each stream is to go on: the replay id of the last event whose changes are kept. */
export type Places = ReadonlyMap<Entity, number>;

export type FollowOptions = {
  /** The way to ask whom events are about. */
  org: Org;
  /** The org's 18-character id. */
  orgId: string;
  /** host:port. */
  endpoint: string;
  session: OrgSession;
  readPlaces(): Promise<Places>;
  /** Called once the changes before are kept. Undefined: there is no place to go on at. */
  keepPlaces(places: ReadonlyMap<Entity, number | undefined>): Promise<void>;
  /** Keeps changes; the same again change nothing. */
  receive(changes: Change[]): Promise<unknown>;
  /** Something happened that no event will tell: the poll is to look now. */
  onMissed(): Promise<void>;
  now: () => number;
  chance: () => number;
  tell: (step: string, text: string) => void;
  /** A stream that says nothing for so long is dead: the service gives a sign of life every 270 s (dossier 4.6). */
  silentMs?: number;
};

export type Following = {
  /** Whose changes are told as they happen: the stream is open, and it was heard of at least once that the org tells of them. */
  entities(): Entity[];
  close(): Promise<void>;
};

/** Follows the change events of an org until closed: connects again after whatever ends a connection, and goes on where it was. */
export function followOrg(options: FollowOptions): Following {
  const closing = new AbortController();
  const state = { open: new Map<Entity, number>(), proven: new Set<Entity>(), absent: new Map<Entity, number>() };
  const sayOnce = onceADay(options);

  async function go(): Promise<void> {
    let tries: Tries = { inVain: 0, hasRenewed: false };
    while (!closing.signal.aborted) {
      const round = { refused: tries.refused, sayOnce, signal: closing.signal };
      const end = await playRound(options, state, round).catch(endOfThrown);
      state.open.clear();
      if (closing.signal.aborted) return;
      tries = triesAfter(tries, end);
      const isStillRefused = end.kind === 'session' && tries.refused === undefined;
      sayOnce(isStillRefused ? { ...end, kind: 'passing' } : end);
      if (end.isMissed) await options.onMissed().catch(() => {});
      await delay(waitAfter(end, tries.inVain, options.chance()), undefined, { signal: closing.signal }).catch(
        () => {},
      );
    }
  }

  const going = go();
  return {
    entities: () => entities.filter((entity) => state.proven.has(entity) && isSettled(state.open.get(entity), options)),
    async close() {
      closing.abort();
      await going;
    },
  };
}

/** `refused`: the access token in whose place another is to be had. */
type Tries = { inVain: number; hasRenewed: boolean; refused?: string | undefined };

/** Where a new session is refused, too, the org may take both, but not here: then it is not for us to say that it is over. */
function triesAfter(before: Tries, { kind, heard, token }: RoundEnd): Tries {
  const inVain = heard ? 0 : before.inVain + 1;
  const hasRenewed = before.hasRenewed && !heard;
  if (kind !== 'session' || hasRenewed) return { inVain, hasRenewed };
  return { inVain, hasRenewed: true, refused: token };
}

/** A refusal comes within seconds, and nothing says that there will be none. */
const SETTLED_MS = 5_000;

function isSettled(since: number | undefined, { now }: FollowOptions): boolean {
  return since !== undefined && now() - since >= SETTLED_MS;
}

function endOfThrown(error: unknown): RoundEnd {
  const { kind, message } = Failure.from(error);
  return { kind: kind === 'blocked' ? 'blocked' : 'passing', words: message, heard: false, isMissed: false };
}

/** What goes on for days is said once a day. */
const SAID_MS = 86_400_000;

function onceADay({ tell, now }: FollowOptions): (end: Pick<RoundEnd, 'kind' | 'words'>) => void {
  const said = new Map<string, number>();
  return ({ kind, words }) => {
    if (kind === 'session' || kind === 'place' || now() - (said.get(words) ?? -Infinity) < SAID_MS) return;
    said.set(words, now());
    // Not to select an object is a choice.
    tell(kind === 'absent' ? 'source' : 'failed', wordsOf(kind, words));
  };
}

function wordsOf(kind: RoundEnd['kind'], words: string): string {
  if (kind === 'full')
    return `salesforce: the org's change events of the day are used up (${words}): polling alone until there are more`;
  if (kind === 'absent') return `salesforce: no change events: ${words}`;
  return `salesforce: change events stopped: ${words}; connecting again, and polling meanwhile`;
}
