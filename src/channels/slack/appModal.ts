import type { ModalView } from './blocks.ts';
import { refusalOf } from './appTrouble.ts';
import type { Visit } from './appVisit.ts';
import { linesModal } from './linesModal.ts';
import { within } from './within.ts';

/** A trigger lives 3 s, and a part of them is gone by the time it arrives. */
const QUICK_MS = 1_000;
const TOO_LATE = new Set(['expired_trigger_id', 'exchanged_trigger_id', 'invalid_trigger_id']);

/**
 * Opens a modal for what was pressed. One that takes longer to make opens at once with a word of patience, and is filled when
 * it is there. Where Slack waited too long for either, the presser is asked to click again. Throws what `make` throws.
 */
export async function openModal(visit: Visit, title: string, make: () => Promise<ModalView>): Promise<void> {
  const making = make();
  const quick = await within(QUICK_MS, making);
  const opened = await open(visit, quick ?? linesModal(title, ['One moment…']));
  if (opened === undefined || quick !== undefined) return;
  const view = await making.catch(async (error: unknown) => {
    await fill(visit, opened, linesModal(title, ['That did not work: close this and try again in a moment.']));
    throw error;
  });
  await fill(visit, opened, view);
}

/** Puts another view in the place of an open modal. Whoever has closed it in the meantime does not want it. */
export async function fill({ client, channel }: Visit, viewId: string, view: ModalView): Promise<void> {
  await client.views.update({ view_id: viewId, view: placed(view, channel) }).catch((error: unknown) => {
    if (refusalOf(error) !== 'not_found') throw error;
  });
}

async function open(visit: Visit, view: ModalView): Promise<string | undefined> {
  const { client, trigger = '', channel } = visit;
  const args = { trigger_id: trigger, view: placed(view, channel) };
  try {
    // From inside a modal the new one goes on top of it.
    const answer = visit.from === 'modal' ? await client.views.push(args) : await client.views.open(args);
    return answer.view?.id;
  } catch (error) {
    if (!TOO_LATE.has(refusalOf(error) ?? '')) throw error;
    await visit.say('Slack waited too long for an answer: please click again.');
    return undefined;
  }
}

/** The modal remembers where it was opened, so that what comes of it can be said there. */
function placed(view: ModalView, channel: string | undefined): ModalView {
  if (channel === undefined) return view;
  const known = JSON.parse(view.private_metadata || '{}') as Record<string, unknown>;
  return { ...view, private_metadata: JSON.stringify({ ...known, c: channel }) };
}
