import express, { type RequestHandler } from 'express';
import type { Change, Crm, WebhookIntake } from '../crm/crm.ts';

/** Keeps changes of one vendor account; undefined when no workspace has it. */
export type Receive = (kind: Crm['kind'], account: string, changes: Change[]) => Promise<number | undefined>;

type Options = {
  receive: Receive;
  now(): number;
  tell(step: string, text: string, details?: Record<string, unknown>): void;
};

const MOST_BYTES = '2mb';

/**
 * A vendor's webhook address: the exact bytes are checked, what they say is kept in rows, and only then is the delivery
 * acknowledged. Sent twice is kept once. What cannot be used is counted in the answer; the rest is kept.
 */
export function webhookRoute(kind: Crm['kind'], intake: WebhookIntake, options: Options): RequestHandler[] {
  const handle: RequestHandler = async (request, response) => {
    const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
    const taken = intake({ method: request.method, url: request.originalUrl, headers, body }, options.now());
    if (taken.kind === 'refused') {
      options.tell('refused', `webhook: ${taken.reason}`, { kind });
      response.status(taken.status).json({ error: taken.reason });
      return;
    }
    const ignored = { ...taken.ignored };
    let kept = 0;
    for (const { account, changes } of taken.batches) {
      const added = await options.receive(kind, account, changes);
      if (added !== undefined) kept += added;
      else ignored[`unknown account ${account}`] = changes.length;
    }
    if (Object.keys(ignored).length > 0) options.tell('ignored', `webhook: ${JSON.stringify(ignored)}`, { kind });
    response.status(200).json({ kept, ignored });
  };
  return [express.raw({ type: () => true, limit: MOST_BYTES }), handle];
}
