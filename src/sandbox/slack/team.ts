import { callbacks } from './callbacks.ts';
import { chatMethods } from './chat.ts';
import { conversationMethods } from './conversations.ts';
import { eventCallback, type EventOptions, type SlackEvent } from './events.ts';
import { hands } from './hands.ts';
import type { Method } from './method.ts';
import type { Click, Shortcut, SlashCommand, Submission, ViewClick } from './payloads.ts';
import { peopleMethods } from './people.ts';
import type { Answer, Forged, Send, Target } from './sending.ts';
import type { TokenBook } from './tokens.ts';
import { viewMethods } from './views.ts';
import type { NewChannel, NewUser, SlackChannel, SlackMessage, SlackUser, SlackView, Workspace } from './workspace.ts';

/** One Slack workspace, and the hands and eyes a test or a demo needs in it. A `target` is an app's address, or `socket`. */
export type SlackTeam = {
  readonly team: { id: string; name: string };
  /** The bot token of now; '' while the app is not installed. */
  readonly token: string;
  addUser(user: NewUser): SlackUser;
  /** The person as they are now; set fields on it to change presence, status, dnd or `deleted`. */
  user(id: string): SlackUser | undefined;
  /** A public channel that our bot has not joined, unless told otherwise. */
  addChannel(name: string, options?: NewChannel): SlackChannel;
  /** Everything ever posted and not deleted, oldest first; of one channel when named (a person's id names their DM). */
  messages(channel?: string): readonly SlackMessage[];
  views(): readonly SlackView[];
  /** A person clicks an element of a message: a signed `block_actions` to the app. Throws when the message has no such element. */
  interact(target: Target, click: Click | ViewClick, forged?: Forged): Promise<Answer>;
  /** A person submits a modal: a signed `view_submission`. The modal closes, unless the app answers something else. */
  submit(target: Target, submission: Submission, forged?: Forged): Promise<Answer>;
  /** A person types a slash command. */
  command(target: Target, command: SlashCommand, forged?: Forged): Promise<Answer>;
  /** A person picks a shortcut: a global one, or of a message. */
  shortcut(target: Target, shortcut: Shortcut, forged?: Forged): Promise<Answer>;
  /** A signed `event_callback`, of any event. */
  sendEvent(target: Target, event: SlackEvent, options?: EventOptions, forged?: Forged): Promise<Answer>;
  /** A person opens the app's home: `app_home_opened`. */
  openHome(target: Target, user: string): Promise<Answer>;
  /** A person sets their status, or clears it: `user_status_changed`. */
  setStatus(target: Target, user: string, status: SlackUser['status']): Promise<Answer>;
  /** A person's pause of notifications begins or ends: `dnd_updated_user`. */
  setDnd(target: Target, user: string, dnd: SlackUser['dnd']): Promise<Answer>;
  /** An admin removes the app: its tokens end, then `tokens_revoked` and `app_uninstalled` go out, when a target is given. */
  uninstall(target?: Target): Promise<void>;
};

const FIXED = { ...peopleMethods, ...chatMethods, ...conversationMethods };
/** The names of all that a team's app may call. */
export const METHODS = Object.keys(FIXED).concat(
  ['open', 'push', 'publish', 'update'].map((name) => `views.${name}`),
  'auth.revoke',
);

/** What the team's hands and eyes need of the whole sandbox. */
export type Ground = {
  url: string;
  tokens: TokenBook;
  send: Send;
};

/** A team with its methods of the Web API, and how the app is installed there. */
export function openTeam(workspace: Workspace, ground: Ground) {
  const app = callbacks(workspace, ground.url);
  let token = '';
  const methods: Record<string, Method> = {
    ...FIXED,
    ...viewMethods(app.takeTrigger),
    'auth.revoke': { tier: 3, run: (args, _workspace, own) => revoke(args['test'] === 'true', own) },
  };

  function revoke(test: boolean, own: string): Record<string, unknown> {
    if (!test) ground.tokens.revoke(own);
    return { revoked: !test };
  }

  /** The app is there from now on, with this bot token. */
  function install(given: string, scopes: string[], until?: number): void {
    token = given;
    workspace.postsAnywhere = scopes.includes('chat:write.public');
    ground.tokens.add(given, workspace.team.id, scopes, until);
  }

  const team: SlackTeam = {
    team: workspace.team,
    get token() {
      return token;
    },
    ...eyes(workspace),
    ...hands(workspace, app, ground.send),
    async uninstall(target) {
      const old = token;
      token = '';
      ground.tokens.end(workspace.team.id);
      if (target === undefined || old === '') return;
      const ended = [
        { type: 'tokens_revoked', tokens: { oauth: [], bot: [workspace.bot.id] } },
        { type: 'app_uninstalled' },
      ];
      for (const event of ended) {
        await ground.send(target, { type: 'events_api', payload: eventCallback(event, workspace) });
      }
    },
  };
  return { team, workspace, methods, app, install };
}

function eyes(workspace: Workspace) {
  const { users, channels, views } = workspace;
  function messages(channel?: string): readonly SlackMessage[] {
    if (channel === undefined) return workspace.messages;
    return workspace.messages.filter((m) => m.channel === channel || channels.get(m.channel)?.user === channel);
  }
  return { messages, user: (id: string) => users.get(id), views: () => [...views.values()] };
}
