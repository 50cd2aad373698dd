import { z } from 'zod';
import { Failure } from '../../failure.ts';
import { failureOfNonsense, failureOfPart } from './failure.ts';
import type { Ask } from './org-calls.ts';
import { hotValueOf } from './lead-status.ts';
import { apiVersion } from './org-connection.ts';
import { compositeAnswer } from './org-queries.ts';
import { fieldsWritten, problemsOf } from './prepare-fields.ts';

/** An object as the integration user sees it: what is hidden from that user is not among the fields. `length`: of texts. */
export type Described = {
  fields: Map<
    string,
    {
      name: string;
      type: string;
      label: string;
      updateable: boolean;
      createable: boolean;
      length?: number;
      picklist: string[];
      restricted: boolean;
      referenceTo: string[];
    }
  >;
};

const keptMs = 60 * 60_000;
/** What lacks something that we write: every process sees soon that somebody set the org up. */
const lackingKeptMs = 4 * 60_000;
/** Parts of one composite call. */
const mostParts = 25;

const field = z.object({
  name: z.string(),
  type: z.string(),
  label: z.string().nullish(),
  updateable: z.boolean(),
  createable: z.boolean(),
  length: z.number().nullish(),
  picklistValues: z.array(z.object({ value: z.string(), active: z.boolean().nullish() })).nullish(),
  restrictedPicklist: z.boolean().nullish(),
  referenceTo: z.array(z.string()).nullish(),
});
const description = z.object({ fields: z.array(field) });

type Kept = { at: number; keptMs: number; described: Promise<Described | undefined> };

/** `Org.describe`. Whatever is asked for in one go, and whatever is kept too long by then, is one call. */
export function describer(ask: Ask, now: () => number) {
  const kept = new Map<string, Kept>();
  let gathering: Promise<Map<string, Described | undefined>> | undefined;
  let wanted = new Set<string>();
  const gather = async () => {
    // Until everyone who asks at the same moment has asked.
    await Promise.resolve();
    const objects = [...wanted];
    wanted = new Set();
    gathering = undefined;
    return describeAll(ask, now, objects);
  };
  const begin = (object: string) => {
    wanted.add(object);
    gathering ??= gather();
    const described = gathering.then((all) => all.get(object));
    const entry: Kept = { at: now(), keptMs, described };
    kept.set(object, entry);
    described.then(
      (found) => {
        if (lacksOurs(object, found)) entry.keptMs = lackingKeptMs;
      },
      () => kept.delete(object),
    );
  };
  return {
    describe(object: string): Promise<Described | undefined> {
      const known = kept.get(object);
      const isOld = (one: Kept) => now() - one.at >= one.keptMs;
      const isStale = known === undefined || isOld(known);
      if (isStale) for (const [name, one] of kept) if (isOld(one)) begin(name);
      if (isStale) begin(object);
      return kept.get(object)?.described ?? Promise.resolve(undefined);
    },
    forget: () => kept.clear(),
  };
}

function lacksOurs(object: string, found: Described | undefined): boolean {
  if (object === 'Lead' && hotValueOf(found) === undefined) return true;
  return object in fieldsWritten && problemsOf(object, found).length > 0;
}

async function describeAll(
  ask: Ask,
  now: () => number,
  objects: string[],
): Promise<Map<string, Described | undefined>> {
  const all = new Map<string, Described | undefined>();
  for (let start = 0; start < objects.length; start += mostParts) {
    const part = objects.slice(start, start + mostParts);
    const parts = await describeParts(ask, part);
    part.forEach((object, index) => all.set(object, describedBy(object, parts[index], now())));
  }
  return all;
}

async function describeParts(ask: Ask, objects: string[]) {
  const compositeRequest = objects.map((object, index) => ({
    method: 'GET',
    url: `/services/data/v${apiVersion}/sobjects/${object}/describe`,
    referenceId: `d${index}`,
  }));
  const body = { compositeRequest };
  const call = { what: 'describe the org', method: 'POST', path: '/composite', body, writes: false } as const;
  return (await ask(call, compositeAnswer)).compositeResponse;
}

function describedBy(
  object: string,
  part: { httpStatusCode: number; body?: unknown } | undefined,
  now: number,
): Described | undefined {
  const what = `describe ${object}`;
  if (part === undefined) throw Failure.retry(`salesforce: no answer to ${what}: trying again`, { code: 'nonsense' });
  const { httpStatusCode: status, body } = part;
  if (status === 404 || status === 403) return undefined;
  if (status !== 200) throw failureOfPart(what, status, body, now);
  const { data } = description.safeParse(body);
  if (data === undefined) throw failureOfNonsense({ what, writes: false }, { status }, 'no fields');
  const fields = data.fields.map(({ label, length, picklistValues, restrictedPicklist, referenceTo, ...rest }) => ({
    ...rest,
    label: label ?? rest.name,
    ...(length ? { length } : {}),
    picklist: (picklistValues ?? []).filter(({ active }) => active !== false).map(({ value }) => value),
    restricted: restrictedPicklist ?? false,
    referenceTo: referenceTo ?? [],
  }));
  return { fields: new Map(fields.map((one) => [one.name, one])) };
}
