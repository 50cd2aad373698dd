import { z } from 'zod';
import { Failure } from '../../failure.ts';
import { failureOfNonsense, failureOfRecord, recordError } from './failure.ts';
import type { Ask, Call } from './org-calls.ts';
import type { Org, Row, Saved, Sent } from './org.ts';

/** Records that one collections call takes. */
const mostRecords = 200;

const savedAnswer = z.array(
  z.object({ id: z.string().nullish(), success: z.boolean(), errors: z.array(recordError).nullish() }),
);

/** The org's own assignment rules would give a lead to another than we decided; its duplicate rules are for who types. */
const writeHeaders = { 'Sforce-Auto-Assign': 'FALSE', 'Sforce-Duplicate-Rule-Header': 'allowSave=true' };

/** `Org.update`, `create` and `upsert`, by sObject Collections: one bad record leaves the others be. */
export function collections(ask: Ask, now: () => number): Pick<Org, 'update' | 'create' | 'upsert'> {
  const save = (asked: Sent, method: 'POST' | 'PATCH', path: string, records: Row[]) =>
    inParts(records, (part) => {
      const body = { allOrNone: false, records: part };
      return savePart(ask, now, { ...asked, method, path, body, headers: writeHeaders, writes: true }, part.length);
    });
  return {
    update: (asked, records) => save(asked, 'PATCH', '/composite/sobjects', records),
    create: (asked, records) => save(asked, 'POST', '/composite/sobjects', records),
    upsert: (asked, object, key, records) => {
      const typed = records.map((record) => ({ attributes: { type: object }, ...record }));
      return save(asked, 'PATCH', `/composite/sobjects/${object}/${key}`, typed);
    },
  };
}

async function inParts(records: Row[], save: (part: Row[]) => Promise<Saved[]>): Promise<Saved[]> {
  const saved: Saved[] = [];
  for (let start = 0; start < records.length; start += mostRecords) {
    saved.push(...(await save(records.slice(start, start + mostRecords))));
  }
  return saved;
}

async function savePart(ask: Ask, now: () => number, call: Call, count: number): Promise<Saved[]> {
  try {
    const answers = await ask(call, savedAnswer);
    if (answers.length !== count) throw failureOfNonsense(call, { status: 200 }, 'not a result for each record');
    return answers.map(({ id, success, errors }) =>
      success && id ? { id } : { failure: failureOfRecord(call.what, errors ?? [], now()) },
    );
  } catch (error) {
    const failure = Failure.from(error);
    return Array.from({ length: count }, () => ({ failure }));
  }
}
