import { personMeant } from '../crm/salesforce/record-id.ts';
import type { Tx } from '../store/db.ts';
import { leadsMeant, type StoryLead } from '../store/story.ts';

/** Where a workspace has two CRMs, ids of the one that came later carry its name. */
const NAMED = ['', 'hubspot:', 'salesforce:'];

/**
 * The leads that a person means by our id, an e-mail in any case, or a CRM's record: its id, as long as they have it, or the address of
 * its page in Salesforce. Ten at most.
 */
export async function leadsSaid(tx: Tx, workspace: string, said: string): Promise<StoryLead[]> {
  const ids = [said, personMeant(said) ?? said];
  return leadsMeant(tx, workspace, said, [...new Set(ids.flatMap((id) => NAMED.map((name) => name + id)))]);
}
