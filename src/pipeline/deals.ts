import type { Crm, Relations } from '../crm/crm.ts';
import { DAY_MS } from '../domain/decay.ts';
import type { DecisionEntry, OwnedEpisode } from '../domain/decision.ts';
import { type ClosedAs, close } from '../domain/episodes.ts';
import type { EpisodeWithDeals, KeptDeal, ReportedDeal } from '../store/deals.ts';
import type { Rows } from '../store/store.ts';
import { statusesAfter } from './contacts.ts';
import { hookNews } from './hookNews.ts';
import { finishStep } from './finished.ts';
import type { Parts, Workspace } from './parts.ts';

/** All deals are read anew as often as this: only that shows which were thrown away. */
const READ_ALL_EVERY_MS = DAY_MS;

/** Keeps the next page of deals, with where reading got to. True when another page is waiting. */
export async function keepDealPage(parts: Parts, ws: Workspace, cursorId: string): Promise<boolean> {
  const { store, now } = parts;
  const cursor = await store.together(ws.id, (rows) => rows.readCursor(cursorId));
  const askedAt = now();
  // From the beginning: a deal that nobody has touched for years may still be open.
  const page = await ws.crm.dealsSince(cursor || undefined, 0);
  await store.together(ws.id, async (rows) => {
    await keepTold(rows, ws, page.deals, now());
    if (page.cursor === undefined) return;
    if (!cursor) await rows.saveCursor(`${cursorId}:all`, String(askedAt), now());
    await rows.saveCursor(cursorId, page.cursor, now());
    if (!page.more) await readAllAgain(rows, ws, cursorId, now());
  });
  return page.more;
}

async function keepTold(
  rows: Rows,
  ws: Workspace,
  told: Awaited<ReturnType<Crm['dealsSince']>>['deals'],
  now: number,
): Promise<void> {
  const deals = told.map(({ leadIds: contacts, ...deal }) => ({ ...deal, contacts, allContacts: true as const }));
  const leads = await rows.keepDeals(ws.crm.kind, deals, now);
  // Whose deal it is may say whose lead it is.
  if (await rows.anyWaits(leads)) await rows.wakeWaiting('route', now);
}

/** A day after all deals began to be read: what was not found since is gone, and the next page is the first again. */
async function readAllAgain(rows: Rows, ws: Workspace, cursorId: string, now: number): Promise<void> {
  const began = Number((await rows.readCursor(`${cursorId}:all`)) ?? 0);
  if (now - began < READ_ALL_EVERY_MS) return;
  await rows.forgetDeals(ws.crm.kind, began);
  await rows.saveCursor(cursorId, '', now);
}

/** The deals that the CRM told of leads, by the id of their contact, when somebody was looked for. */
export function dealsOfRelations(relations: Map<string, Relations>): ReportedDeal[] {
  return [...relations].flatMap(([contact, { deals }]) => deals.map((deal) => ({ ...deal, contacts: [contact] })));
}

type Closed = { before: OwnedEpisode; episode: OwnedEpisode; record: string; as: ClosedAs; by: KeptDeal[] };

/** Closes the episodes whose deals are decided. Safe twice: it asks what stands in the rows, not what was news. */
export async function closeByDeals(parts: Parts, ws: Workspace): Promise<void> {
  const closed = await parts.store.together(ws.id, async (rows) => {
    const ending = (await rows.episodesWithDeals()).filter((each) => endOf(each) !== undefined);
    if (ending.length === 0) return [];
    const ids = ending.map(({ episode }) => episode.id);
    const records = new Map((await rows.lockEpisodes(ids, ws.crm.kind)).map(({ id, record }) => [id, record]));
    // Asked again under the lock: somebody may have been in touch meanwhile, or a round begun.
    const now = parts.now();
    const found = (await rows.episodesWithDeals()).flatMap((each) => closedOf(each, records, now));
    await keepClosed(rows, ws, found, now);
    return found;
  });
  for (const { episode, record, as } of closed)
    parts.tell('closed', `contact ${record}: ${as}, as its deal`, { lead: episode.lead, episode: episode.id });
}

/**
 * What the deals of a lead make of its episode: won by any that was won since it opened; lost, once somebody was in touch, when
 * one was lost since its round began and none is open.
 */
function endOf({ episode, deals }: EpisodeWithDeals): 'won' | 'lost' | undefined {
  const ended = (state: KeptDeal['state'], since: number) =>
    deals.some((deal) => deal.state === state && deal.changedAt !== undefined && deal.changedAt > since);
  if (ended('won', episode.openedAt)) return 'won';
  if (episode.state !== 'contacted' || deals.some(({ state }) => state === 'open')) return undefined;
  return ended('lost', Math.max(episode.openedAt, episode.triggerAt)) ? 'lost' : undefined;
}

function closedOf(each: EpisodeWithDeals, records: Map<string, string>, now: number): Closed[] {
  const as = endOf(each);
  const record = records.get(each.episode.id);
  if (as === undefined || record === undefined) return [];
  return [
    { before: each.episode, episode: { ...each.episode, ...close(each.episode, now, as) }, record, as, by: each.deals },
  ];
}

async function keepClosed(rows: Rows, ws: Workspace, closed: Closed[], now: number): Promise<void> {
  if (closed.length === 0) return;
  const deciding = await ws.deciding(rows);
  await rows.changeEpisodes(closed.map(({ episode }) => episode));
  await rows.closeRounds(closed.map(({ episode: { id }, as }) => ({ id, closedAt: now, closedAs: as })));
  await rows.addSteps(
    closed.map(({ episode }) => finishStep(episode, now)),
    now,
  );
  await rows.cardsChanged(
    closed.map(({ episode }) => episode.id),
    now,
  );
  await hookNews(
    rows,
    ws,
    closed.map(({ episode: { id }, as }) => ({ type: 'alert.closed', episode: id, more: { as } })),
    now,
  );
  await rows.saveDecisions(
    closed.map((each) => entryOf(each, now)),
    deciding,
    now,
  );
  const leads = closed.map(({ episode }) => episode.lead);
  await rows.lookNow(leads, now);
  const statusAfter = await statusesAfter(
    rows,
    deciding,
    closed.map(({ episode }) => episode.id),
  );
  await rows.wantWrites(
    closed.map(({ episode, record }) => ({
      record: `${ws.crm.kind}:${record}`,
      lead: episode.lead,
      fields: { statusAfter: statusAfter(episode.id) },
    })),
    now,
  );
}

function entryOf({ before, episode, as, by }: Closed, now: number): DecisionEntry {
  const { id, round, openedAt } = episode;
  const inputs = { state: before.state, openedAt, deals: by };
  return { lead: episode.lead, kind: 'close', watermark: 0, inputs, outcome: { episode: id, round, as, at: now } };
}
