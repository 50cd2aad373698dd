import type { ResponseRow } from '../../../hubspot-app/src/app/shared/api.ts';
import { MINUTE_MS } from '../../domain/decay.ts';
import { durationInWords } from '../../domain/explain/whenInWords.ts';
import type { Responses } from '../../domain/figures/figures.ts';

/** One row a group, from the signal to the first contact; who had most comes first. `inHour` counts those answered within one. */
export function responseRows(groups: ReadonlyMap<string, Responses>, nameOf: (key: string) => string): ResponseRow[] {
  return [...groups]
    .map(([key, { signalToContact }]) => {
      const { count, open, kaplanMeierMedianMs: median, kaplanMeierP90Ms: p90, answeredWithin } = signalToContact;
      return {
        name: nameOf(key),
        hotLeads: count + open,
        answered: count,
        open,
        median: waitInWords(median),
        p90: waitInWords(p90),
        inHour: answeredWithin['60m'].hits,
        ...(median !== undefined && { medianMinutes: Math.round(median / MINUTE_MS) }),
      };
    })
    .toSorted((a, b) => b.hotLeads - a.hotLeads || (a.name < b.name ? -1 : 1));
}

/** "42 min"; "not yet" while too many wait to know. */
export function waitInWords(ms: number | undefined): string {
  return ms === undefined ? 'not yet' : spanInWords(ms);
}

/** "42 min", "3 hours", "under 1 min". */
export function spanInWords(ms: number): string {
  return ms < MINUTE_MS ? 'under 1 min' : durationInWords(ms).replace(/ minutes?$/, ' min');
}
