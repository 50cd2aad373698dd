import express, { type RequestHandler, type Response, Router } from 'express';
import type { VerifySigned } from '../../crm/hubspot/signed-request.ts';
import type { Actions } from '../../pipeline/actions.ts';
import type { Embedded } from '../../pipeline/embedded/embedded.ts';
import type { Visitor } from '../../pipeline/embedded/visit.ts';
import { actionRoutes } from './actionRoutes.ts';
import { refusals, refuse } from './answered.ts';
import { deliveryOf, queryOf } from './asked.ts';
import { pageRoutes } from './pageRoutes.ts';
import { signedQueryOf } from './signedQuery.ts';

export type EmbeddedOptions = {
  verify: VerifySigned;
  /** Undefined for a portal that is not connected here. */
  workspaceOfPortal: (portalId: string) => Promise<string | undefined>;
  embedded: Embedded;
  actions: Actions;
  now: () => number;
  tell: (step: string, text: string, details?: Record<string, unknown>) => void;
};

const MOST_BYTES = '200kb';

/**
 * What is embedded in HubSpot asks here: its cards and pages, and its workflows' actions. Nothing is answered before the signature
 * is verified over the exact bytes; portal and user are those that HubSpot signed, and what a portal asks it is told of its own
 * workspace only. To be mounted before anything that reads bodies.
 */
export function embeddedRoutes(options: EmbeddedOptions): Router {
  const router = Router();
  const raw = express.raw({ type: () => true, limit: MOST_BYTES });
  router.use(
    '/hubspot/api',
    raw,
    signed(options, { what: 'page' }),
    known(options),
    pageRoutes(options.embedded, visitorOf),
  );
  // Workflows still sign the older way, which tells no time: a call of theirs is kept once, whenever it comes again.
  router.use('/hubspot/actions', raw, signed(options, { what: 'action', orV2: true }), actionRoutes(options));
  router.use(['/hubspot/api', '/hubspot/actions'], (request, response) =>
    refuse(response, 404, `Nothing answers ${request.method} ${request.baseUrl}${request.path} here.`),
  );
  router.use(['/hubspot/api', '/hubspot/actions'], refusals);
  return router;
}

function signed({ verify, now, tell }: EmbeddedOptions, by: Parameters<VerifySigned>[2]): RequestHandler {
  return (request, response, next) => {
    response.set('cache-control', 'no-store');
    const why = verify(deliveryOf(request), now(), by);
    if (why === undefined) return next();
    tell('refused', why);
    return refuse(response, 401, `Hot Lead Signal does not trust this call. For the admin: ${why}.`);
  };
}

function known({ workspaceOfPortal, tell }: EmbeddedOptions): RequestHandler {
  return async (request, response, next) => {
    const by = signedQueryOf(queryOf(request));
    if (by === undefined) {
      tell('refused', 'hubspot page: the query does not name one portal and one user');
      return refuse(response, 401, 'HubSpot did not say which account and which user asks: load the page again.');
    }
    const workspace = await workspaceOfPortal(by.portal);
    if (workspace === undefined)
      return refuse(
        response,
        404,
        'This HubSpot account is not connected here: an admin should install the app again.',
      );
    const visitor: Visitor = { workspace, userId: by.user };
    response.locals['visitor'] = visitor;
    return next();
  };
}

function visitorOf(response: Response): Visitor {
  return response.locals['visitor'] as Visitor;
}
