import pg from 'pg';

/** One open transaction. Rows come back with times as epoch milliseconds and counts as numbers. */
export type Tx = { query<Row = Record<string, unknown>>(text: string, values?: unknown[]): Promise<Row[]> };

export type Db = {
  /**
   * Runs `work` in one transaction that can see and write this workspace only. Commits unless `work` throws. Where the database
   * undoes it for another's sake (both waited for each other), `work` runs again: it changes nothing but rows.
   */
  inWorkspace<T>(workspace: string, work: (tx: Tx) => Promise<T>): Promise<T>;
  /** For the few look-ups that cross workspaces: which work is due, whose portal is this. */
  acrossWorkspaces<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  close(): Promise<void>;
};

export type DbOptions = {
  /** Connections at most. */
  max?: number;
  /** The unprivileged role to act as; needed when the login bypasses row-level security. */
  role?: string;
  /** Told before and after every commit; a crash test stops the process here. */
  onCommit?: (when: 'before' | 'after') => void;
};

const TIMESTAMPTZ = 1184;
const BIGINT = 20;
const types = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    // The session is in UTC, so the text always ends in +00.
    if (oid === TIMESTAMPTZ) return (text: string) => Date.parse(`${text.slice(0, -3).replace(' ', 'T')}Z`);
    if (oid === BIGINT) return Number;
    return pg.types.getTypeParser(oid, format as 'text');
  },
} as unknown as pg.CustomTypesConfig;

/** Opens a pool. Nothing connects before the first transaction. */
export function openDb(url: string, options: DbOptions = {}): Db {
  const settings = ['-c timezone=UTC', ...(options.role === undefined ? [] : [`-c role=${options.role}`])];
  const pool = new pg.Pool({
    connectionString: url,
    max: options.max ?? 10,
    connectionTimeoutMillis: 10_000,
    types,
    options: settings.join(' '),
  });
  pool.on('error', () => {
    // An idle connection was cut; the pool drops it and the next transaction opens another.
  });
  const inScope = <T>(scope: string, work: (tx: Tx) => Promise<T>) =>
    onceMore(() => transaction(pool, scope, work, options.onCommit));
  return {
    inWorkspace: inScope,
    acrossWorkspaces: (work) => inScope('*', work),
    close: () => pool.end(),
  };
}

/** deadlock_detected and serialization_failure: nothing was kept, and the same may work now. */
const UNDONE = ['40P01', '40001'];
const TRIES = 3;

async function onceMore<T>(work: () => Promise<T>, tries = TRIES): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (tries === 1 || !UNDONE.includes(String((error as { code?: unknown }).code))) throw error;
    return onceMore(work, tries - 1);
  }
}

async function transaction<T>(
  pool: pg.Pool,
  scope: string,
  work: (tx: Tx) => Promise<T>,
  onCommit: DbOptions['onCommit'],
): Promise<T> {
  if (!/^(\*|[a-z0-9][a-z0-9_-]*)$/.test(scope))
    throw new Error(`store: ${JSON.stringify(scope)} is not a workspace id`);
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query(`begin; set local hotlead.workspace = '${scope}'`);
    const answer = await work({ query: async (text, values) => (await client.query(text, values)).rows });
    onCommit?.('before');
    await client.query('commit');
    onCommit?.('after');
    return answer;
  } catch (error) {
    await client.query('rollback').catch((cause: Error) => (broken = cause));
    throw error;
  } finally {
    client.release(broken);
  }
}

/** A time as Postgres takes it. */
export function timestamp(at: number): string {
  return new Date(at).toISOString();
}

/** A value as JSON that Postgres takes: CRMs hold half emoji and NUL characters, which its jsonb refuses. */
export function json(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) => (typeof inner === 'string' ? storable(inner) : inner));
}

/** A text as Postgres takes it. */
export function storable(text: string): string {
  return text.toWellFormed().replaceAll('\0', '');
}

/** SQL's null is our absent. */
export function withoutNulls(row: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null));
}

/** A row's times as Postgres reads them out of JSON. */
export function timesAsText<Row extends object>(row: Row, keys: (keyof Row)[]): object {
  const texts = keys.flatMap((key) => (typeof row[key] === 'number' ? [[key, timestamp(row[key])]] : []));
  return { ...row, ...Object.fromEntries(texts) };
}
