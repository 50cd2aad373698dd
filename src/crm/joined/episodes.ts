import type { Crm, EpisodeRecord, Outcome } from '../crm.ts';
import { Failure } from '../../failure.ts';
import { type Both, inParts, SIDES } from './both.ts';
import { type Group, recordsOf } from './groups.ts';
import type { Side } from './naming.ts';
import type { RepTable } from './reps.ts';
import { groupsBy } from './tasks.ts';

/**
 * `Crm.keepEpisodes` where either CRM keeps them: each those of the people it has, with the owner and the deal that it has. An
 * episode of somebody whom none of them has is kept nowhere, which is no failure.
 */
export function episodeKeeper(both: Both): (episodes: EpisodeRecord[]) => Promise<Outcome[]> {
  return async (episodes) => {
    const groups = await groupsBy(
      both,
      episodes.flatMap(({ leadId }) => leadId ?? []),
    );
    const table = episodes.some(({ ownerId }) => ownerId !== undefined) ? await both.reps.table() : undefined;
    const failures: (Error | undefined)[] = episodes.map(() => undefined);
    for (const side of SIDES) {
      const mine = episodes.flatMap((episode, index) => {
        const theirs = episodeIn(both, side, episode, groups.get(episode.leadId ?? ''), table);
        return theirs === undefined ? [] : [{ episode: theirs, index }];
      });
      const outcomes = await kept(
        both,
        side,
        mine.map(({ episode }) => episode),
      );
      for (const [at, { index }] of mine.entries()) {
        const outcome = outcomes[at];
        if (outcome?.ok === false) failures[index] ??= outcome.failure;
      }
    }
    return failures.map((failure) => (failure === undefined ? { ok: true } : { ok: false, failure }));
  };
}

/** `Crm.forgetEpisodes` wherever they are kept. One CRM that refuses or is away keeps nothing from the other. */
export function episodeForgetter(both: Both): (keys: string[]) => Promise<Outcome[]> {
  return async (keys) => {
    const told = await Promise.all(SIDES.map((side) => forgotten(both[side], keys)));
    const refused = (index: number) => told.map((outcomes) => outcomes[index]).find((outcome) => outcome?.ok === false);
    return keys.map((_key, index) => refused(index) ?? { ok: true });
  };
}

function forgotten(crm: Crm, keys: string[]): Promise<Outcome[]> {
  return inParts(keys, crm.batchSize, async (part) => {
    const forgetting = crm.forgetEpisodes?.(part) ?? Promise.resolve([]);
    return forgetting.catch((error: unknown) => refusedAll(part, error));
  });
}

function refusedAll(all: unknown[], error: unknown): Outcome[] {
  const failure = Failure.from(error);
  return all.map(() => ({ ok: false, failure }));
}

async function kept(both: Both, side: Side, episodes: EpisodeRecord[]): Promise<Outcome[]> {
  const crm = both[side];
  if (crm.keepEpisodes === undefined) return [];
  return inParts(episodes, crm.batchSize, async (part) => {
    const keeping = crm.keepEpisodes?.(part) ?? Promise.resolve([]);
    return keeping.catch((error: unknown) => refusedAll(part, error));
  });
}

function episodeIn(
  { naming }: Both,
  side: Side,
  { ownerId, dealId, ...episode }: EpisodeRecord,
  group: Group | undefined,
  table: RepTable | undefined,
): EpisodeRecord | undefined {
  const { leadId, ...rest } = episode;
  const records = group === undefined ? [leadId].flatMap((id) => id ?? []) : recordsOf(group);
  const record = records.find((id) => naming.sideOf(id) === side);
  // Of whom no CRM has a record any more, whichever keeps the episode is told how it ended.
  if (record === undefined && leadId !== undefined) return undefined;
  const owner = ownerId === undefined ? undefined : table?.ownIn(side, ownerId);
  const isDealHere = dealId !== undefined && naming.sideOf(dealId) === side;
  return {
    ...rest,
    ...(record !== undefined && { leadId: naming.own(record) }),
    ...(owner !== undefined && { ownerId: owner }),
    ...(isDealHere && { dealId: naming.own(dealId) }),
  };
}
