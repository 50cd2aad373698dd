import { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import { Failure } from '../../failure.ts';
import type { ActionAnswer, Actions } from '../../pipeline/actions.ts';
import { bodyOf } from './asked.ts';

/** A workflow goes on by itself after this, should nobody tell it what came of its lead. */
const WAITS_FOR = 'PT1H';
const LONGEST_TEXT = 300;

const id = z.union([z.string().min(1).max(200), z.number().int()]).transform(String);
/** What a workflow took out of a record, in which HubSpot keeps any character. */
const said = z
  .string()
  .nullish()
  .transform((text) => text?.replaceAll('\0', ' '));
const call = z.object({
  callbackId: id,
  origin: z.object({ portalId: id }),
  object: z.object({ objectId: id, objectType: z.string() }),
  inputFields: z.object({ signal_type: said, asset: said, reason: said }).nullish(),
});
type Call = z.infer<typeof call>;

type Options = {
  actions: Actions;
  workspaceOfPortal: (portalId: string) => Promise<string | undefined>;
  tell: (step: string, text: string, details?: Record<string, unknown>) => void;
};

/** What workflows ask. The portal is that of the body, which the signature is over. Kept in rows before it is answered. */
export function actionRoutes({ actions, workspaceOfPortal, tell }: Options): Router {
  const router = Router();

  async function answered(
    request: Request,
    response: Response,
    { name, ask }: { name: 'outcome' | 'recorded'; ask: (workspace: string, call: Call) => Promise<ActionAnswer> },
  ): Promise<void> {
    const read = bodyOf(request, call);
    const workspace = await workspaceOfPortal(read.origin.portalId);
    if (workspace === undefined)
      throw Failure.permanent('This HubSpot account is not known here: install the app again.', { code: 'unknown' });
    const isContact = ['CONTACT', '0-1'].includes(read.object.objectType);
    const answer: ActionAnswer = isContact
      ? await ask(workspace, read)
      : { kind: 'refused', because: 'only contacts can be hot leads: use it in a workflow of contacts' };
    if (answer.kind === 'refused') tell('refused', `workflow action: ${answer.because}`, { workspace });
    response.status(200).json(asJson(answer, name));
  }

  router.post('/route', (request, response) =>
    answered(request, response, {
      name: 'outcome',
      ask: (workspace, { callbackId, object, inputFields }) => {
        const reason = textIn(inputFields?.reason);
        return actions.route(workspace, {
          callbackId,
          record: object.objectId,
          ...(reason !== undefined && { reason }),
        });
      },
    }),
  );
  router.post('/signal', (request, response) =>
    answered(request, response, {
      name: 'recorded',
      ask: (workspace, { callbackId, object, inputFields }) => {
        const asset = assetIn(inputFields?.asset);
        const type = inputFields?.signal_type ?? '';
        return actions.signal(workspace, {
          callbackId,
          record: object.objectId,
          type,
          ...(asset !== undefined && { asset }),
        });
      },
    }),
  );
  return router;
}

function asJson(answer: ActionAnswer, name: 'outcome' | 'recorded') {
  if (answer.kind === 'waits')
    return { outputFields: { hs_execution_state: 'BLOCK', hs_expiration_duration: WAITS_FOR } };
  if (answer.kind === 'done') return { outputFields: { ...answer.outputs, hs_execution_state: 'SUCCESS' } };
  return { outputFields: { [name]: 'refused', hs_execution_state: 'FAIL_CONTINUE' }, message: answer.because };
}

function textIn(text: string | null | undefined): string | undefined {
  const kept = text
    ?.replace(/[\s\p{Cc}]+/gu, ' ')
    .trim()
    .slice(0, LONGEST_TEXT)
    .toWellFormed();
  return kept === '' ? undefined : kept;
}

/** What it was about is shown and logged, so it holds no address of a person, and of a page no query. */
function assetIn(text: string | null | undefined): string | undefined {
  return textIn(text?.replace(/\S+@\S+/g, '').replace(/[?#]\S*/g, ''));
}
