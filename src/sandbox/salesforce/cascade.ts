import type { Writer } from './ground.ts';
import type { Row } from './records.ts';
import type { SObject } from './schema.ts';
import { keep, type Desk } from './desk.ts';

/** Children that go into the recycle bin with their parent; lookups of other objects are emptied (own knowledge). */
const goWith: Record<string, readonly string[]> = {
  Lead: ['Task', 'Event', 'CampaignMember', 'EmailMessageRelation'],
  Contact: ['Task', 'Event', 'CampaignMember', 'OpportunityContactRole', 'EmailMessageRelation'],
  Opportunity: ['OpportunityContactRole'],
  Campaign: ['CampaignMember'],
  Group: ['GroupMember', 'QueueSobject'],
  Event: ['EventRelation'],
  EmailMessage: ['EmailMessageRelation'],
};

/** What happens to the rows that point to a row just deleted. `removed` deletes one of them. */
export function cascade(
  desk: Desk,
  object: SObject,
  id: string,
  by: Writer,
  removed: (object: string, id: string) => void,
): void {
  for (const { object: child, row, field } of rowsPointingTo(desk, object, id)) {
    const childId = String(row['Id']);
    // A campaign member points to its person by two fields.
    if (desk.records.get(child, childId)?.['IsDeleted'] === true) continue;
    if (goWith[object.name]?.includes(child.name)) removed(child.name, childId);
    else if (child.custom) keep(desk, child, { ...row, [field]: null }, row, by);
  }
}

/** Rows of all objects, not deleted, one of whose fields has this id. A row comes once for each such field. */
export function rowsPointingTo({ schema, records }: Desk, { name }: SObject, id: string) {
  return schema
    .pointingTo(name)
    .flatMap(({ object, field }): { object: SObject; row: Row; field: string }[] =>
      records.having(object, field.name, id).map((row) => ({ object, row, field: field.name })),
    )
    .filter(({ row }) => row['IsDeleted'] !== true);
}
