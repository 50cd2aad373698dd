/** Epoch ms as the API gives it out. Salesforce keeps whole seconds of every datetime (own knowledge, not tried on an org). */
export function stamp(ms: number): string {
  return `${new Date(Math.floor(ms / 1000) * 1000).toISOString().slice(0, -1)}+0000`;
}

/** Epoch ms of a stamp as `stamp` writes it. */
export function msOf(stamped: string): number {
  return Date.parse(`${stamped.slice(0, 23)}Z`);
}

/** The UTC day of a time. */
export function dayOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}

/** A datetime as somebody wrote it, with or without fractions, its zone told; undefined when it is none. */
export function datetimeFrom(given: string): string | undefined {
  const shape = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?$/i;
  if (!shape.test(given)) return undefined;
  const zoned = /T.*(Z|[+-]\d{2}:?\d{2})$/i.test(given)
    ? given
    : `${given.includes('T') ? given : `${given}T00:00:00`}Z`;
  const ms = Date.parse(zoned.replace(/([+-]\d{2})(\d{2})$/, '$1:$2'));
  return Number.isNaN(ms) ? undefined : stamp(ms);
}

/** A calendar day, also out of a datetime, which loses its time; undefined when it is none. */
export function dateFrom(given: string): string | undefined {
  const [, day = ''] = /^(\d{4}-\d{2}-\d{2})(T.*)?$/.exec(given) ?? [];
  const ms = Date.parse(`${day}T00:00:00Z`);
  return Number.isNaN(ms) || dayOf(ms) !== day ? undefined : day;
}
