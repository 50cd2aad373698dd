import { startServer, type SandboxServer } from '../server.ts';
import { answerCall, parsed } from './call.ts';
import { callbacks, type Answer, type Forged } from './callbacks.ts';
import { chatMethods } from './chat.ts';
import { conversationMethods } from './conversations.ts';
import { limiter } from './limits.ts';
import {
  clickPayload,
  commandFields,
  submissionPayload,
  type Click,
  type SlashCommand,
  type Submission,
} from './payloads.ts';
import { peopleMethods } from './people.ts';
import { viewMethods } from './views.ts';
import {
  newWorkspace,
  type NewChannel,
  type NewUser,
  type SlackChannel,
  type SlackMessage,
  type SlackUser,
  type SlackView,
  type Workspace,
} from './workspace.ts';

const SCOPES =
  'chat:write chat:write.public commands im:write users:read users:read.email users.profile:read dnd:read ' +
  'channels:read channels:join groups:read team:read';

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
};

/** One Slack workspace on loopback, and the hands and eyes a test or a demo needs in it. */
export type SlackSandbox = AsyncDisposable & {
  readonly url: string;
  /** What `slackApiUrl` of a client must be. */
  readonly apiUrl: string;
  readonly token: string;
  readonly signingSecret: string;
  readonly team: { id: string; name: string };
  /** Calls, bad days (`POST /api/chat.postMessage`), unknown calls. */
  readonly server: SandboxServer;
  addUser(user: NewUser): SlackUser;
  /** The person as they are now; set fields on it to change presence, status, dnd or `deleted`. */
  user(id: string): SlackUser | undefined;
  /** A public channel that our bot has not joined, unless told otherwise. */
  addChannel(name: string, options?: NewChannel): SlackChannel;
  /** Everything ever posted and not deleted, oldest first; of one channel when named (a person's id names their DM). */
  messages(channel?: string): readonly SlackMessage[];
  views(): readonly SlackView[];
  /** A person clicks an element of a message: a signed `block_actions` to the app. Throws when the message has no such element. */
  interact(targetUrl: string, click: Click, forged?: Forged): Promise<Answer>;
  /** A person submits a modal: a signed `view_submission`. */
  submit(targetUrl: string, submission: Submission, forged?: Forged): Promise<Answer>;
  /** A person types a slash command. */
  command(targetUrl: string, command: SlashCommand, forged?: Forged): Promise<Answer>;
  /** Throws when a call went to a path Slack does not have. Safe twice. */
  close(): Promise<void>;
};

/** Starts it on 127.0.0.1; with neither port nor clock it takes a free one and the real one. */
export async function startSlack(options: Options = {}): Promise<SlackSandbox> {
  const { now = Date.now, token = 'xoxb-sandbox', signingSecret = 'sandbox-signing-secret' } = options;
  const scopes = new Set(options.scopes ?? SCOPES.split(' '));
  const team = { domain: 'sandbox', ...(options.team ?? { id: 'T0000001', name: 'Sandbox' }) };
  const workspace = newWorkspace(team, now, scopes.has('chat:write.public'));
  const notFound = () => ({ status: 200, body: { ok: false, error: 'unknown_method' } });
  const server = await startServer({ port: options.port ?? 0, now, notFound });
  const app = callbacks(workspace, signingSecret, server.url);

  const gate = { token, scopes, limits: options.limited === false ? undefined : limiter(now) };
  const methods = { ...peopleMethods, ...chatMethods, ...conversationMethods, ...viewMethods(app.takeTrigger) };
  for (const [name, method] of Object.entries(methods)) {
    server.route('POST', `/api/${name}`, (request) => answerCall(request, name, method, workspace, gate));
  }
  server.route('POST', '/response/:id', ({ params, rawBody }) =>
    app.respond(params['id'] ?? '', parsed(rawBody.toString('utf8'))),
  );

  return {
    url: server.url,
    apiUrl: `${server.url}/api/`,
    token,
    signingSecret,
    team,
    server,
    ...eyes(workspace),
    ...hands(workspace, app),
    close: () => server.close(),
    [Symbol.asyncDispose]: () => server.close(),
  };
}

function eyes(workspace: Workspace) {
  const { users, channels, views } = workspace;
  function messages(channel?: string): readonly SlackMessage[] {
    if (channel === undefined) return workspace.messages;
    return workspace.messages.filter((m) => m.channel === channel || channels.get(m.channel)?.user === channel);
  }
  return { messages, user: (id: string) => users.get(id), views: () => [...views.values()] };
}

function hands(workspace: Workspace, app: ReturnType<typeof callbacks>) {
  function sendPayload(
    targetUrl: string,
    user: string,
    payload: Record<string, unknown>,
    forged?: Forged,
  ): Promise<Answer> {
    const whole = { ...payload, trigger_id: app.newTrigger(user) };
    return app.send(targetUrl, { payload: JSON.stringify(whole) }, forged);
  }
  return {
    addUser: workspace.addUser,
    addChannel: workspace.addChannel,
    async interact(targetUrl: string, click: Click, forged?: Forged): Promise<Answer> {
      const payload = clickPayload(click, workspace, (message) =>
        app.newResponseUrl(click.channel, click.user, message),
      );
      return sendPayload(targetUrl, click.user, payload, forged);
    },
    async submit(targetUrl: string, submission: Submission, forged?: Forged): Promise<Answer> {
      return sendPayload(targetUrl, submission.user, submissionPayload(submission, workspace), forged);
    },
    async command(targetUrl: string, given: SlashCommand, forged?: Forged): Promise<Answer> {
      const response_url = app.newResponseUrl(given.channel, given.user);
      const fields = { ...commandFields(given, workspace), response_url, trigger_id: app.newTrigger(given.user) };
      return app.send(targetUrl, fields, forged);
    },
  };
}
