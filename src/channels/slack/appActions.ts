import type { Answers, Deed } from '../answers.ts';
import type { Homes } from './appHome.ts';
import { openModal } from './appModal.ts';
import { controlOf, pressOf, type Press } from './appPress.ts';
import type { Arrived, Receive, Visit } from './appVisit.ts';
import { linesModal } from './linesModal.ts';
import { awayModal, contactedModal, notAFitModal, reassignModal } from './modals.ts';
import { preferencesModal } from './preferencesModal.ts';
import type { PressedValue } from './pressed.ts';

const OLD = 'This card is from an older version: open the newest one.';
const TITLES = { why_hot: 'Why is it hot?', why_me: 'Why me?', timeline: 'Timeline' } as const;

/** What a press of any element does. Acknowledged by the caller; never throws. */
export function pressesOf(answers: Answers, homes: Homes, receive: Receive): (arrived: Arrived) => Promise<void> {
  // A second press of the same thing while the first is at work is the same wish.
  const atWork = new Set<string>();

  return async (arrived) => {
    const press = pressOf(arrived.body);
    // A link opens by itself, and tells us all the same.
    if (press === undefined || press.id === 'open_record') return;
    await receive(arrived, { doing: `a press of ${namedSafely(press)}` }, async (visit) => {
      const wish = JSON.stringify([visit.team, visit.user, press.id, press.value]);
      if (atWork.has(wish)) return;
      atWork.add(wish);
      await answer(visit, press).finally(() => atWork.delete(wish));
    });
  };

  async function answer(visit: Visit, press: Press): Promise<void> {
    if (press.id === 'back') return told(visit, await answers.back(await visit.who()));
    if (press.id === 'away') return openModal(visit, 'Away', async () => awayModal());
    if (press.id === 'preferences') {
      return openModal(visit, 'Preferences', () => preferences(visit));
    }
    const control = controlOf(press);
    if (control === undefined || press.said === undefined) return unknown(visit);
    await answerControl(visit, press, { ...press.said, do: control });
  }

  async function answerControl(visit: Visit, press: Press, said: PressedValue): Promise<void> {
    const { episode } = said;
    if (said.do === 'contacted') return openModal(visit, 'Contacted', async () => contactedModal(episode));
    if (said.do === 'not_a_fit') return openModal(visit, 'Not a fit', async () => notAFitModal(episode));
    if (said.do === 'reassign') return openModal(visit, 'Give it to', () => reassign(visit, episode));
    if (said.do === 'why_hot' || said.do === 'why_me' || said.do === 'timeline') {
      const what = said.do;
      const lines = async () => answers.tell(await visit.who(), episode, what);
      return openModal(visit, TITLES[what], async () => linesModal(TITLES[what], await lines()));
    }
    const deed = deedOf(said);
    if (deed === undefined) return unknown(visit);
    const key = `slack:${visit.team}:${visit.user}:${press.at}:${press.id}`;
    await told(visit, await answers.act({ who: await visit.who(), key, episode, via: 'slack', ...deed }));
  }

  async function reassign(visit: Visit, episode: string) {
    return reassignModal(episode, await answers.candidates(await visit.who(), episode));
  }

  async function preferences(visit: Visit) {
    const home = await answers.home(await visit.who());
    if (home.name !== undefined) return preferencesModal(home);
    return linesModal('Preferences', [home.problem ?? 'Only who gets hot leads has something to choose here.']);
  }

  async function told(visit: Visit, { ok, text }: { ok: boolean; text: string }): Promise<void> {
    // On the home itself what has changed is seen.
    if (!ok || visit.from !== 'home') await visit.say(text);
    await homes.refresh(visit);
  }

  async function unknown(visit: Visit): Promise<void> {
    if (visit.from === 'message') return visit.say(OLD);
    await homes.refresh(visit);
  }
}

function deedOf(said: PressedValue): Deed | undefined {
  if (said.do === 'claim' || said.do === 'release') return { do: said.do };
  if (said.do === 'snooze' && said.until !== undefined) return { do: 'snooze', until: said.until };
  return undefined;
}

/** Anything may stand in a press; what is logged of it is a short plain word. */
function namedSafely({ id }: Press): string {
  return /^[a-z_]{1,40}$/.test(id) ? id : 'something unknown';
}
