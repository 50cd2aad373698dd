import { durationInWords, plural } from '../explain/whenInWords.ts';
import type { Responses } from '../figures/figures.ts';
import type { Response } from '../figures/response.ts';
import type { DigestFigure } from './digest.ts';

const MEDIAN = 'Median time to first contact';

/** "24 minutes; no answer yet: 9": the middle one of all, where those that wait count as waiting longer than they have. */
function medianInWords({ open, kaplanMeierMedianMs: median }: Response): string {
  const middle = median === undefined ? 'none: fewer than half are answered' : durationInWords(median);
  return open === 0 ? middle : `${middle}; no answer yet: ${open}`;
}

/** "3 of 4 (75%)" of those whose hour is over. */
function withinHourInWords({ answeredWithin }: Pick<Response, 'answeredWithin'>): string {
  const { hits, of } = answeredWithin['60m'];
  return of === 0 ? 'too early to say' : `${hits} of ${of} (${Math.round((100 * hits) / of)}%)`;
}

/** A rep's own figures beside the team's; empty when they had no lead. */
export function repFigures(own: Responses | undefined, team: Responses): DigestFigure[] {
  if (own === undefined) return [];
  const [mine, all] = [own.signalToContact, team.signalToContact];
  return [
    { name: MEDIAN, value: medianInWords(mine), team: medianInWords(all) },
    { name: 'Answered within an hour', value: withinHourInWords(mine), team: withinHourInWords(all) },
    { name: 'Contacted', value: contacted(mine), team: contacted(all) },
  ];
}

/** How fast everyone answered; empty when nothing was to answer. */
export function teamFigures({ signalToContact: response }: Responses): DigestFigure[] {
  const { count, open, kaplanMeierP90Ms: p90Ms, answeredWithin } = response;
  if (count + open === 0) return [];
  const limits = { '5m': '5 minutes', '15m': '15 minutes', '60m': 'an hour', '4h': '4 hours' } as const;
  const within = Object.entries(limits).flatMap(([limit, words]) => {
    const { hits, of } = answeredWithin[limit as keyof typeof limits];
    return of === 0
      ? []
      : [{ name: `Answered within ${words}`, value: `${hits} of ${of} (${Math.round((100 * hits) / of)}%)` }];
  });
  return [
    { name: 'Hot leads', value: `${plural(count + open, 'lead')}, ${open} not answered` },
    ...(count === 0 ? [] : [{ name: MEDIAN, value: medianInWords(response) }]),
    ...(p90Ms === undefined ? [] : [{ name: 'Slowest tenth took', value: `${durationInWords(p90Ms)} or more` }]),
    ...within,
  ];
}

function contacted({ count, open }: Response): string {
  return `${count} of ${count + open}`;
}
