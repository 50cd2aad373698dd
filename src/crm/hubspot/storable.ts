/** A text as PostgreSQL's JSON takes it: HubSpot keeps half emojis (lone surrogates) and NUL characters, which PostgreSQL refuses. */
export function storable(text: string): string {
  return text.replaceAll('\0', '').toWellFormed();
}
