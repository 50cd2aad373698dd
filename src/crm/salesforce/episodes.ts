import { Failure } from '../../failure.ts';
import type { Crm, EpisodeRecord, Outcome } from '../crm.ts';
import { askRows } from './ask-rows.ts';
import { sendingMs } from '../closing.ts';
import { describeIn, userIdIn } from './closing.ts';
import { idIn } from './deals.ts';
import { dealOf, episodeRow, type Standing } from './episodes-record.ts';
import type { Org, Row, Saved, Sent } from './org.ts';
import { batchSize, eachOutcome, outcomeOf } from './outcomes.ts';
import { isUser, objectOf } from './record-url.ts';
import { among } from './soql.ts';

/**
 * `Crm.keepEpisodes`, as rows of `Hot_Lead__c` by `Episode_Key__c`; the deal that came of one is marked `From_Hot_Lead__c`. Of a
 * Lead that was converted the contact is kept, too. What nobody has is the queue's, or ours where the org has none. Two calls, one
 * more where a Lead was converted, and one where deals are to be marked. Never throws: a failed call is the outcome of each episode
 * in it. Nothing is sent after `forMs`.
 */
export function keepEpisodes(org: Org, forMs = sendingMs): NonNullable<Crm['keepEpisodes']> {
  return async (episodes) => {
    const sent: Sent = { what: 'keep episodes', lane: 'score', closing: AbortSignal.timeout(forMs) };
    // The same key twice in one call is refused: what was said last stands for both.
    const last = new Map(episodes.map((episode) => [episode.key, episode]));
    const outcomes = await eachOutcome<EpisodeRecord, Outcome>([...last.values()], batchSize, (part) =>
      keepPart(org, sent, part),
    );
    const byKey = new Map([...last.keys()].map((key, index) => [key, outcomes[index]]));
    return episodes.map(({ key }) => byKey.get(key) ?? outcomeOf(`keep episode ${key}`, undefined));
  };
}

async function keepPart(org: Org, sent: Sent, part: EpisodeRecord[]): Promise<Outcome[]> {
  const [rows, deals] = await Promise.all(
    ['Hot_Lead__c', 'Opportunity'].map((object) => describeIn(org, sent, object)),
  );
  if (rows === undefined) throw notSetUp();
  const marks = deals?.fields.get('From_Hot_Lead__c')?.updateable === true;
  const standing = await standingOf(org, sent, part, { deals: deals !== undefined, marks });
  const records = part.map((episode) => episodeRow(episode, standing));
  const saved = await org.upsert(sent, 'Hot_Lead__c', 'Episode_Key__c', records);
  const unmarked = records.map(dealOf).filter((id) => id !== undefined && standing.deals.get(id)?.marked === false);
  const marked = marks ? await markDeals(org, sent, [...new Set(unmarked)]) : new Map<string, Saved>();
  return part.map(({ key }, index) => {
    const kept = outcomeOf(`keep episode ${key}`, saved[index]);
    const mark = marked.get(dealOf(records[index] ?? {}) ?? '');
    return kept.ok && mark !== undefined ? outcomeOf('mark the deal of an episode', mark) : kept;
  });
}

async function markDeals(org: Org, sent: Sent, ids: (string | undefined)[]): Promise<Map<string, Saved>> {
  const known = ids.filter((id) => id !== undefined);
  const records = known.map((Id) => ({ attributes: { type: 'Opportunity' }, Id, From_Hot_Lead__c: true }));
  const saved = records.length === 0 ? [] : await org.update({ ...sent, what: 'mark deals' }, records);
  return new Map(known.flatMap((id, index): [string, Saved][] => (saved[index] ? [[id, saved[index]]] : [])));
}

/** The reps' queue, as setup deploys it. One of that name which takes no hot leads would be refused as an owner. */
const queueOfEpisodes =
  "SELECT QueueId FROM QueueSobject WHERE SobjectType = 'Hot_Lead__c' AND Queue.DeveloperName = 'Hot_Leads'";

type May = { deals: boolean; marks: boolean };

async function standingOf(org: Org, sent: Sent, part: EpisodeRecord[], may: May): Promise<Standing> {
  const reading = { ...sent, what: 'read the records of episodes' };
  // One whose record is gone names none.
  const known = part.flatMap(({ leadId }) => leadId ?? []);
  const ids = (object: string) => known.filter((id) => objectOf(id) === object);
  const contactsOf = (some: (string | undefined)[]) => ofIds('SELECT Id FROM Contact WHERE', some);
  const first = await askRows(org, reading, {
    leads: ofIds('SELECT Id, ConvertedContactId FROM Lead WHERE', ids('Lead')),
    contacts: contactsOf(ids('Contact')),
    deals: ofIds(
      dealsSelect(may),
      part.map(({ dealId }) => dealId),
    ),
    owners: ofIds('SELECT Id FROM User WHERE IsActive = true AND', part.map(({ ownerId }) => ownerId).filter(isUser)),
    queues: queueOfEpisodes,
  });
  const contactId = (row: Row) => idIn(row, 'ConvertedContactId');
  // Of Leads that became Contacts only.
  const then = await askRows(org, reading, { contacts: contactsOf(first.leads.map(contactId)) });
  const idsOf = (rows: Row[]) => new Set(rows.flatMap((row) => idIn(row, 'Id') ?? []));
  return {
    leads: new Map(first.leads.map((row) => [idIn(row, 'Id') ?? '', { contactId: contactId(row) }])),
    contacts: idsOf([...first.contacts, ...then.contacts]),
    deals: new Map(first.deals.map((row) => [idIn(row, 'Id') ?? '', { marked: row['From_Hot_Lead__c'] === true }])),
    owners: idsOf(first.owners),
    nobody: first.queues.map((row) => idIn(row, 'QueueId')).find(Boolean) ?? (await userIdIn(org, sent)),
  };
}

function dealsSelect({ deals, marks }: May): string | undefined {
  return deals ? `SELECT ${marks ? 'Id, From_Hot_Lead__c' : 'Id'} FROM Opportunity WHERE` : undefined;
}

function ofIds(select: string | undefined, ids: (string | undefined)[]): string | undefined {
  const known = new Set(ids.filter((id) => id !== undefined));
  return select === undefined || known.size === 0 ? undefined : `${select} Id IN ${among(known)}`;
}

function notSetUp(): Failure {
  const message = 'salesforce: the org has no Hot_Lead__c, or hides it: run `hot-lead salesforce setup`';
  return Failure.blocked(message, { code: 'not_set_up' });
}
