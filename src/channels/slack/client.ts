import type { Logger, LogLevel, WebClientOptions } from '@slack/web-api';
import { slackFetch } from './transport.ts';

export type ClientOptions = {
  /** Slack's own when left out. */
  apiUrl?: string;
  /** 10 s when left out. */
  timeoutMs?: number;
};

/**
 * How Slack is called everywhere: a new object each time, and never with `headers`, into which a client writes its workspace's
 * token for every other client that is given the same object.
 */
export function slackClientOptions({ apiUrl, timeoutMs = 10_000 }: ClientOptions): WebClientOptions {
  return {
    ...(apiUrl === undefined ? {} : { slackApiUrl: apiUrl }),
    timeout: timeoutMs,
    // The client's own retries would do a thing twice.
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    allowAbsoluteUrls: false,
    fetch: slackFetch,
    logger: silentLogger,
  };
}

/** What goes wrong is thrown and told once by whoever asked; Slack's own logs quote whole messages and people. */
export const silentLogger: Logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  setLevel: () => undefined,
  setName: () => undefined,
  getLevel: () => 'error' as LogLevel,
};
