/** Every row of every table that matches, as `table: row`. `rows` sees all workspaces. */
export async function rowsWith(rows: <Row>(sql: string) => Promise<Row[]>, pattern: RegExp): Promise<string[]> {
  const tables = await rows<{ name: string }>(
    `select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = 'public' and c.relkind in ('r', 'p') and not c.relispartition`,
  );
  const found: string[] = [];
  for (const { name } of tables) {
    const all = await rows<{ row: string }>(`select to_jsonb(t)::text as row from ${name} t`);
    found.push(...all.filter(({ row }) => pattern.test(row)).map(({ row }) => `${name}: ${row}`));
  }
  return found;
}
