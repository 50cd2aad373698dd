import { startServer, type Handler, type SandboxServer } from '../server.ts';
import { answerCall, fieldsOf, orRefusal, parsed, tokenOf } from './call.ts';
import { goOn, type SlackState, stateOf } from './keeping.ts';
import { Refusal } from './method.ts';
import { decided, oauthRoutes, type OauthApp } from './oauth.ts';
import { outages, type Outage } from './outages.ts';
import { APP_ID } from './payloads.ts';
import { sending } from './sending.ts';
import { socketMode } from './socket.ts';
import { METHODS, type SlackTeam } from './team.ts';
import { openTeams } from './teams.ts';
import { tokenBook } from './tokens.ts';

const SCOPES =
  'chat:write chat:write.public commands im:write users:read users:read.email users.profile:read dnd:read ' +
  'channels:read channels:join groups:read team:read';

export type { SlackState };

type Options = {
  port?: number;
  /** Epoch milliseconds. */
  now?: () => number;
  token?: string;
  team?: { id: string; name: string };
  signingSecret?: string;
  /** Of the bot token; the product's own list when left out. */
  scopes?: string[];
  /** False switches rate limits off, for benchmarks. */
  limited?: boolean;
  /** For OAuth installations. */
  oauth?: Partial<OauthApp>;
  /** For socket mode. */
  appToken?: string;
  /** Tokens of installations expire, and are refreshed. */
  rotating?: boolean;
  /** What the first workspace remembers of an earlier run. */
  restored?: SlackState;
};

/** Slack on loopback: one workspace where the app is installed, and as many more as are added. */
export type SlackSandbox = AsyncDisposable &
  SlackTeam & {
    readonly url: string;
    /** What `slackApiUrl` of a client must be. */
    readonly apiUrl: string;
    readonly signingSecret: string;
    readonly appToken: string;
    readonly oauth: OauthApp & { authorizationUrl: string };
    /** Calls, bad days (`POST /api/chat.postMessage`), unknown calls. */
    readonly server: SandboxServer;
    /** Another workspace, where the app is not installed yet. */
    addTeam(team: { id: string; name: string }): SlackTeam;
    /** A person allows the app in a team on the page at this address, or cancels (no team): where their browser goes next. */
    decide(authorizePage: string, team?: string): Promise<string>;
    /** Socket mode's connections: how many are open, and asking the app to open others. */
    readonly sockets: { connections(): Promise<number>; refresh(): Promise<void> };
    /** What `restored` takes. */
    snapshot(): SlackState;
    /** All calls fail until the function that comes back is called. */
    outage(outage: Outage): () => void;
    /** Throws when a call went to a path Slack does not have. Safe twice. */
    close(): Promise<void>;
  };

/** Starts it on 127.0.0.1; with neither port nor clock it takes a free one and the real one. */
export async function startSlack(options: Options = {}): Promise<SlackSandbox> {
  const { now = Date.now, signingSecret = 'sandbox-signing-secret', appToken = 'xapp-1-sandbox' } = options;
  const notFound = () => ({ status: 200, body: { ok: false, error: 'unknown_method' } });
  const server = await startServer({ port: options.port ?? 0, now, notFound });
  let issued = 0;
  const issue = () => ++issued;
  const sockets = socketMode(issue, APP_ID);
  const send = sending(now, signingSecret, sockets.deliver);
  const { limited = true, rotating = false } = options;
  const teams = openTeams({ url: server.url, tokens: tokenBook(now), send, now, issue, limited, rotating });
  const first = teams.add(options.team ?? { id: 'T0000001', name: 'Sandbox' });
  const own = teams.get(first.team.id);
  if (own === undefined) throw new Error('the first team is not there');
  own.install(options.token ?? 'xoxb-sandbox', options.scopes ?? SCOPES.split(' '));
  if (options.restored !== undefined) goOn(own.workspace, options.restored);
  issued = Math.max(issued, options.restored?.issued ?? 0);

  const bad = outages();
  const post = (path: string, handler: Handler) =>
    server.route('POST', path, async (request) => (await bad.answer()) ?? handler(request));
  for (const name of METHODS) post(`/api/${name}`, (request) => answerCall(request, name, teams.callerOf));
  post('/api/apps.connections.open', async (request) => {
    const url = await sockets.connectionUrl();
    return orRefusal(() => {
      if (tokenOf(request, fieldsOf(request)) !== appToken) throw new Refusal('invalid_auth');
      return { status: 200, body: { ok: true, url } };
    });
  });
  post('/response/:team/:id', ({ params, rawBody }) => {
    const content = parsed(rawBody.toString('utf8'));
    return teams.get(params['team'] ?? '')?.app.respond(params['id'] ?? '', content) ?? { status: 404 };
  });
  const oauth = { clientId: '1.1', clientSecret: 'sandbox-client-secret', redirectUrls: [], ...options.oauth };
  oauthRoutes({ get: (path, handler) => server.route('GET', path, handler), post }, oauth, {
    now,
    issue,
    teams: teams.consents,
  });

  async function close(): Promise<void> {
    bad.end();
    await sockets.close();
    await server.close();
  }

  return Object.assign(first, {
    url: server.url,
    apiUrl: `${server.url}/api/`,
    signingSecret,
    appToken,
    oauth: { ...oauth, authorizationUrl: `${server.url}/oauth/v2/authorize` },
    server,
    addTeam: (team: { id: string; name: string }) => teams.add(team),
    decide: (page: string, team?: string) => decided(page, team, server.url),
    sockets,
    snapshot: () => stateOf(own.workspace, issued),
    outage(outage: Outage) {
      bad.begin(outage);
      return () => bad.end();
    },
    close,
    [Symbol.asyncDispose]: close,
  });
}
