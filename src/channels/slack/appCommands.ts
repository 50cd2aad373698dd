import { z } from 'zod';
import type { Answers } from '../answers.ts';
import type { Homes } from './appHome.ts';
import { queueShown } from './appQueue.ts';
import type { Arrived, Receive, Visit } from './appVisit.ts';
import { section } from './blocks.ts';
import { whenInCommand } from './whenInCommand.ts';

const typed = z.object({ command: z.string(), text: z.string().default('') });

const HELP = [
  '*What you can type*',
  '`/hotleads` or `/hotleads mine` · the hot leads that wait for you',
  '`/hotleads team` · those of everyone',
  '`/hotleads ooo` · you are away until you say that you are back',
  '`/hotleads ooo until Monday`, `until 12 Dec`, `2 days`, `until 14:30`, `3h` · and back by then; a day means its morning',
  '`/hotleads ooo until Monday because of a holiday` · with a reason that your team sees',
  '`/hotleads back` · you are back',
  '`/hotleads help` · this',
].join('\n');
const UNREAD = 'I cannot read until when. Write for example: until Monday, until 12 Dec, 2 days, until 14:30, 3h.';
const REASON = 200;

/** What typing `/hotleads ...` does; answered to whoever typed it alone. Acknowledged by the caller; never throws. */
export function commandsOf(answers: Answers, homes: Homes, receive: Receive): (arrived: Arrived) => Promise<void> {
  return async (arrived) => {
    const { text = '' } = typed.safeParse(arrived.body).data ?? {};
    const [word = '', rest = ''] = splitAtBlank(text.trim());
    await receive(arrived, { doing: 'a command' }, (visit) => answer(visit, word.toLowerCase(), rest));
  };

  async function answer(visit: Visit, word: string, rest: string): Promise<void> {
    if (word === '' || word === 'mine') return showQueue(visit, 'mine');
    if (word === 'team') return showQueue(visit, 'team');
    if (word === 'ooo' || word === 'away') return away(visit, rest);
    if (word === 'back') return told(visit, await answers.back(await visit.who()));
    const unknown = word === 'help' ? [] : [section('I do not know this word.')];
    await visit.say('What you can type after /hotleads', [...unknown, section(HELP)]);
  }

  async function showQueue(visit: Visit, whose: 'mine' | 'team'): Promise<void> {
    const who = await visit.who();
    const items = await answers.queue(who, whose);
    const problem = items.length === 0 ? (await answers.home(who)).problem : undefined;
    if (problem !== undefined) return visit.say(problem);
    const { text, blocks } = queueShown(items, whose);
    await visit.say(text, blocks);
  }

  async function away(visit: Visit, rest: string): Promise<void> {
    const who = await visit.who();
    const [when = '', because = ''] = rest.split(/\bbecause(?: of)?\b/i);
    const read = whenInCommand(when, await answers.clock(who));
    if (read === undefined) return visit.say(UNREAD);
    const why = because.trim().slice(0, REASON);
    await told(visit, await answers.away(who, read.until, ...(why === '' ? [] : [why])));
  }

  async function told(visit: Visit, { text }: { text: string }): Promise<void> {
    await visit.say(text);
    await homes.refresh(visit);
  }
}

function splitAtBlank(text: string): string[] {
  const [, word = '', rest = ''] = /^(\S*)\s*([^]*)$/.exec(text) ?? [];
  return [word, rest];
}
