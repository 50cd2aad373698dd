import { assign } from '../domain/assignment.ts';
import type { Route } from '../domain/routing/route.ts';
import { claim, type Held } from '../domain/sla/claims.ts';
import type { Rows } from '../store/store.ts';
import type { EpisodeOfLead } from '../store/work.ts';
import type { Deciding } from './deciding.ts';
import { type Desk, openDesk } from './desk.ts';
import type { Parts, Workspace } from './parts.ts';
import { keepRoutes, type Routed } from './routes.ts';

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
    const desk = await openDesk(rows, ws, deciding.model.routing, now, { pools: false });
    const held = claim(episode, { rep, ...(episode.claimableBy && { allowed: episode.claimableBy }) }, now);
    if (!held.ok) return { claimed: refused(held, desk), added: [] };
    // A double click, or an old card.
    if (held.holding === episode) return { claimed: { ok: true }, added: [] };
    const added = await keepClaim(rows, ws, { episode, rep, desk, deciding, now });
    return { claimed: { ok: true }, added };
  });
}

function refused({ because, by, at }: Extract<Held, { ok: false }>, { reps }: Desk): Claimed {
  const name = reps.find(({ id }) => id === by)?.name;
  return { ok: false, because, ...(name !== undefined && { by: name }), ...(at !== undefined && { at }) };
}

async function keepClaim(
  rows: Rows,
  ws: Workspace,
  {
    episode,
    rep,
    desk,
    deciding,
    now,
  }: { episode: EpisodeOfLead; rep: string; desk: Desk; deciding: Deciding; now: number },
): Promise<string[]> {
  const name = desk.reps.find(({ id }) => id === rep)?.name ?? rep;
  const route: Route = {
    owner: episode.owner ?? rep,
    assignee: rep,
    ownerChanged: episode.owner === undefined && episode.ownerRecord === undefined,
    because: `${name} claimed it`,
    rules: [],
    candidates: [],
    covered: false,
    held: false,
  };
  const settings = deciding.model;
  const question = { lead: { id: episode.lead }, rep };
  const assignment = assign({
    episode,
    why: 'claimed',
    question,
    route,
    settings,
    clockOf: desk.clockOf,
    hasOpenDeal: true,
    now,
  });
  const routed: Routed = { episode, assignment };
  const added = await keepRoutes(rows, ws, [routed], { desk, deciding, now });
  const { ladder } = assignment.episode;
  const { snoozedUntil: _over, ...rest } = episode;
  await rows.saveLadders([
    { ...rest, ...(ladder !== undefined && { ladder }), state: 'claimed', claimedBy: rep, claimedAt: now },
  ]);
  await rows.markClaimed(episode.id, episode.round, now);
  return added;
}
