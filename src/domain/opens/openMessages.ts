import { MINUTE_MS } from '../decay.ts';
import { machineSign } from './openMachines.ts';
import type { OpenSettings } from './opens.ts';
import type { Mail, Signal } from '../signals.ts';

const OCCASION_MS = 10 * MINUTE_MS;

/** An open or a click. */
export type MailSignal = Signal & { mail: Mail };

/** The opens and the clicks of one message, each earliest first. */
export type Message = { id: string; opens: MailSignal[]; clicks: MailSignal[] };

/** Signals dated up to `latest` (included), earliest first, of equals the lowest id; each id once, at its earliest. */
export function happenedInOrder(latest: number, signals: readonly Signal[]): Signal[] {
  const sorted = signals.filter((signal) => signal.at <= latest).sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
  const first = new Map<string, Signal>();
  for (const signal of sorted) if (!first.has(signal.id)) first.set(signal.id, signal);
  return [...first.values()];
}

/** What was opened or clicked, in order of the first time. Mail of a type that is neither an open nor a click is left out. */
export function messagesOf(happened: readonly Signal[], settings: OpenSettings): Message[] {
  const messages = new Map<string, Message>();
  for (const signal of happened) {
    if (!hasMail(signal)) continue;
    const list = settings.types.includes(signal.type) ? 'opens' : 'clicks';
    if (list === 'clicks' && !settings.clickTypes.includes(signal.type)) continue;
    const id = signal.mail.message;
    const message = messages.get(id) ?? { id, opens: [], clicks: [] };
    messages.set(id, message);
    message[list].push(signal);
  }
  return [...messages.values()];
}

/** Opens at whose time a person may have looked: no machine's, and none fetched ahead. All of them are tier 3 or better. */
export function readerOpens({ opens }: Message): MailSignal[] {
  return opens.filter((open) => open.mail.client !== 'prefetch' && machineSign(open, 'open') === undefined);
}

/** The first open of each occasion: more than 10 minutes after the first of the last occasion. `opens` earliest first. */
export function occasionsOf(opens: readonly MailSignal[]): MailSignal[] {
  const occasions: MailSignal[] = [];
  for (const open of opens) {
    const last = occasions.at(-1);
    if (last === undefined || open.at - last.at > OCCASION_MS) occasions.push(open);
  }
  return occasions;
}

function hasMail(signal: Signal): signal is MailSignal {
  return signal.mail !== undefined;
}
