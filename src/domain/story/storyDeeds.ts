import { dateInWords } from '../explain/whenInWords.ts';
import { reasonInWords } from '../sla/deedWords.ts';
import type { Told } from './story.ts';
import { pairsInWords } from './storyWork.ts';

/** What is kept of who did it: a rep's id, or as whom colleagues know a manager. */
type Doer = { deed?: string; by?: string; name?: string; to?: string; owner?: string; reason?: string; note?: string };

/** "Ann snoozed it until 31 Jan 10:40 UTC", "Ann released it", "Max gave it to Bob, who owns it from now on". */
export function deedInWords(inputs: unknown, outcome: unknown, told: Pick<Told, 'name' | 'clock'>): string {
  const doer = (inputs ?? {}) as Doer;
  const { until, from, result } = (outcome ?? {}) as { until?: number; from?: string; result?: { owner?: string } };
  const who = doerInWords(doer, told);
  switch (doer.deed ?? '') {
    case 'snooze':
      return `${who} snoozed it${until === undefined ? '' : ` until ${dateInWords(until, told.clock)}`}`;
    case 'release':
      return from === undefined || from === doer.by
        ? `${who} released it`
        : `${who} released the claim of ${told.name(from)}`;
    case 'reassign':
      return `${who} gave it to ${told.name(doer.to ?? '')}${result?.owner === doer.to && doer.owner !== doer.to ? ', who owns it from now on' : ''}`;
    default:
      return `deed: ${pairsInWords(outcome)}`;
  }
}

/** "Ann closed it, not a fit: too small (\"two people\")"; undefined for what no rep closed. */
export function dismissedInWords(inputs: unknown, told: Pick<Told, 'name'>): string | undefined {
  const doer = (inputs ?? {}) as Doer;
  if (doer.deed !== 'not_a_fit') return undefined;
  const note = doer.note === undefined ? '' : ` ("${onOneLine(doer.note)}")`;
  return `${doerInWords(doer, told)} closed it, not a fit: ${reasonInWords(doer.reason ?? 'other')}${note}`;
}

/** ", as they said", with their note; nothing for what the CRM holds. */
export function saidInWords(inputs: unknown): string {
  const { said } = (inputs ?? {}) as { said?: { note?: string } };
  if (said === undefined) return '';
  return said.note === undefined ? ', by their word' : `, by their word: "${onOneLine(said.note)}"`;
}

/** Line ends and control characters would tear the story apart. */
function onOneLine(note: string): string {
  return note.replace(/[\s\p{Cc}]+/gu, ' ').trim();
}

function doerInWords({ by, name }: Doer, told: Pick<Told, 'name'>): string {
  return by === undefined ? (name ?? 'somebody') : told.name(by);
}
