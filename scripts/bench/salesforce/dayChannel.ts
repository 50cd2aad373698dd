import type { Channel, Message } from '../../../src/channels/channel.ts';

/** What reached people: who is hot, by the id of their record, and when they were first told of it. */
type Heard = { channel: Channel; firstAt: Map<string, number> };

/** A chat in which everybody is known and every message arrives at once: what it costs is measured elsewhere. */
export function hearingChannel(now: () => number, onAlert: (record: string) => void): Heard {
  const firstAt = new Map<string, number>();
  let posted = 0;
  const hear = (message: Message): void => {
    for (const { lead } of alertsIn(message)) {
      const record = /\/(00[3Q]\w{15})\//.exec(lead.recordUrl)?.[1] ?? '';
      if (firstAt.has(record)) continue;
      firstAt.set(record, now());
      onAlert(record);
    }
  };
  const channel: Channel = {
    kind: 'slack',
    shared: { kind: 'channel', id: '#hot-leads' },
    findPerson: async (email) => email,
    meet: async () => {},
    async post(message, { id }) {
      hear(message);
      posted += 1;
      return { place: id, message: String(posted) };
    },
    update: async () => {},
  };
  return { channel, firstAt };
}

function alertsIn(message: Message) {
  if (message.kind === 'alert') return [message.alert];
  return message.kind === 'rollup' ? message.alerts : [];
}
