import type { Failure } from '../failure.ts';
import type { Copy } from '../store/cards.ts';
import type { Settlement, Step } from '../store/steps.ts';
import type { Rows } from '../store/store.ts';
import { editCopies, type Edited, type KnownCopies } from './cardCopies.ts';
import { type Parts, wake, type Workspace } from './parts.ts';
import { again, done, failed } from './settling.ts';

/**
 * Makes every copy of the alerts of claimed steps show what is: card, thread, channel and roll-up alike, without a sound. Safe
 * twice. What happens meanwhile is shown by another round.
 */
export async function editClaimed(parts: Parts, ws: Workspace, steps: Step[]): Promise<void> {
  const { store, now } = parts;
  const claimed = [...new Set(steps.map(({ subject }) => subject))];
  const { copies, known, episodes } = await store.together(ws.id, async (rows) => {
    const found = await rows.copiesOf(claimed, now());
    const all = [...new Set([...claimed, ...found.map(({ episode }) => episode)])];
    return { copies: found, episodes: all, known: await knownOf(rows, ws, all, found) };
  });
  const { edited, failures } = await editCopies(parts, ws, copies, known);
  const added = await store.together(ws.id, async (rows) => {
    const moved = movedOf(await rows.cardSeqs(episodes), known);
    await rows.saveShown(edited.map(kept(moved)), now());
    await rows.settleSteps(
      steps.map((step) => settlementOf(parts, step, failures, moved)),
      now(),
    );
    // Their own round may have been shown before this one, which knew less.
    return rows.cardsChanged(
      [...moved].filter((episode) => !claimed.includes(episode)),
      now(),
    );
  });
  await wake(parts, ws.id, 'card', added);
}

async function knownOf(rows: Rows, ws: Workspace, episodes: string[], copies: Copy[]): Promise<KnownCopies> {
  const subjects = new Map((await rows.alertSubjects(episodes, ws.crm.kind)).map((each) => [each.episode, each]));
  const missing = episodes.filter((episode) => !subjects.has(episode));
  return {
    subjects,
    gone: new Map((await rows.goneEpisodes(missing)).map((each) => [each.episode, each])),
    readers: await rows.readersOf(
      copies.flatMap(({ reader, surface }) => (surface === 'channel' ? [] : (reader ?? []))),
    ),
    model: (await ws.deciding(rows)).model,
  };
}

/** What something happened to since it was read. */
function movedOf(seqs: Map<string, number>, { subjects, gone }: KnownCopies): Set<string> {
  const isNewer = ([episode, seq]: [string, number]) =>
    seq > (subjects.get(episode) ?? gone.get(episode) ?? { cardSeq: seq }).cardSeq;
  return new Set([...seqs].filter(isNewer).map(([episode]) => episode));
}

/** Of two rounds at once over one message nobody knows which was shown last: then the next shows it whatever it was. */
function kept(moved: ReadonlySet<string>): (edited: Edited) => Omit<Edited, 'together'> {
  return ({ together, ...edited }) =>
    together.some((episode) => moved.has(episode)) ? { ...edited, shown: '' } : edited;
}

function settlementOf(
  parts: Parts,
  step: Step,
  failures: Map<string, Failure>,
  moved: ReadonlySet<string>,
): Settlement {
  const failure = failures.get(step.subject);
  // A card that cannot be edited holds nothing up: its next change tries again.
  if (failure !== undefined) return failed(parts, step, failure, false);
  return moved.has(step.subject) ? again(step, parts.now()) : done(step, {});
}
