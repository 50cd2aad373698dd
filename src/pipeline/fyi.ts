import type { CrmTouch } from '../crm/crm.ts';
import { conversationBefore, type Touch } from '../domain/contacts.ts';
import { DAY_MS } from '../domain/decay.ts';
import { Failure } from '../failure.ts';
import type { KeptRep } from '../store/reps.ts';
import type { EpisodeOfLead } from '../store/work.ts';
import type { Parts, Workspace } from './parts.ts';

/** Somebody of ours and a lead spoke with each other; absent `rep`: nobody knows who it was. */
export type Spoke = { rep?: string; name?: string; at: number };

/**
 * The conversation with a rep in the day before each of these episodes opened, by episode. The CRM is asked once for all, and only
 * of leads that were touched that lately by what is known; when it does not answer, nobody is said to have spoken: a task too many
 * is better than none.
 */
export async function conversationsBefore(
  parts: Parts,
  ws: Workspace,
  episodes: EpisodeOfLead[],
): Promise<Map<string, Spoke>> {
  const fresh = episodes.filter(
    ({ round, openedAt, touchedAt }) => round === 1 && touchedAt !== undefined && touchedAt >= openedAt - DAY_MS,
  );
  if (fresh.length === 0) return new Map();
  const asked = fresh.map(({ record, openedAt }) => ({ leadId: record, since: openedAt - DAY_MS }));
  try {
    const touches = await ws.crm.readTouches(asked, (_leads, { message }) =>
      parts.tell('failed', `route: without asking everywhere who spoke with whom, because ${message}`),
    );
    const kept = await parts.store.together(ws.id, (rows) => rows.repsOf(ws.crm.kind));
    return new Map(
      fresh.flatMap(({ id, record, openedAt }) => {
        const spoke = conversationBefore(touchesOf(touches.get(record), kept), openedAt, DAY_MS);
        return spoke === undefined ? [] : [[id, spokeOf(spoke, kept)] as const];
      }),
    );
  } catch (error) {
    parts.tell('failed', `route: without asking who spoke with whom, because ${Failure.from(error).message}`);
    return new Map();
  }
}

function touchesOf(touches: CrmTouch[] = [], kept: KeptRep[]): Touch[] {
  return touches.map(({ ownerId, ...touch }): Touch => {
    const rep = kept.find(({ record }) => record === ownerId)?.id;
    return { ...touch, ...(rep !== undefined && { rep }) };
  });
}

function spokeOf({ rep, at }: Touch, kept: KeptRep[]): Spoke {
  const name = kept.find(({ id }) => id === rep)?.name;
  return { at, ...(rep !== undefined && { rep }), ...(name !== undefined && { name }) };
}
