import { DAY_MS, HOUR_MS } from '../decay.ts';
import {
  happenedInOrder,
  type MailSignal,
  type Message,
  messagesOf,
  occasionsOf,
  readerOpens,
} from './openMessages.ts';
import type { OpenSettings } from './opens.ts';
import type { Signal } from '../signals.ts';

/**
 * What a rep may be told of without an episode: opens alone never make a lead hot. `message` is absent of several messages.
 * `times`: occasions in the fullest 7 days (many_opens), occasions since (revived), messages in the fullest 24 h.
 * `at` is when it became true, epoch ms. `key` is the same however often it is asked and whatever comes later.
 */
export type OpenPattern = {
  kind: 'many_opens' | 'revived' | 'several_messages';
  message?: string;
  times: number;
  at: number;
  key: string;
};

type Patterns = OpenSettings['patterns'];

/**
 * The patterns of opens dated up to `now + aheadMs`, earliest first, old ones too: tell each key once, and only while it
 * is news. A message has one many_opens ever; a revival, and a spell of several messages, is named by its day (UTC).
 * Machines' opens and those fetched ahead never count, even when a later click confirms them: their time is no reader's.
 */
export function openPatternsAt(
  now: number,
  signals: readonly Signal[],
  settings: OpenSettings,
  aheadMs: number,
): OpenPattern[] {
  if (!signals.some(({ mail }) => mail !== undefined)) return [];
  const { patterns } = settings;
  const messages = messagesOf(happenedInOrder(now + aheadMs, signals), settings).map((message) => ({
    ...message,
    opens: readerOpens(message),
  }));
  const found = messages.flatMap((message) => [...manyOpens(message, patterns), ...revivals(message, patterns)]);
  return [...found, ...severalMessages(messages, patterns)].sort((a, b) => a.at - b.at || (a.key < b.key ? -1 : 1));
}

function manyOpens({ id, opens }: Message, { manyOpens: { times, days } }: Patterns): OpenPattern[] {
  const occasions = occasionsOf(opens);
  let [start, most, at] = [0, 0, Infinity];
  for (const [index, open] of occasions.entries()) {
    while (open.at - (occasions[start]?.at ?? open.at) > days * DAY_MS) start += 1;
    most = Math.max(most, index - start + 1);
    if (most >= times) at = Math.min(at, open.at);
  }
  return most < times ? [] : [{ kind: 'many_opens', message: id, times: most, at, key: `many_opens/${id}` }];
}

/** Silent since its last open, or since its delivery. */
function revivals({ id, opens }: Message, { revivedDays }: Patterns): OpenPattern[] {
  const occasions = new Set(occasionsOf(opens));
  const found: OpenPattern[] = [];
  let lastAt = -Infinity;
  for (const open of opens) {
    const { at, mail } = open;
    const silentSince = Math.max(lastAt, mail.deliveredAt ?? -Infinity);
    const silentMs = silentSince === -Infinity ? 0 : at - silentSince;
    const key = `revived/${id}/${dayOf(at)}`;
    if (silentMs >= revivedDays * DAY_MS) found.push({ kind: 'revived', message: id, times: 0, at, key });
    const current = found.at(-1);
    if (current && occasions.has(open)) current.times += 1;
    lastAt = at;
  }
  return found;
}

/** A spell lasts while it is true again within its hours; at most one begins on a day. */
function severalMessages(all: readonly Message[], { severalMessages: { messages, hours } }: Patterns): OpenPattern[] {
  const opens = all.flatMap((message) => message.opens).sort((a, b) => a.at - b.at);
  const opened = new Map<string, number>();
  const found: OpenPattern[] = [];
  let [start, trueAt] = [0, -Infinity];
  for (const open of opens) {
    count(opened, open, 1);
    for (let first = opens[start]; first && open.at - first.at > hours * HOUR_MS; first = opens[start]) {
      count(opened, first, -1);
      start += 1;
    }
    if (opened.size < messages) continue;
    const key = `several_messages/${dayOf(open.at)}`;
    const current = found.at(-1);
    if (current && (open.at - trueAt <= hours * HOUR_MS || current.key === key))
      current.times = Math.max(current.times, opened.size);
    else found.push({ kind: 'several_messages', times: opened.size, at: open.at, key });
    trueAt = open.at;
  }
  return found;
}

function count(opened: Map<string, number>, { mail: { message } }: MailSignal, change: 1 | -1): void {
  const times = (opened.get(message) ?? 0) + change;
  if (times === 0) opened.delete(message);
  else opened.set(message, times);
}

function dayOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}
