import type { Pressed } from '../channels/answers.ts';
import { comingInWords } from '../domain/explain/whenInWords.ts';
import type { RepTimeRow } from '../store/reps.ts';
import type { Rows } from '../store/store.ts';
import { readerClock } from './readerClock.ts';
import type { Person } from './who.ts';

const LONGEST_BECAUSE = 200;

/**
 * Keeps what a rep says of their own time (undefined: "back", which only takes back), and has all leads that wait for somebody
 * asked again at once. A word of now replaces those of its kind; one of the other kind goes on after it: who is away until Friday
 * and there for an hour is away after it. Twice is as good as once.
 */
export async function keepWord(
  rows: Rows,
  { rep, word, now }: { rep: string; word: RepTimeRow | undefined; now: number },
): Promise<void> {
  if (word?.kind !== 'time_off') {
    const running = (await rows.repTimes(now)).filter((each) => each.rep === rep && each.from <= now);
    await rows.endRepTimes(rep, now);
    const others = running.filter(({ kind }) => kind !== 'time_off' && word !== undefined && kind !== word.kind);
    for (const each of others) await rows.addRepTime(each, now);
  }
  if (word !== undefined) await rows.addRepTime(word, now);
  await rows.wakeWaiting('route', now);
}

/** Somebody says that they are away: until then, or until they say that they are back. Safe twice. */
export async function awayFor(
  rows: Rows,
  { rep, timeZone }: Person,
  { until, because, now }: { until: number | undefined; because?: string | undefined; now: number },
): Promise<Pressed> {
  if (rep === undefined) return stranger;
  if (until !== undefined && until <= now) return { ok: false, text: 'That time is over already: say a later one.' };
  const why = because?.trim().slice(0, LONGEST_BECAUSE) ?? '';
  const said = { ...(until !== undefined && { until }), ...(why !== '' && { because: why }) };
  await keepWord(rows, { rep: rep.id, word: { rep: rep.id, kind: 'away', from: now, ...said }, now });
  const when = until === undefined ? 'you say that you are back' : comingInWords(until, now, readerClock(timeZone));
  return { ok: true, text: `You are away until ${when}: new hot leads go to others.` };
}

/** Somebody is back: what they said of now is taken back; time off stays. Safe twice. */
export async function backFor(rows: Rows, { rep }: Person, now: number): Promise<Pressed> {
  if (rep === undefined) return stranger;
  await keepWord(rows, { rep: rep.id, word: undefined, now });
  return { ok: true, text: 'Welcome back: new hot leads can go to you in your working hours.' };
}

const stranger: Pressed = {
  ok: false,
  text: 'Nobody with your e-mail address is a rep in your CRM: ask your admin.',
};
