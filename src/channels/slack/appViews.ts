import { z } from 'zod';
import type { Answers, Deed, Pressed, Who } from '../answers.ts';
import { waitingForm, type AckView } from './appForm.ts';
import type { Homes } from './appHome.ts';
import type { Arrived, Receive, Visit } from './appVisit.ts';
import { parsePressed } from './pressed.ts';
import { readAway, readContacted, readNotAFit, readPreferences, readReassign, type Submitted } from './submitted.ts';

const OLD: Pressed = { ok: false, text: 'This form is from an older version: close it and open it again.' };

const submission = z.object({
  view: z.object({
    id: z.string(),
    callback_id: z.string(),
    private_metadata: z.string().default(''),
    state: z.unknown(),
    title: z.object({ text: z.string() }),
  }),
});
type View = z.infer<typeof submission>['view'];
/** What a form wants, once it is known whose it is; `key` makes it this submission and no other. */
type Wish = (who: Who, key: string) => Promise<Pressed>;

/**
 * What a submitted modal does. What is wrong in it is marked; it closes when it worked, and says why when it did not. Always
 * acknowledges, in time; never throws.
 */
export function submissionsOf(answers: Answers, homes: Homes, receive: Receive, now: () => number) {
  return async (arrived: Arrived, ack: AckView): Promise<void> => {
    const { view } = submission.safeParse(arrived.body).data ?? {};
    if (view === undefined) return ack();
    const wish = wishOf(view);
    if (!wish.ok) return ack({ response_action: 'errors', errors: wish.errors });
    const form = waitingForm({ id: view.id, title: view.title.text }, ack);
    let visitor: Visit | undefined;
    const sorry = (text: string) => form.show(text, visitor);
    await receive(arrived, { doing: 'a form', sorry }, async (visit) => {
      visitor = visit;
      const key = `slack:${visit.team}:${view.id}:${view.callback_id}`;
      const { ok, text } = await wish.value(await visit.who(), key);
      await (ok ? form.close(text, visit) : form.show(text, visit));
      await homes.refresh(visit);
    });
  };

  function wishOf(view: View): Submitted<Wish> {
    const { callback_id: form, state } = view;
    if (form === 'contacted') return deed(view, readContacted(state));
    if (form === 'reassign') return deed(view, readReassign(state));
    if (form === 'not_a_fit') return deed(view, readNotAFit(state));
    if (form === 'preferences') {
      return wanted(readPreferences(state), (preferences) => (who) => answers.savePreferences(who, preferences));
    }
    if (form === 'away') {
      return wanted(
        readAway(state, now()),
        ({ until, because }) =>
          (who) =>
            answers.away(who, until, because),
      );
    }
    return { ok: true, value: async () => OLD };
  }

  function deed(view: View, read: Submitted<Deed>): Submitted<Wish> {
    const episode = parsePressed(view.private_metadata)?.episode;
    return wanted(read, (said) => async (who, key) => {
      return episode === undefined ? OLD : answers.act({ who, key, episode, via: 'slack', ...said });
    });
  }
}

function wanted<T>(read: Submitted<T>, wish: (said: T) => Wish): Submitted<Wish> {
  return read.ok ? { ok: true, value: wish(read.value) } : read;
}
