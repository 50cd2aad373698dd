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
  switch (error.code) {
    case 'ECONNREFUSED':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
    case 'ETIMEDOUT':
      return `nothing answers at ${server} (${error.code}): start PostgreSQL there, or correct DATABASE_URL`;
    case '28P01':
    case '28000':
      return `${server} refuses user ${url.username}: correct the name or password in DATABASE_URL`;
    case '3D000':
      return `${server} has no database ${url.pathname.slice(1)}: create it, or correct DATABASE_URL`;
    case '42501':
      return `user ${url.username} may not create the database ${name} on ${server}: create it, or grant CREATEDB`;
    default:
      return `${server}: ${error.message || error.code}`;
  }
}
