import { createHash } from 'node:crypto';
import type { Message } from '../channel.ts';

/** What names a mail and the thread it stands in; without the host, and without angle brackets. */
export type MailName = { id: string; thread?: string };

/**
 * The same message to the same address has the same id, however often it is sent: a mailbox that gets it twice can tell. What
 * is new (another round, another reason to hear of it) has another, since a mailbox may drop what it takes for a copy. All of
 * one episode stands in one thread.
 */
export function mailName(message: Message, to: string): MailName {
  switch (message.kind) {
    case 'alert': {
      const { episode, surface, note, respondBy, reasonsAt } = message.alert;
      return {
        id: `alert-${episode}-${hash([to, surface, note, respondBy, reasonsAt])}`,
        thread: `episode-${episode}`,
      };
    }
    case 'brief': {
      const { episode, respondBy, reasonsAt } = message.brief.alert;
      return { id: `brief-${episode}-${hash([to, respondBy, reasonsAt])}`, thread: `episode-${episode}` };
    }
    case 'rollup':
      return {
        id: `alerts-${hash([to, ...message.alerts.map(({ episode, respondBy, note }) => [episode, respondBy, note])])}`,
      };
    case 'notice':
      return { id: `notice-${hash([to, message.notice.id])}` };
    case 'digest':
      return {
        id: `digest-${hash([to, message.digest.kind, message.digest.title, new Date(message.digest.now).getUTCFullYear()])}`,
      };
  }
}

function hash(parts: unknown[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 20);
}
