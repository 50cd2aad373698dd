import type { Channel } from '../channels/channel.ts';
import { slackChannel } from '../channels/slack/slack.ts';
import type { SlackSandbox } from '../sandbox/slack/slack.ts';
import { outage } from './dayTeam.ts';

/** Of the real clock, for the quarter of an hour in which nothing is answered: the held one stands still meanwhile. */
const NO_PATIENCE_MS = 50;

/** Slack as the product has it, but that while it is silent nobody waits ten seconds for each call. */
export function daySlack({ token, apiUrl }: SlackSandbox, now: () => number): Channel {
  const options = {
    token: async () => token,
    apiUrl,
    shared: { kind: 'channel', id: '#hot-leads' } as const,
    now,
    onRefusedCard: ({ message }: Error) => {
      throw new Error(`the day: a card was refused: ${message}`);
    },
  };
  const usual = slackChannel(options);
  const hasty = slackChannel({ ...options, timeoutMs: NO_PATIENCE_MS });
  const isSilent = () => outage.silentFrom <= now() && now() < outage.to;
  return new Proxy(usual, { get: (_usual, name) => Reflect.get(isSilent() ? hasty : usual, name) as unknown });
}
