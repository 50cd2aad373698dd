import { randomBytes } from 'node:crypto';
import type { Found, Ground } from './ground.ts';
import { refused } from './refusal.ts';
import type { Asked, Route } from './route.ts';

/** What a user was promised to get page by page. */
type Cursor = { found: Found; userId: string; size: number; openedAt: number };

// The vendor says 15 minutes to 2 days (dossier 4.2); the shortest keeps clients honest.
const cursorMs = 15 * 60_000;

/** Query, query more, and the same with the recycle bin. `cursors` can be ended by hand. */
export function queryRoutes(ground: Ground) {
  const cursors = new Map<string, Cursor>();

  function first({ request, userId }: Asked, deleted: boolean) {
    const soql = request.query.get('q');
    if (soql === null) throw refused('MALFORMED_QUERY', 'A query string has to be specified');
    const found = ground.query(soql, { as: userId, deleted });
    const size = batchSize(request.headers['sforce-query-options']);
    const locator = `01g${randomBytes(6).toString('hex')}`;
    const cursor = { found, userId, size, openedAt: ground.now() };
    if (found.rows.length > size) cursors.set(locator, cursor);
    return { status: 200, body: page(locator, cursor, 0) };
  }

  function more({ request, userId }: Asked) {
    const [, locator = '', from = '0'] = /^(.+)-(\d+)$/.exec(request.params['locator'] ?? '') ?? [];
    const cursor = cursors.get(locator);
    const over = !cursor || cursor.userId !== userId || ground.now() - cursor.openedAt > cursorMs;
    if (over) throw refused('INVALID_QUERY_LOCATOR', 'invalid query locator');
    return { status: 200, body: page(locator, cursor, Number(from)) };
  }

  const at = (path: string): string => `/services/data/:version/${path}`;
  const routes: Route[] = (['query', 'queryAll'] as const).flatMap((name): Route[] => [
    { method: 'GET', path: at(name), access: 'session', answer: (asked) => first(asked, name === 'queryAll') },
    { method: 'GET', path: at(`${name}/:locator`), access: 'session', answer: more },
  ]);
  return { routes, endCursors: () => cursors.clear() };
}

function batchSize(header: string | string[] | undefined): number {
  const [, given] = /batchSize\s*=\s*(\d+)/i.exec(String(header ?? '')) ?? [];
  return given === undefined ? 2000 : Math.min(2000, Math.max(200, Number(given)));
}

function page(locator: string, { found, size }: Cursor, from: number): object {
  const { totalSize, rows, render } = found;
  const end = from + size;
  const done = end >= rows.length;
  return {
    totalSize,
    done,
    ...(!done && { nextRecordsUrl: `/services/data/v66.0/query/${locator}-${end}` }),
    records: rows.slice(from, end).map(render),
  };
}
