import { rowsPointingTo } from './cascade.ts';
import type { Writer } from './ground.ts';
import { keep, type Desk } from './desk.ts';
import { remove } from './writes.ts';

/**
 * A person merges `lost` into `kept`: what pointed to the lost record points to the kept one, custom lookups too; the lost record is
 * in the recycle bin with `MasterRecordId`. The kept one's values win, and it counts as changed.
 */
export function merged(desk: Desk, name: 'Lead' | 'Contact' | 'Account', kept: string, lost: string, by: Writer): void {
  const object = desk.schema.object(name);
  const [winner, loser] = [kept, lost].map((id) => desk.records.get(object, id));
  if (!winner || !loser) throw new Error(`the sandbox has no ${name} ${winner ? lost : kept}`);
  const [to, from] = [String(winner['Id']), String(loser['Id'])];
  for (const { object: child, row, field } of rowsPointingTo(desk, object, from)) {
    const now = desk.records.get(child, String(row['Id'])) ?? row;
    if (field === 'LeadOrContactId' || field === 'MasterRecordId') continue;
    if (child.name === 'CampaignMember' && isMember(desk, field, to, String(now['CampaignId']))) {
      remove(desk, child.name, String(now['Id']), by);
    } else keep(desk, child, { ...now, [field]: to }, now, by);
  }
  keep(desk, object, { ...loser, MasterRecordId: to }, loser, by);
  remove(desk, name, from, by);
  keep(desk, object, { ...winner }, winner, by);
}

function isMember({ schema, records }: Desk, field: string, id: string, campaign: string): boolean {
  const rows = records.having(schema.object('CampaignMember'), field, id);
  return rows.some((row) => row['IsDeleted'] !== true && row['CampaignId'] === campaign);
}
