import { DAY_MS } from '../decay.ts';
import { messagesOf, occasionsOf, readerOpens, happenedInOrder } from '../opens/openMessages.ts';
import type { OpenPattern } from '../opens/openPatterns.ts';
import type { OpenSettings } from '../opens/opens.ts';
import type { Signal } from '../signals.ts';

/** What words need beside the pattern: the message's name, and how long its occasions took. Without personal data. */
export type OpenedMessage = { about?: string; spanMs?: number };

/** Of the message of a pattern, as of its end: the name it has at its source, and the time between its first and last occasion. */
export function openedMessageOf(
  pattern: OpenPattern,
  signals: readonly Signal[],
  settings: OpenSettings,
  now: number,
): OpenedMessage {
  const all = messagesOf(happenedInOrder(now, signals), settings);
  const message = all.find(({ id }) => id === pattern.message);
  if (message === undefined) return {};
  const since = now - settings.patterns.manyOpens.days * DAY_MS;
  const occasions = occasionsOf(readerOpens(message)).filter(({ at }) => at >= since);
  const [first, last] = [occasions[0], occasions.at(-1)];
  const about = message.opens.map(messageNameOf).find((name) => name !== undefined);
  return {
    ...(about !== undefined && { about }),
    ...(first !== undefined && last !== undefined && { spanMs: last.at - first.at }),
  };
}

/** What people call the message of an open or a click; undefined where its source told an id alone. */
export function messageNameOf({ asset, mail }: Signal): string | undefined {
  return asset === mail?.message ? undefined : asset;
}
