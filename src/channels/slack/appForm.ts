import { fill } from './appModal.ts';
import type { Visit } from './appVisit.ts';
import type { ModalView } from './blocks.ts';
import { linesModal } from './linesModal.ts';

/** Slack waits 3 s for what becomes of a modal. */
const QUICK_MS = 2_000;

/** Slack's ways to answer a submitted modal: nothing closes it. Not safe twice. */
export type AckView = (
  answer?:
    | { response_action: 'update'; view: ModalView }
    | { response_action: 'errors'; errors: Record<string, string> },
) => Promise<void>;

/**
 * A submitted modal that waits for its answer. Slack gets one in time, whatever happens: what takes longer is said in the modal
 * when it is there.
 */
export function waitingForm({ id, title }: { id: string; title: string }, ack: AckView) {
  let acked = false;
  const timer = setTimeout(() => void reply('One moment…'), QUICK_MS);

  async function reply(text?: string): Promise<void> {
    acked = true;
    clearTimeout(timer);
    // A line that broke: Slack itself tells the presser then.
    await ack(text === undefined ? undefined : { response_action: 'update', view: linesModal(title, [text]) }).catch(
      () => undefined,
    );
  }

  return {
    /** Says it in place of the questions. `visit` is needed once Slack had to be answered. */
    async show(text: string, visit: Visit | undefined): Promise<void> {
      if (!acked) await reply(text);
      else if (visit) await fill(visit, id, linesModal(title, [text]));
    },
    /** Closes it, and says `text` where it was opened; in a modal that waited, there. */
    async close(text: string, visit: Visit): Promise<void> {
      if (acked) return fill(visit, id, linesModal(title, [text]));
      await reply();
      if (visit.channel !== undefined) await visit.say(text);
    },
  };
}
