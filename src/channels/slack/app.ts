import bolt from '@slack/bolt';
import type { Router } from 'express';
import { pressesOf } from './appActions.ts';
import { commandsOf } from './appCommands.ts';
import type { DeskOptions } from './appDesk.ts';
import { eventsOf } from './appEvents.ts';
import { homesOf } from './appHome.ts';
import { overHttp } from './appHttp.ts';
import { shortcutsOf } from './appShortcuts.ts';
import { overSocket } from './appSocket.ts';
import { troubleInWords } from './appTrouble.ts';
import { submissionsOf } from './appViews.ts';
import { receptionOf, type Arrived } from './appVisit.ts';
import { silentLogger, slackClientOptions } from './client.ts';
import { within } from './within.ts';

type Options = DeskOptions & {
  /** How presses arrive: signed, at our own address, or over a socket that we open. */
  transport: { kind: 'http'; signingSecret: string } | { kind: 'socket'; appToken: string };
};

export type SlackApp = {
  /** To be mounted at `/slack`, before anything that reads bodies; absent for a socket. */
  router?: Router;
  /** Begins to listen where that is for us to do. Trouble is told, and tried again: it never throws. */
  start(): Promise<void>;
  /** Lets what has arrived be finished, for five seconds. Safe twice. */
  close(): Promise<void>;
};

const ANY = /[^]*/;
const GRACE_MS = 5_000;

/** What people press, type and open in Slack, of every team in one app. */
export function slackApp(options: Options): SlackApp {
  const transport = transportOf(options);
  const app = new bolt.App({
    receiver: transport.receiver,
    socketMode: options.transport.kind === 'socket',
    // Tokens are asked for after the acknowledgement, which must not wait for a database; see receptionOf.
    authorize: async ({ teamId }) => (teamId === undefined ? {} : { teamId }),
    clientOptions: slackClientOptions(options),
    convoStore: false,
    logger: silentLogger,
  });
  app.error(async (error) => {
    const { text, ...details } = troubleInWords(error.original ?? error, 'a request of Slack', options.now());
    options.tell('failed', text, details);
  });
  const atWork = listen(app, options);
  return {
    ...(transport.router && { router: transport.router }),
    start: () => transport.start(),
    async close() {
      await transport.close();
      await within(GRACE_MS, Promise.allSettled(atWork));
    },
  };
}

function transportOf(options: Options): {
  receiver: bolt.Receiver;
  router?: Router;
  start(): Promise<void>;
  close(): Promise<void>;
} {
  const { transport } = options;
  if (transport.kind === 'socket') return overSocket(transport.appToken, options);
  const nothing = () => Promise.resolve();
  return { ...overHttp(transport.signingSecret, options), start: nothing, close: nothing };
}

/** Everything is acknowledged, also what nobody knows; what is at work is in the answer. */
function listen(app: bolt.App, desk: DeskOptions): ReadonlySet<Promise<void>> {
  const atWork = new Set<Promise<void>>();
  const homes = homesOf(desk);
  const receive = receptionOf(desk);
  const presses = pressesOf(desk.answers, homes, receive);
  const commands = commandsOf(desk.answers, homes, receive);
  const shortcuts = shortcutsOf(desk.answers, receive);
  const submissions = submissionsOf(desk.answers, homes, receive, desk.now);
  const events = eventsOf(desk, homes, receive);

  async function followed(work: Promise<void>): Promise<void> {
    atWork.add(work);
    await work.finally(() => atWork.delete(work));
  }
  /** A socket that broke loses the acknowledgement; the work is wanted all the same. */
  function acked(ack: () => Promise<void>, answer: (arrived: Arrived) => Promise<void>, arrived: Arrived) {
    return followed(
      ack().then(
        () => answer(arrived),
        () => answer(arrived),
      ),
    );
  }

  app.action(ANY, ({ ack, ...arrived }) => acked(ack, presses, arrived));
  app.command(ANY, ({ ack, ...arrived }) => acked(ack, commands, arrived));
  app.shortcut(ANY, ({ ack, ...arrived }) => acked(ack, shortcuts, arrived));
  app.view<bolt.ViewSubmitAction>({ type: 'view_submission', callback_id: ANY }, ({ ack, ...arrived }) =>
    followed(submissions(arrived, ack)),
  );
  app.view({ type: 'view_closed', callback_id: ANY }, ({ ack }) => ack());
  app.options(ANY, ({ ack }) => ack({ options: [] }));
  app.event('app_home_opened', (arrived) => followed(events.homeOpened(arrived)));
  app.event('app_uninstalled', (arrived) => followed(events.uninstalled(arrived)));
  app.event('tokens_revoked', (arrived) => followed(events.tokensRevoked(arrived)));
  app.event(/^(user_status_changed|user_profile_changed|user_change|dnd_updated_user)$/, (arrived) =>
    followed(events.statusChanged(arrived)),
  );
  return atWork;
}
