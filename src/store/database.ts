import pg from 'pg';

/**
 * Makes sure that a PostgreSQL answers at `url` and that the database `name` exists there; answers its URL. Safe twice.
 * Throws a sentence for people that names the server, never the password.
 */
export async function ensureDatabase(url: string, name?: string): Promise<string> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  try {
    await client.connect();
    if (name === undefined) return url;
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [name]);
    if (!rowCount) await client.query(`create database ${client.escapeIdentifier(name)}`);
  } catch (error) {
    throw new Error(`database: ${explained(error as PgError, new URL(url), name)}`, { cause: error });
  } finally {
    await client.end().catch(() => {});
  }
  const other = new URL(url);
  other.pathname = `/${name}`;
  return other.href;
}

type PgError = Error & { code?: string };

function explained(error: PgError, url: URL, name: string | undefined): string {
  const server = `${url.hostname}:${url.port || '5432'}`;
  const away = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'ETIMEDOUT', 'EHOSTUNREACH'];
  if (error.code !== undefined && away.includes(error.code)) {
    return `nothing answers at ${server} (${error.code}): start PostgreSQL there, or correct DATABASE_URL`;
  }
  const causes: Record<string, string> = {
    '28P01': `${server} refuses user ${url.username}: correct the name or password in DATABASE_URL`,
    '28000': `${server} refuses user ${url.username}: correct the name or password in DATABASE_URL`,
    '3D000': `${server} has no database ${url.pathname.slice(1)}: create it, or correct DATABASE_URL`,
    '42501': `user ${url.username} may not create the database ${name} on ${server}: create it, or grant CREATEDB`,
  };
  return causes[error.code ?? ''] ?? `${server}: ${error.message || error.code}`;
}
