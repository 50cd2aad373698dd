import type { Who } from '../channels/answers.ts';
import type { Model } from '../domain/model.ts';
import type { KeptRep } from '../store/reps.ts';
import type { Rows } from '../store/store.ts';
import type { Workspace } from './parts.ts';
import { readerZone } from './readerZone.ts';

/** Somebody who says or asks something. Neither a rep nor a manager: nobody who may do anything. */
export type Person = {
  /** Absent for managers whom the CRM gives no leads, and for strangers. */
  rep?: KeptRep;
  manager: boolean;
  /** As colleagues know them: the CRM's name, else their address. */
  name: string;
  timeZone: string;
};

/**
 * Who that is: the rep of this chat id, else of this user of the CRM, else the one with this e-mail, whatever its case. Whoever
 * has left the CRM is no rep any more. `model`: whose settings say who the managers are.
 */
export async function personOf(
  rows: Pick<Rows, 'repsOf'>,
  ws: Pick<Workspace, 'crm' | 'timeZone'>,
  who: Who,
  model: Pick<Model, 'routing'>,
): Promise<Person> {
  const rep = repOf(await rows.repsOf(ws.crm.kind), who);
  const mine = [rep?.email, who.email].flatMap((email) => email?.toLowerCase() ?? []);
  return {
    ...(rep !== undefined && { rep }),
    manager: model.routing.coverage.managers.some((email) => mine.includes(email.toLowerCase())),
    name: rep?.name ?? who.email ?? 'somebody',
    timeZone: readerZone(rep, ws, model),
  };
}

function repOf(kept: KeptRep[], { chatId, userId, email }: Who): KeptRep | undefined {
  const active = kept.filter((rep) => rep.active);
  const byChat = active.find((rep) => chatId !== undefined && rep.chatId === chatId);
  const byUser = active.find((rep) => userId !== undefined && rep.userId === userId);
  return (
    byChat ?? byUser ?? active.find((rep) => email !== undefined && rep.email?.toLowerCase() === email.toLowerCase())
  );
}
