import bolt from '@slack/bolt';
import type { DeskOptions } from './appDesk.ts';
import { troubleInWords } from './appTrouble.ts';
import { slackClientOptions, silentLogger } from './client.ts';

const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 60_000;
/** A connection that ended sooner may do so again: no storm of them. */
const SETTLED_MS = 10_000;

/**
 * Presses over a connection that we open to Slack, for installations without a public address. Slack ends it every few hours,
 * and networks whenever they like: it is opened again, for as long as it takes.
 */
export function overSocket(appToken: string, desk: DeskOptions) {
  const receiver = new bolt.SocketModeReceiver({
    appToken,
    logger: silentLogger,
    // The client's own reconnecting leaves a rejection to nobody when Slack cannot be reached, which ends the process
    // (@slack/socket-mode 3.1.0, delayReconnectAttempt).
    autoReconnectEnabled: false,
    installerOptions: { clientOptions: slackClientOptions(desk) },
  });
  const { client } = receiver;
  let over = false;
  let connectedAt: number | undefined;
  let failures = 0;
  let timer: NodeJS.Timeout | undefined;

  async function connect(): Promise<void> {
    try {
      await client.start();
      connectedAt = performance.now();
      failures = 0;
      if (over) await client.disconnect();
    } catch (error) {
      failures += 1;
      const { text, revoked: _revoked, ...details } = troubleInWords(error, 'opening the socket', desk.now());
      if (failures === 1) desk.tell('failed', `${text}; buttons do not work until it is open`, details);
      again(Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (failures - 1)));
    }
  }

  function again(ms: number): void {
    if (!over) timer = setTimeout(() => void connect(), ms);
  }

  client.on('disconnected', () => {
    // Before it was open, `start` says so.
    if (connectedAt !== undefined) again(performance.now() - connectedAt < SETTLED_MS ? FIRST_WAIT_MS : 0);
    connectedAt = undefined;
  });

  return {
    receiver,
    /** Tries once; when that fails it is told, and tried again in the background. */
    start: connect,
    async close(): Promise<void> {
      over = true;
      clearTimeout(timer);
      if (connectedAt !== undefined) await client.disconnect();
    },
  };
}
