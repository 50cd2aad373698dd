import { leadsIn, linesOf } from './dayHeard.ts';
import type { Day } from './dayPlay.ts';
import { endOf } from './dayRules.ts';
import { dayLeads } from './dayScript.ts';
import type { DayWorld } from './dayWorld.ts';

/** The cards of Slack that do not show how their lead ended, or still offer to claim it, in sentences. */
export function staleCards(world: DayWorld, day: Day): string[] {
  return dayLeads.flatMap(({ name }) => {
    const end = endOf(day, { lead: name });
    if (end === undefined) return [];
    const state = end.did === 'says not a fit' ? '🚫 Not a fit' : `✅ Contacted by ${end.who}`;
    return cardsOf(world, name)
      .filter((card) => card.json.includes('"action_id":"claim"') || !card.lines.some((line) => isOver(line, state)))
      .map(({ channel, lines }) => `${name} in ${channel}: wanted ${state}, but it says ${lines.join(' / ')}`);
  });
}

/** The one line of a reminder says what matters most to whom it reminded: that somebody else has it. */
function isOver(line: string, state: string): boolean {
  return line.startsWith(state) || /^➡️ \w+ has it now: nothing to do for you: /u.test(line);
}

/** Every copy of a lead's card; what sums up a day is none. */
export function cardsOf({ slack }: DayWorld, name: string) {
  return slack
    .messages()
    .filter(({ ephemeralFor }) => ephemeralFor === undefined)
    .map(({ blocks, channel }) => ({ json: JSON.stringify(blocks), lines: linesOf(blocks), channel }))
    .filter(({ json, lines: [title = ''] }) => leadsIn(json).includes(name) && !title.endsWith('October'));
}
