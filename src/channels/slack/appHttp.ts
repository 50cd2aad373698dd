import bolt from '@slack/bolt';
import { Router, type RequestHandler } from 'express';
import type { DeskOptions } from './appDesk.ts';
import { silentLogger } from './client.ts';

const AHEAD_MS = 5 * 60_000;
/** Anybody can post to a public address: a log that fills is a worse trouble than a signature that is wrong. */
const TOLD_EVERY_MS = 60_000;

/**
 * Presses that Slack signs and posts to `/events` under the router, which must come before anything that reads bodies. Refused
 * are signatures of another secret, and requests from more than five minutes ago or ahead.
 */
export function overHttp(signingSecret: string, { now, tell }: Pick<DeskOptions, 'now' | 'tell'>) {
  const receiver = new bolt.ExpressReceiver({
    signingSecret,
    endpoints: '/events',
    logger: silentLogger,
    // Whatever Slack invents next is taken, and changes nothing.
    unhandledRequestHandler: ({ response }) => void response.writeHead(200).end(),
    unhandledRequestTimeoutMillis: 2_500,
  });
  const router = Router();
  router.use(refusedAreTold(now, tell), notFromTheFuture(now), receiver.router);
  return { receiver, router };
}

/** Bolt refuses what is old only: a captured request with a time far ahead would stay good for as long. */
function notFromTheFuture(now: () => number): RequestHandler {
  return (request, response, next) => {
    const at = Number(request.get('x-slack-request-timestamp') ?? 0) * 1000;
    if (at <= now() + AHEAD_MS) return next();
    response.status(401).end();
  };
}

function refusedAreTold(now: () => number, tell: DeskOptions['tell']): RequestHandler {
  let toldAt = -Infinity;
  return (_request, response, next) => {
    response.once('finish', () => {
      if (response.statusCode !== 401 || now() - toldAt < TOLD_EVERY_MS) return;
      toldAt = now();
      tell(
        'refused',
        'slack: a request was not signed as Slack does: if buttons do not work, correct SLACK_SIGNING_SECRET',
      );
    });
    next();
  };
}
