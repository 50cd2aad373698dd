import { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import { Failure } from '../../failure.ts';
import type { Embedded } from '../../pipeline/embedded/embedded.ts';
import type { Visitor } from '../../pipeline/embedded/visit.ts';
import { send } from './answered.ts';
import { bodyOf, queryOf, shapedAs } from './asked.ts';
import { onlyOne } from './signedQuery.ts';

const MOST_CHANGES = 1_000;

const word = z.string().min(1).max(200);
const press = z.object({
  key: word,
  episode: word,
  do: z.enum(['claim', 'contacted']),
  how: z.enum(['call', 'email', 'meeting', 'message']).exactOptional(),
});
const change = z.object({
  path: z.array(z.union([z.string().max(500), z.number().int()])).max(20),
  value: z.json().exactOptional(),
});
const check = z.object({ basedOn: z.number().int().min(0), changes: z.array(change).max(MOST_CHANGES) });
const publication = check.extend({ key: word });

/** The pages' questions, each by somebody whom HubSpot vouches for: `visitorOf` says who. */
export function pageRoutes(embedded: Embedded, visitorOf: (response: Response) => Visitor): Router {
  const router = Router();
  const asks = (path: string, answer: (visitor: Visitor, request: Request) => Promise<object>) =>
    router.get(path, async (request, response) => send(response, await answer(visitorOf(response), request)));
  const tells = (path: string, answer: (visitor: Visitor, request: Request) => Promise<object>) =>
    router.post(path, async (request, response) => send(response, await answer(visitorOf(response), request)));

  asks('/card', (visitor, request) => embedded.card(visitor, parameter(request, 'contact')));
  tells('/act', (visitor, request) => embedded.act(visitor, bodyOf(request, press)));
  asks('/queue', (visitor) => embedded.queue(visitor));
  asks('/response', (visitor) => embedded.response(visitor));
  asks('/coverage', (visitor) => embedded.coverage(visitor));
  asks('/settings', (visitor) => embedded.settings(visitor));
  tells('/settings/check', (visitor, request) => embedded.check(visitor, bodyOf(request, check)));
  tells('/settings/plan', (visitor, request) => embedded.startPlan(visitor, bodyOf(request, check)));
  asks('/settings/plan', async (visitor, request) => {
    const plan = await embedded.plan(visitor, parameter(request, 'id'));
    if (plan === undefined)
      throw Failure.permanent('This plan is not known any more: ask for it again.', { code: 'unknown' });
    return plan;
  });
  tells('/settings/publish', (visitor, request) => embedded.publish(visitor, bodyOf(request, publication)));
  return router;
}

/** Twice is none: nobody could say which was meant. */
function parameter(request: Request, name: string): string {
  return shapedAs(onlyOne(queryOf(request), name), word);
}
