import { z } from 'zod';
import { failureOfNonsense, failureOfPart } from './failure.ts';
import type { Ask } from './org-calls.ts';
import { apiVersion } from './org-connection.ts';
import type { Org, Row, Sent } from './org.ts';

/** Queries that one composite call takes. */
const mostQueries = 5;
const base = `/services/data/v${apiVersion}`;

export const compositeAnswer = z.object({
  compositeResponse: z.array(z.object({ httpStatusCode: z.number(), body: z.unknown() })),
});
const page = z.object({
  records: z.array(z.record(z.string(), z.unknown())),
  nextRecordsUrl: z.string().nullish(),
});

/** `Org.queries`, by composite calls, of the following pages too. The first part that failed is the failure of all. */
export function queries(ask: Ask, now: () => number): Org['queries'] {
  return async (asked, soqls) => {
    const rows: Row[][] = soqls.map(() => []);
    const { deleted = false, ...sent } = asked;
    const resourceFor = (soql: string) =>
      deleted === true || (deleted && deleted.includes(soql)) ? 'queryAll' : 'query';
    let waiting = soqls.map((soql, of) => ({ of, url: `${base}/${resourceFor(soql)}?q=${encodeURIComponent(soql)}` }));
    while (waiting.length > 0) {
      const now5 = waiting.slice(0, mostQueries);
      const pages = await readPages(ask, now, sent, now5);
      const next = pages.flatMap(({ records, nextRecordsUrl }, index) => {
        const of = now5[index]?.of ?? 0;
        for (const record of records) rows[of]?.push(record);
        return nextRecordsUrl ? [{ of, url: nextRecordsUrl }] : [];
      });
      waiting = [...waiting.slice(mostQueries), ...next];
    }
    return rows;
  };
}

async function readPages(
  ask: Ask,
  now: () => number,
  asked: Sent,
  parts: { url: string }[],
): Promise<z.infer<typeof page>[]> {
  const compositeRequest = parts.map(({ url }, index) => ({ method: 'GET', url, referenceId: `q${index}` }));
  const call = { ...asked, method: 'POST', path: '/composite', body: { compositeRequest }, writes: false } as const;
  const { compositeResponse } = await ask(call, compositeAnswer);
  if (compositeResponse.length !== parts.length)
    throw failureOfNonsense(call, { status: 200 }, 'not a part for each query');
  return compositeResponse.map(({ httpStatusCode: status, body }) => {
    if (status < 200 || status > 299) throw failureOfPart(asked.what, status, body, now());
    const { data } = page.safeParse(body);
    if (data === undefined) throw failureOfNonsense(call, { status }, 'no records in a part');
    return data;
  });
}
