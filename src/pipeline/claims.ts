import { assign } from '../domain/assignment.ts';
import type { Route } from '../domain/routing/route.ts';
import { claim, type Held } from '../domain/sla/claims.ts';
import type { KeptRep } from '../store/reps.ts';
import type { EpisodeOfLead } from '../store/work.ts';
import { type Deeded, type Deeding, refused, timeFor } from './deed.ts';
import { endSnooze } from './deedSnooze.ts';
import { openDesk } from './desk.ts';
import type { Parts, Workspace } from './parts.ts';
import { keepRoutes } from './routes.ts';

/** What came of a claim: yours, or whose it is, by name, since when, and why. */
export type Claimed = { ok: true } | { ok: false; because: string; by?: string; at?: number };

/**
 * A rep says that they are on it. Of many at once one wins, and every other is told who did; a double click changes nothing.
 * The claimer is the assignee from then on: task, clock and, of a lead without an owner, the owner of record go with it.
 */
export async function claimEpisode(
  parts: Parts,
  ws: Workspace,
  { episode: id, rep }: { episode: string; rep: string },
): Promise<{ claimed: Claimed; added: string[] }> {
  return parts.store.together(ws.id, async (rows) => {
    const [episode] = await rows.lockEpisodes([id], ws.crm.kind);
    if (episode === undefined) return { claimed: { ok: false, because: 'it is not known any more' }, added: [] };
    const deciding = await ws.deciding(rows);
    const now = parts.now();
    const held = claim(episode, { rep, ...(episode.claimableBy && { allowed: episode.claimableBy }) }, now);
    const kept = await rows.repsOf(ws.crm.kind);
    if (!held.ok) return { claimed: lost(held, kept), added: [] };
    // A double click, or an old card.
    if (held.holding === episode) return { claimed: { ok: true }, added: [] };
    const { added } = await keepClaim({ rows, ws, episode, deciding, now }, rep);
    return { claimed: { ok: true }, added };
  });
}

/** A rep says that they are on it; see `claimEpisode`. */
export async function deedClaim(deeding: Deeding): Promise<Deeded> {
  const { person, episode, subject, now } = deeding;
  const rep = person.rep?.id;
  if (rep === undefined)
    return refused(deeding, { because: 'only a rep in your CRM can have it: hand it to one of them' });
  const held = claim(episode, { rep, ...(episode.claimableBy && { allowed: episode.claimableBy }) }, now);
  if (!held.ok) return refused(deeding, held);
  if (held.holding === episode)
    return { ok: true, text: `It is yours already, respond by ${timeFor(deeding, subject.respondBy)}` };
  const { added, respondBy } = await keepClaim(deeding, rep);
  const text = `Claimed: it is yours, respond by ${timeFor(deeding, respondBy)}`;
  return {
    ok: true,
    text,
    change: { hook: 'alert.claimed', more: {}, added, kinds: ['task', 'move', 'write', 'sla'] },
  };
}

function lost({ because, by, at }: Extract<Held, { ok: false }>, reps: KeptRep[]): Claimed {
  const name = reps.find(({ id }) => id === by)?.name;
  return { ok: false, because, ...(name !== undefined && { by: name }), ...(at !== undefined && { at }) };
}

async function keepClaim(
  { rows, ws, episode, deciding, now }: Pick<Deeding, 'rows' | 'ws' | 'episode' | 'deciding' | 'now'>,
  rep: string,
): Promise<{ added: string[]; respondBy: number }> {
  const desk = await openDesk(rows, ws, deciding.model.routing, now, { pools: false });
  const name = desk.reps.find(({ id }) => id === rep)?.name ?? rep;
  const assignment = assign({
    episode,
    why: 'claimed',
    question: { lead: { id: episode.lead }, rep },
    route: routeTo(rep, name, episode),
    settings: deciding.model,
    clockOf: desk.clockOf,
    wallClockOf: desk.wallClockOf,
    hasOpenDeal: true,
    now,
  });
  const added = await keepRoutes(rows, ws, [{ episode, assignment }], { desk, deciding, now });
  const { ladder, respondBy } = assignment.episode;
  await endSnooze({ rows, episode, now });
  const { snoozedUntil: _over, ...rest } = episode;
  // One that was only told for information has a ladder from now on.
  const ladderEnded = episode.ladder === undefined ? ladder === undefined : episode.ladderEnded;
  const claimed = { state: 'claimed' as const, claimedBy: rep, claimedAt: now, ladderEnded };
  await rows.saveLadders([{ ...rest, ...(ladder !== undefined && { ladder }), ...claimed }]);
  await rows.markClaimed(episode.id, episode.round, now);
  return { added, respondBy };
}

function routeTo(rep: string, name: string, { owner, ownerRecord }: EpisodeOfLead): Route {
  return {
    owner: owner ?? rep,
    assignee: rep,
    ownerChanged: owner === undefined && ownerRecord === undefined,
    because: `${name} claimed it`,
    rules: [],
    candidates: [],
    covered: false,
    held: false,
  };
}
