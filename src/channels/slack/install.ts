import type { IncomingMessage, ServerResponse } from 'node:http';
import { InstallProvider, type CallbackOptions, type Installation, type InstallURLOptions } from '@slack/oauth';
import { silentLogger, slackClientOptions, type ClientOptions } from './client.ts';
import type { Installations } from './installations.ts';
import { showPage } from './installPages.ts';
import { OPTIONAL_SCOPES, SCOPES } from './scopes.ts';

export type InstallOptions = ClientOptions & {
  clientId: string;
  clientSecret: string;
  /** As browsers reach us; https, or localhost. */
  publicUrl: string;
  installations: Installations;
  /** The workspace that a link is for; undefined when it is over or not ours. */
  workspaceOfLink: (to: string) => string | undefined;
  /** Signs what comes back from Slack. */
  state: {
    sign: (payload: object, expiresAt: number) => string;
    read: (token: string, now: number) => unknown;
  };
  now: () => number;
  tell: (step: string, text: string) => void;
};

/** The two addresses of an installation by OAuth: `/slack/install?to=<link>` and `/slack/oauth_redirect`, both GET. */
export type SlackInstall = {
  install: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  redirect: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  /** The bot token of a team whose tokens rotate: another one, where the kept one is about to end. */
  refresh: (team: string) => Promise<string | undefined>;
};

const STATE_LIVES_MS = 600_000;
const SLACK = 'https://slack.com/api/';

/**
 * Installs the app where a person with one of our links allows it. Throws a sentence for people when browsers would not bring
 * Slack's answer back to `publicUrl`.
 */
export function slackInstall(options: InstallOptions): SlackInstall {
  refuseUnsafe(options.publicUrl);
  const provider = providerOf(options, (installation) => keep(installation, options));
  const refreshing = providerOf(options, (installation) => renew(installation, options));
  const redirectUri = `${options.publicUrl}/slack/oauth_redirect`;
  return {
    async install(request, response) {
      const to = new URL(request.url ?? '/', options.publicUrl).searchParams.get('to') ?? '';
      const workspace = options.workspaceOfLink(to);
      if (workspace === undefined) return showPage(response, 'badLink');
      const scopes = [...SCOPES, ...OPTIONAL_SCOPES];
      await provider.handleInstallPath(request, response, {}, { scopes, redirectUri, metadata: workspace });
    },
    redirect: (request, response) => provider.handleCallback(request, response, afterwards(options)),
    async refresh(team) {
      const source = { teamId: team, enterpriseId: undefined, isEnterpriseInstall: false };
      return (await refreshing.authorize(source)).botToken;
    },
  };
}

function refuseUnsafe(publicUrl: string): void {
  const { protocol, hostname } = new URL(publicUrl);
  if (protocol === 'https:' || hostname === 'localhost' || hostname === '127.0.0.1') return;
  throw new Error(
    `slack: PUBLIC_URL is ${publicUrl}, and browsers keep the cookie of an installation only by https or on localhost: give PUBLIC_URL an https:// address, or use SLACK_BOT_TOKEN`,
  );
}

type Given = Installation<'v1' | 'v2', boolean>;

function providerOf(options: InstallOptions, storeInstallation: (given: Given) => Promise<void>): InstallProvider {
  const { clientId, clientSecret, state, now, apiUrl = SLACK } = options;
  return new InstallProvider({
    clientId,
    clientSecret,
    // Without them the library calls Slack's own address by its own manners.
    clientOptions: slackClientOptions(options),
    authorizationUrl: new URL('/oauth/v2/authorize', apiUrl).href,
    directInstall: true,
    logger: silentLogger,
    installationStore: {
      storeInstallation,
      async fetchInstallation({ teamId }) {
        const found = teamId === undefined ? undefined : await options.installations.ofTeam(teamId);
        if (found === undefined) throw new Refused('failed', 'this team has not installed the app');
        return JSON.parse(found.content) as Installation<'v2', boolean>;
      },
    },
    stateStore: {
      generateStateParam: async (install) => state.sign(install, now() + STATE_LIVES_MS),
      async verifyStateParam(_now, token) {
        const install = state.read(token, now());
        if (install === undefined) throw new Refused('strayed', 'the state is over or not ours');
        return install as InstallURLOptions;
      },
    },
  });
}

/** Ends an installation with a page of ours. */
class Refused extends Error {
  readonly page: 'taken' | 'organisation' | 'strayed' | 'failed';
  readonly code = 'refused';

  constructor(page: Refused['page'], message: string) {
    super(message);
    this.page = page;
  }
}

/** Keeps what Slack gave. Nothing is taken back in Slack when it is refused: the token may be the one another workspace uses. */
async function keep(given: Given, { installations }: InstallOptions): Promise<void> {
  const { team, metadata: workspace, bot } = given;
  if (team === undefined || given.isEnterpriseInstall)
    throw new Refused('organisation', 'a whole organisation was chosen');
  if (workspace === undefined || bot === undefined) throw new Refused('failed', 'Slack gave no bot token');
  const content = JSON.stringify(given);
  const kept = await installations.save({ workspace, team: team.id, name: team.name ?? team.id, content });
  if (kept === 'taken') throw new Refused('taken', `another workspace has Slack's ${team.id}`);
}

/** Refresh tokens are good once: what came of one is kept before anything else is done by it. */
async function renew(given: Given, { installations }: InstallOptions): Promise<void> {
  const { team, metadata: workspace } = given;
  if (team !== undefined && workspace !== undefined)
    await installations.renew({ workspace, team: team.id, content: JSON.stringify(given) });
}

function afterwards({ tell }: InstallOptions): CallbackOptions {
  return {
    success({ team, metadata }, _options, _request, response) {
      tell('installed', `slack: ${team?.id ?? 'a team'} installed the app for workspace ${metadata ?? ''}`);
      showPage(response, 'installed');
    },
    failure(error, _options, _request, response) {
      const page = pageOf(error);
      if (page !== 'cancelled') tell('refused', `slack: an installation came to nothing: ${error.message}`);
      showPage(response, page);
    },
  };
}

function pageOf(error: Error & { code?: string }) {
  if (error instanceof Refused) return error.page;
  // The library's words for a person who cancelled, and for an answer that belongs to no cookie.
  if (error.code === 'slack_oauth_installer_authorization_error') return 'cancelled';
  return /^slack_oauth_(missing|invalid)_(state|code)$/.test(error.code ?? '') ? 'strayed' : 'failed';
}
