import express, { type ErrorRequestHandler, type Request, type RequestHandler, type Response, Router } from 'express';
import { z } from 'zod';
import { hookTypes } from '../domain/telling/hookTypes.ts';
import { Failure } from '../failure.ts';
import type { HookDesk, ShownHook } from '../pipeline/hookDesk.ts';
import { apiKeyRequired } from './apiKey.ts';

type Options = {
  desk: HookDesk;
  workspaceOfKey: (hash: Buffer) => Promise<string | undefined>;
  now: () => number;
};

const DAY_MS = 86_400_000;
const MOST_BYTES = '32kb';

const text = z.string().trim().min(1);
/** Zapier, n8n and Make each have their own habit of naming these. */
const wish = z
  .object({
    targetUrl: text.optional(),
    target_url: text.optional(),
    hookUrl: text.optional(),
    url: text.optional(),
    event: text.optional(),
    events: z.array(text).optional(),
    secret: text.optional(),
  })
  .transform(({ targetUrl, target_url, hookUrl, url, event, events, secret }) => ({
    url: targetUrl ?? target_url ?? hookUrl ?? url,
    events: events ?? (event === undefined ? [] : [event]),
    ...(secret !== undefined && { secret }),
  }));

/**
 * Subscribing to what happens, for Zapier, n8n, Make and programs of the customer: each sees the workspace of its own key only.
 * There is no handshake: Zapier cannot answer one.
 */
export function hookRoutes({ desk, workspaceOfKey, now }: Options): Router {
  const router = Router();
  router.use('/api/hooks', apiKeyRequired(workspaceOfKey));
  // As text: the parser's own message of a broken body quotes it, and a body may hold a secret.
  router.post('/api/hooks', express.text({ type: () => true, limit: MOST_BYTES }), subscribe(desk));
  router.get('/api/hooks', async (_request, response) => {
    response.json((await desk.list(workspaceOf(response))).map(asJson));
  });
  router.get('/api/hooks/events', (_request, response) => {
    response.json(Object.entries(hookTypes).map(([event, says]) => ({ event, says })));
  });
  router.get('/api/hooks/sample', async (request, response) => {
    const { event = 'alert.created' } = request.query;
    response.json(await desk.samples(workspaceOf(response), typeof event === 'string' ? event : ''));
  });
  router.delete('/api/hooks/:id', async (request, response) => {
    await desk.remove(workspaceOf(response), request.params.id);
    response.status(204).end();
  });
  router.post('/api/hooks/:id/replay', async (request: Request<{ id: string }>, response) => {
    const since = sinceIn(request.query['since'], now());
    const again = await desk.replay(workspaceOf(response), request.params.id, since);
    if (again === undefined) response.status(404).json({ error: 'there is no subscription of this id' });
    else response.status(202).json({ again });
  });
  router.use('/api/hooks', refusals);
  return router;
}

function subscribe(desk: HookDesk): RequestHandler {
  return async (request, response) => {
    const { url, ...asked } = wishIn(request.body);
    if (url === undefined)
      throw Failure.permanent('say where to send: {"targetUrl": "https://...", "event": "lead.hot"}');
    const { id, secret, events } = await desk.subscribe(workspaceOf(response), { ...asked, url });
    response.status(201).json({ id, secret, targetUrl: url, events });
  };
}

function wishIn(body: unknown): z.infer<typeof wish> {
  let given: unknown;
  try {
    given = JSON.parse(typeof body === 'string' ? body : '');
  } catch {
    throw Failure.permanent('the body is not JSON: send {"targetUrl": "https://...", "event": "lead.hot"}');
  }
  const read = wish.safeParse(given);
  if (read.success) return read.data;
  const where = read.error.issues.map(({ path, message }) => `${path.join('.') || 'the body'}: ${message}`);
  throw Failure.permanent(where.join('; '));
}

/** A day back when nothing is said. */
function sinceIn(asked: unknown, now: number): number {
  if (asked === undefined) return now - DAY_MS;
  const at = typeof asked === 'string' ? Date.parse(asked) : Number.NaN;
  if (Number.isNaN(at)) throw Failure.permanent('since: an ISO date and time such as 2026-11-22T09:00:00Z');
  return at;
}

function workspaceOf(response: Response): string {
  return response.locals['workspace'] as string;
}

function asJson({ url, createdAt, failingSince, disabledAt, ...hook }: ShownHook) {
  const iso = (at: number | undefined) => (at === undefined ? null : new Date(at).toISOString());
  const because = hook.disabledBecause ?? null;
  return {
    id: hook.id,
    targetUrl: url,
    events: hook.events,
    createdAt: iso(createdAt),
    failingSince: iso(failingSince),
    disabledAt: iso(disabledAt),
    disabledBecause: because,
  };
}

/** What the asker has to mend; everything else is for whoever runs this. */
const refusals: ErrorRequestHandler = (error, _request, response, next) => {
  if (error instanceof Failure) response.status(error.kind === 'permanent' ? 400 : 503).json({ error: error.message });
  else next(error);
};
