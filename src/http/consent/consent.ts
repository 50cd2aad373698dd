import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import type { Crm } from '../../crm/crm.ts';
import type { NotSaved } from '../../crm/grants.ts';
import { isFrom, newBrowser } from './browserCookie.ts';
import { type ConsentPage, type ConsentPages, showPage } from './consentPages.ts';

export type ConsentOptions = {
  /** As browsers reach us; https, or localhost. */
  publicUrl: string;
  /** The workspace that a link is for; undefined when it is over or not ours. */
  workspaceOfLink: (to: string) => string | undefined;
  /** Signs what comes back from the CRM, which everybody can read. */
  state: {
    sign: (payload: object, expiresAt: number) => string;
    read: (token: string, now: number) => unknown;
  };
  now: () => number;
  /** Whether the workspace has an account that works and was connected since then. */
  connectedSince: (workspace: string, since: number) => Promise<boolean>;
  tell: (step: string, text: string) => void;
};

/** What is one CRM's own. `Kept` goes through the browser within the state. */
export type Consenting<Kept extends object, Grant> = {
  crm: Crm['kind'];
  vendor: 'HubSpot' | 'Salesforce';
  account: 'account' | 'org';
  /** For messages: "a connection". */
  attempt: string;
  /** What else to do where the CRM would not come back to us. */
  otherwise: string;
  /** Where the CRM comes back to, and from where on the browser shows its cookie. */
  callback: string;
  cookiePath: string;
  pages: ConsentPages;
  /** The page for a consent that was not given. */
  pageOf: (error: string | undefined) => ConsentPage;
  keptShape: z.ZodType<Kept>;
  /** The CRM's page on which somebody allows the app, and what is kept until then. */
  begin: (on: { browser: string; redirectUri: string }) => { kept: Kept; urlFor: (state: string) => string };
  exchange: (
    given: { browser: string; redirectUri: string; code: string },
    kept: Kept,
  ) => Promise<{ id: string; grant: Grant }>;
  /** What was not granted, and has to be. */
  missingFrom: (grant: Grant) => string[];
  save: (connected: { workspace: string; id: string; grant: Grant }) => Promise<NotSaved | undefined>;
  /** An account was connected, or connected again: work on it may begin. */
  onConnected: (connected: { workspace: string; id: string }) => void;
};

/** The two addresses of a connection, both GET: `/<crm>/install?to=<link>`, and the one that the CRM comes back to. */
export type Consent = {
  install(request: IncomingMessage, response: ServerResponse): Promise<void>;
  callback(request: IncomingMessage, response: ServerResponse): Promise<void>;
};

const STATE_LIVES_MS = 3_600_000;
const stateShape = z.object({ workspace: z.string().min(1), browser: z.string().min(1), startedAt: z.number() });
type State = z.infer<typeof stateShape>;

/**
 * Connects accounts to workspaces. Throws a sentence for people when browsers would not bring the CRM's answer back to `publicUrl`.
 */
export function consent<Kept extends object, Grant>(
  options: ConsentOptions,
  consenting: Consenting<Kept, Grant>,
): Consent {
  const { publicUrl, now } = options;
  const { pages, callback, cookiePath } = consenting;
  refuseUnsafe(publicUrl, consenting);
  const cookieName = `hot-lead-${consenting.crm}`;
  const redirectUri = `${publicUrl}${callback}`;
  const queryOf = (request: IncomingMessage) => new URL(request.url ?? '/', publicUrl).searchParams;
  return {
    async install(request, response) {
      const workspace = options.workspaceOfLink(queryOf(request).get('to') ?? '');
      if (workspace === undefined) return showPage(response, pages.badLink);
      const at = { publicUrl, name: cookieName, path: cookiePath, livesMs: STATE_LIVES_MS };
      const { browser, cookie } = newBrowser(at);
      const { kept, urlFor } = consenting.begin({ browser, redirectUri });
      const payload = { ...kept, workspace, browser, startedAt: now() };
      response.writeHead(302, {
        Location: urlFor(options.state.sign(payload, now() + STATE_LIVES_MS)),
        'Set-Cookie': cookie,
        'Cache-Control': 'no-store',
        'Referrer-Policy': 'no-referrer',
      });
      response.end();
    },
    async callback(request, response) {
      const query = queryOf(request);
      const given = query.get('state') ?? '';
      if (given === '') return showPage(response, pages.noState);
      const payload = options.state.read(given, now());
      const state = stateShape.safeParse(payload).data;
      const kept = consenting.keptShape.safeParse(payload).data;
      if (state === undefined || kept === undefined || !isFrom(state.browser, cookieName, request.headers.cookie))
        return showPage(response, pages.strayed);
      const code = query.get('code') ?? '';
      if (code === '') return showPage(response, consenting.pageOf(query.get('error') ?? undefined));
      const exchange = () => consenting.exchange({ browser: state.browser, redirectUri, code }, kept);
      await connect(options, consenting, { state, exchange }, response);
    },
  };
}

// HubSpot's redirect addresses are https, or http on localhost: its dossier 1.4. Salesforce's are, too.
function refuseUnsafe(
  publicUrl: string,
  { crm, vendor, otherwise }: Pick<Consenting<object, unknown>, 'crm' | 'vendor' | 'otherwise'>,
): void {
  const { protocol, hostname } = new URL(publicUrl);
  if (protocol === 'https:' || hostname === 'localhost') return;
  throw new Error(
    `${crm}: PUBLIC_URL is ${publicUrl}, and ${vendor} comes back by https only, or to http://localhost: give PUBLIC_URL an https:// address, or ${otherwise}`,
  );
}

async function connect<Grant>(
  { connectedSince, tell }: ConsentOptions,
  {
    crm,
    account,
    attempt,
    pages,
    missingFrom,
    save,
    onConnected,
  }: Pick<Consenting<object, Grant>, 'crm' | 'account' | 'attempt' | 'pages' | 'missingFrom' | 'save' | 'onConnected'>,
  {
    state: { workspace, startedAt },
    exchange,
  }: { state: State; exchange: () => Promise<{ id: string; grant: Grant }> },
  response: ServerResponse,
): Promise<void> {
  const refuse = (why: string) =>
    tell('refused', `${crm}: ${attempt} for workspace ${workspace} came to nothing: ${why}`);
  try {
    const { id, grant } = await exchange();
    const missing = missingFrom(grant);
    if (missing.length > 0) {
      refuse(`${account} ${id} did not grant ${missing.join(', ')}`);
      return showPage(response, pages.scopes, missing);
    }
    // Nothing is taken back in the CRM when it is refused: the grant may be the one that another workspace uses.
    const refused = await save({ workspace, id, grant });
    if (refused !== undefined) {
      refuse(`${account} ${id}: ${refused.kind}`);
      return showPage(response, pages[refused.kind], refused.kind === 'taken' ? [] : [refused.account]);
    }
    tell('installed', `${crm}: ${account} ${id} is connected to workspace ${workspace}`);
    onConnected({ workspace, id });
    showPage(response, pages.connected);
  } catch (error) {
    // A page that is loaded again sends its code again, which was good once.
    if (await connectedSince(workspace, startedAt).catch(() => false)) return showPage(response, pages.connected);
    refuse((error as Error).message);
    if (!response.headersSent) showPage(response, pages.failed);
  }
}
