import type { ContactHow } from '../channels/answers.ts';
import type { Touch } from '../domain/contacts.ts';
import { durationInWords } from '../domain/explain/whenInWords.ts';
import { answered } from '../domain/sla/deeds.ts';
import { keepSaidContact } from './contacts.ts';
import { type Deeded, type Deeding, refused } from './deed.ts';

/** Notes are for whoever reads the story. */
export const LONGEST_NOTE = 1_000;

const saidAs: Record<ContactHow, string> = {
  call: 'you called them',
  email: 'you wrote to them',
  meeting: 'you met them',
  message: 'you sent them a message',
};

/** Somebody says that they were in touch: the clock stops now, by their word. */
export async function deedContacted(
  deeding: Deeding,
  { key, how, note }: { key: string; how: ContactHow; note?: string },
): Promise<Deeded> {
  const { person, episode, subject, now } = deeding;
  const held = answered(episode);
  if (!held.ok) {
    const isMine = subject.state === 'contacted' && person.rep !== undefined && subject.contactedById === person.rep.id;
    return isMine ? { ok: true, text: 'That is noted already' } : refused(deeding, held);
  }
  // Two processes' clocks may be a moment apart.
  const at = Math.max(now, episode.openedAt);
  const rep = person.rep?.id;
  const touch: Touch = {
    id: `press:${key}`,
    kind: how,
    at,
    by: 'rep',
    happened: true,
    ...(rep !== undefined && { rep }),
  };
  const said = { name: person.name, ...(note !== undefined && note !== '' && { note: note.slice(0, LONGEST_NOTE) }) };
  await keepSaidContact(deeding, { lead: episode.lead, touch, said });
  const text = `Noted: ${saidAs[how]}, ${durationInWords(at - episode.triggerAt)} after the signal`;
  const change = { hook: 'alert.contacted' as const, more: { how }, added: [`${episode.id}-${now}`] };
  return { ok: true, text, change: { ...change, kinds: ['write', 'route', 'score', 'finish'] } };
}
