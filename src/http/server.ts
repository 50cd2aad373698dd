import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { type Router } from 'express';
import type { WebhookIntake } from '../crm/crm.ts';
import { hotLeadsPage, type HotLeadRow } from './hotLeadsPage.ts';
import { type Receive, webhookRoute } from './webhooks.ts';

export type HttpOptions = {
  port: number;
  /** The address to listen on; every one when left out. */
  host?: string;
  /** Undefined while no CRM sends webhooks here. */
  hubspot: WebhookIntake | undefined;
  receive: Receive;
  /**
   * What does not work, and what somebody should see to while all works, which is no reason to be unwell; in sentences without
   * personal data. Throws when not even that can be found out.
   */
  health(): Promise<{ troubles: string[]; warnings: string[] }>;
  /** The hot leads a front page shows to everybody: only where they are made up. */
  demoPage?: () => Promise<HotLeadRow[]>;
  /** What else answers here: parts that read bodies by themselves, the first that matches. */
  routers?: Router[];
  now: () => number;
  tell: (step: string, text: string, details?: Record<string, unknown>) => void;
};

export type HttpServer = { url: string; close(): Promise<void> };

/** Starts listening; throws a sentence for people when the port cannot be had. Port 0 takes a free one. */
export async function openHttp(options: HttpOptions): Promise<HttpServer> {
  const app = express();
  app.disable('x-powered-by');
  // Before anything that reads bodies: signatures are over the exact bytes.
  for (const router of options.routers ?? []) app.use(router);
  app.get('/healthz', async (_request, response) => {
    const { troubles, warnings } = await options.health();
    const ok = troubles.length === 0;
    response.status(ok ? 200 : 503).json({ ok, troubles, ...(warnings.length > 0 && { warnings }) });
  });
  app.get('/', async (_request, response) => {
    const rows = await options.demoPage?.();
    if (rows === undefined) response.type('text').send('Hot Lead Signal is running.\n');
    else response.type('html').send(hotLeadsPage(rows, options.now()));
  });
  if (options.hubspot !== undefined)
    app.post('/webhooks/hubspot', ...webhookRoute('hubspot', options.hubspot, options));
  app.use((request, response) => {
    response.status(404).json({ error: `nothing answers ${request.method} ${request.path} here` });
  });
  app.use((error: Error, _request: express.Request, response: express.Response, _next: express.NextFunction) => {
    // A status on the error is the body parser's: too large, cut off.
    const status = 'status' in error && typeof error.status === 'number' ? error.status : 500;
    options.tell('failed', `http: ${error.message}`, { status });
    response.status(status).json({ error: status < 500 ? error.message : 'something failed here; the log says what' });
  });
  return listen(createServer(app), options.port, options.host);
}

async function listen(server: ReturnType<typeof createServer>, port: number, host?: string): Promise<HttpServer> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const taken = error.code === 'EADDRINUSE';
      reject(
        taken
          ? new Error(`port ${port} is in use: stop what uses it, or set PORT to a free one`, { cause: error })
          : error,
      );
    });
    server.listen({ port, ...(host !== undefined && { host }) }, resolve);
  });
  const { port: actual } = server.address() as AddressInfo;
  return {
    url: `http://localhost:${actual}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
