/** The columns of a signal as the domain knows it; `of` is the table's name in the query. */
export function signalColumns(of: string): string {
  const own = ['seq', 'id', 'subject', 'type', 'at', 'asset', 'confidence', 'source', 'level', 'mail', 'evidence'];
  return [...own.map((column) => `${of}.${column}`), `${of}.received_at as "receivedAt"`].join(', ');
}
