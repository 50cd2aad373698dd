import { durationInWords } from '../explain/whenInWords.ts';
import { reasonInWords } from '../sla/deedWords.ts';

/** What somebody of ours had to do with a lead before it was hot again: by whom (a name), and when. */
export type Before = {
  answeredBefore?: { at: number; by?: string };
  dismissedBefore?: { at: number; by?: string; because?: string };
};

/** "Ann Rep contacted them 3 hours before". Counted from `since`, so that it stays true however long the card stands. */
export function beforeInWords({ answeredBefore, dismissedBefore }: Before, since: number): string | undefined {
  if (answeredBefore !== undefined) {
    const { at, by = 'somebody of yours' } = answeredBefore;
    return `${by} contacted them ${agoInWords(at, since)}`;
  }
  if (dismissedBefore === undefined) return undefined;
  const { at, by = 'somebody of yours', because } = dismissedBefore;
  const why = because === undefined ? '' : ` (${reasonInWords(because)})`;
  return `${by} closed it as not a fit ${agoInWords(at, since)}${why}`;
}

function agoInWords(at: number, since: number): string {
  return `${durationInWords(Math.max(0, since - at))} before`;
}
