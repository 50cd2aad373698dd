import { z } from 'zod';
import type { Answers } from '../answers.ts';
import { openModal } from './appModal.ts';
import { queueShown } from './appQueue.ts';
import type { Arrived, Receive, Visit } from './appVisit.ts';
import { modal } from './modal.ts';
import { contactedModal } from './modals.ts';
import { parsePressed } from './pressed.ts';

const shortcut = z.object({ callback_id: z.string() });
const element = z.object({
  value: z.string().optional(),
  options: z.array(z.object({ value: z.string().optional() })).optional(),
});
const onMessage = z.object({ message: z.object({ blocks: z.array(z.unknown()).default([]) }) });
const actionsBlock = z.object({ type: z.literal('actions'), elements: z.array(z.unknown()) });

const NO_ALERT =
  'This message is no hot lead: use this on a card that Hot Lead Signal posted, one that still can be acted on.';

/** What the entries in Slack's own menus do. Acknowledged by the caller; never throws. */
export function shortcutsOf(answers: Answers, receive: Receive): (arrived: Arrived) => Promise<void> {
  return async (arrived) => {
    const { callback_id: id } = shortcut.safeParse(arrived.body).data ?? {};
    if (id === 'my_hot_leads') return receive(arrived, { doing: 'my hot leads' }, showQueue);
    if (id !== 'mark_contacted') return;
    await receive(arrived, { doing: 'mark contacted' }, async (visit) => {
      const episode = episodeIn(arrived.body);
      if (episode === undefined) return visit.say(NO_ALERT);
      await openModal(visit, 'Contacted', async () => contactedModal(episode));
    });
  };

  async function showQueue(visit: Visit): Promise<void> {
    await openModal(visit, 'My hot leads', async () => {
      const { blocks } = queueShown(await answers.queue(await visit.who(), 'mine'), 'mine');
      return modal({ id: 'lines', title: 'My hot leads', blocks });
    });
  }
}

/** The episode that a card's buttons name. A message of many leads has none in an actions block: nobody can say which is meant. */
function episodeIn(body: unknown): string | undefined {
  const blocks = onMessage.safeParse(body).data?.message.blocks ?? [];
  const elements = blocks.flatMap((block) => actionsBlock.safeParse(block).data?.elements ?? []);
  const values = elements.flatMap((each) => {
    const { value, options = [] } = element.safeParse(each).data ?? {};
    return [value, ...options.map((option) => option.value)];
  });
  const episodes = new Set(values.flatMap((value) => (value && parsePressed(value)?.episode) || []));
  const [episode] = episodes;
  return episodes.size === 1 ? episode : undefined;
}
