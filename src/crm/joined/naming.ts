import type { Crm } from '../crm.ts';

export type Side = 'first' | 'second';

/** How the ids of two CRMs are told apart: those of the second carry its kind, `salesforce:00Q...`. */
export type Naming = ReturnType<typeof namingOf>;

export function namingOf(kind: Crm['kind']) {
  const prefix = `${kind}:`;
  const sideOf = (id: string): Side => (id.startsWith(prefix) ? 'second' : 'first');
  return {
    sideOf,
    /** The id as its own CRM knows it. */
    own: (id: string): string => (sideOf(id) === 'second' ? id.slice(prefix.length) : id),
    /** An id of one CRM, as everybody else knows it. */
    named: (side: Side, id: string): string => (side === 'second' ? prefix + id : id),
  };
}
