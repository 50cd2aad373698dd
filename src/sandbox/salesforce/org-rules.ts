import type { Writer } from './ground.ts';
import type { Row } from './records.ts';
import { refused } from './refusal.ts';

/** What a rule of the org says of a row about to be kept: undefined lets it pass. */
export type Rule = (row: Row) => { message: string; errorCode?: string; fields?: string[] } | undefined;

/** What stops users of the API; people in these tests and the org itself pass. */
export type Rules = { byObject: Map<string, Rule[]>; readOnly: Set<string> };

export function refuseForbidden({ byObject, readOnly }: Rules, object: string, row: Row, { userId }: Writer): void {
  if (userId === '') return;
  if (readOnly.has(String(row['Id']))) {
    throw refused('INSUFFICIENT_ACCESS_OR_READONLY', 'insufficient access rights on object id', []);
  }
  for (const rule of byObject.get(object) ?? []) {
    const said = rule(row);
    if (said) throw refused(said.errorCode ?? 'FIELD_CUSTOM_VALIDATION_EXCEPTION', said.message, said.fields);
  }
}
