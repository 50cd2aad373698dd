import type { Crm, Outcome } from '../crm.ts';
import { sendingMs } from '../closing.ts';
import { describeIn } from './closing.ts';
import { idIn } from './deals.ts';
import type { Org, Row, Sent } from './org.ts';
import { batchSize, eachOutcome, outcomeOf } from './outcomes.ts';
import { textIn } from './person-values.ts';
import { among } from './soql.ts';

/**
 * `Crm.forgetEpisodes`, in two calls: the rows are looked for, since an upsert would make those that are not there. The opportunity
 * stays: it is the company's, and counted. Never throws: a failed call is the outcome of each episode in it. Nothing is sent after
 * `forMs`.
 */
export function forgetEpisodes(org: Org, forMs = sendingMs): NonNullable<Crm['forgetEpisodes']> {
  return (keys) => {
    const sent: Sent = { what: 'forget episodes', lane: 'score', closing: AbortSignal.timeout(forMs) };
    return eachOutcome<string, Outcome>(keys, batchSize, async (part) => {
      const known = await told(org, sent, part);
      const saved = known.length === 0 ? [] : await org.update(sent, known.map(forgotten));
      return part.map((key) => {
        const index = known.findIndex((row) => textIn(row, 'Episode_Key__c') === key);
        return index === -1 ? { ok: true } : outcomeOf(`forget episode ${key}`, saved[index]);
      });
    });
  };
}

/** The rows that still tell of somebody; none where the org has no such object. */
async function told(org: Org, sent: Sent, keys: string[]): Promise<Row[]> {
  if ((await describeIn(org, sent, 'Hot_Lead__c')) === undefined) return [];
  const fields = 'Id, Episode_Key__c, State__c, Reason__c, Lead__c, Contact__c';
  const soql = `SELECT ${fields} FROM Hot_Lead__c WHERE Episode_Key__c IN ${among(keys)}`;
  const [rows = []] = await org.queries({ ...sent, what: 'read episodes' }, [soql]);
  const tells = ['Reason__c', 'Lead__c', 'Contact__c'];
  return rows.filter((row) => isOpen(row) || tells.some((field) => textIn(row, field) !== undefined));
}

function forgotten(row: Row): Row {
  const over = isOpen(row) && { State__c: 'closed', Closed_As__c: 'duplicate' };
  const none = { Reason__c: null, Lead__c: null, Contact__c: null };
  return { attributes: { type: 'Hot_Lead__c' }, Id: idIn(row, 'Id'), ...none, ...over };
}

function isOpen(row: Row): boolean {
  return textIn(row, 'State__c') !== 'closed';
}
