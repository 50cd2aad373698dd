import type { FollowOptions, Places } from './pubsub.ts';
import { endingOf, type Ending } from './pubsub-failure.ts';
import { entities, newsIn, type Entity, type News } from './pubsub-events.ts';
import { newInbox } from './pubsub-inbox.ts';
import type { RoundEnd } from './pubsub-pace.ts';
import { changesOf } from './pubsub-people.ts';
import { openStreams, type Heard, type Streams } from './pubsub-streams.ts';

/** What outlives a connection: since when streams are open, what was ever heard of, and until when what is not there rests. */
export type State = { open: Map<Entity, number>; proven: Set<Entity>; absent: Map<Entity, number> };

type Round = {
  refused: string | undefined;
  sayOnce: (end: Pick<RoundEnd, 'kind' | 'words'>) => void;
  signal: AbortSignal;
};

const usualSilentMs = 330_000;
/** An object that nobody selected is tried again after so long. */
const ABSENT_MS = 3_600_000;

/** One connection, from its beginning to its end, which it answers; throws what the session, the rows or the org threw. */
export async function playRound(options: FollowOptions, state: State, round: Round): Promise<RoundEnd> {
  const { endpoint, orgId, now, session: sessionOf, silentMs = usualSilentMs } = options;
  const session = await sessionOf(round.refused);
  const places = await options.readPlaces();
  const inbox = newInbox<Heard>();
  const streams = await openStreams({ endpoint, org: orgId, session, hear: (one) => inbox.put(one) });
  let heard = false;
  try {
    subscribeAll(streams, state, places, now());
    while (!round.signal.aborted && state.open.size > 0) {
      const batch = await inbox.take(silentMs, round.signal);
      if (round.signal.aborted) break;
      if (batch.length === 0)
        return { kind: 'passing', words: 'nothing was heard for too long', heard, isMissed: false };
      heard ||= batch.some(({ kind }) => kind !== 'over' && kind !== 'unread');
      await handle(options, state, batch);
      for (const { kind, entity } of batch) if (kind === 'last') streams.more(entity);
      const end = await endIn(options, state, round, batch);
      if (end) return { ...end, heard, ...(end.kind === 'session' && { token: session.accessToken }) };
    }
    return { kind: 'absent', words: 'no object is selected for change data capture', heard, isMissed: false };
  } finally {
    await streams.close();
  }
}

function subscribeAll(streams: Streams, state: State, places: Places, now: number): void {
  for (const entity of places.keys()) state.proven.add(entity);
  for (const entity of entities) {
    if ((state.absent.get(entity) ?? 0) > now) continue;
    state.open.set(entity, now);
    streams.subscribe(entity, places.get(entity));
  }
}

/** Changes first, then the places: whoever is killed in between is told again, and knows the changes by their keys. */
async function handle(options: FollowOptions, state: State, batch: Heard[]): Promise<void> {
  const news = batch.flatMap((one) => (one.kind === 'event' ? (newsIn(one.entity, one.event) ?? []) : []));
  for (const { entity } of news) state.proven.add(entity);
  const changes = await changesOf(options.org, news, options.now);
  if (changes.length > 0) await options.receive(changes);
  if (news.some(({ isOverflow }) => isOverflow) || batch.some(isLost)) await options.onMissed();
  const places = placesAfter(news, batch);
  if (places.size > 0) await options.keepPlaces(places);
}

/** It came, and cannot be understood. */
function isLost(one: Heard): boolean {
  return one.kind === 'unread' || (one.kind === 'event' && newsIn(one.entity, one.event) === undefined);
}

function placesAfter(news: News[], batch: Heard[]): Map<Entity, number> {
  const read = news.flatMap(({ entity, place }) => (place === undefined ? [] : [[entity, place] as const]));
  const unread = batch.flatMap((one) =>
    one.kind === 'unread' && one.place !== undefined ? [[one.entity, one.place] as const] : [],
  );
  return new Map([...read, ...unread]);
}

type End = Omit<RoundEnd, 'heard'>;

/** Whether this ends the connection. One object that is not there does not; what could not be decoded does: the count is wrong then. */
async function endIn(
  options: FollowOptions,
  state: State,
  { sayOnce }: Round,
  batch: Heard[],
): Promise<End | undefined> {
  let end: End | undefined;
  for (const one of batch) {
    if (one.kind === 'unread') end ??= { kind: 'passing', words: 'an event could not be decoded', isMissed: true };
    if (one.kind !== 'over') continue;
    state.open.delete(one.entity);
    const ending: Ending = endingOf(one.error);
    if (ending.kind === 'place') await options.keepPlaces(new Map([[one.entity, undefined]]));
    if (ending.kind === 'absent') {
      state.absent.set(one.entity, options.now() + ABSENT_MS);
      sayOnce({ kind: 'absent', words: `${one.entity} is not selected for change data capture (${ending.words})` });
      continue;
    }
    end ??= { ...ending, isMissed: ending.kind === 'place' || ending.kind === 'full' };
  }
  return end;
}
