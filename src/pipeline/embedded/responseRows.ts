import type { ResponseRow } from '../../../hubspot-app/src/app/shared/api.ts';
import { HOUR_MS, MINUTE_MS } from '../../domain/decay.ts';
import { durationInWords } from '../../domain/explain/whenInWords.ts';
import type { Responses } from '../../domain/figures/figures.ts';
import { type Response, responseOf } from '../../domain/figures/response.ts';
import { isAnswered, type Round } from '../../domain/figures/rounds.ts';
import { contactWaitOf } from '../../domain/figures/waits.ts';

/** By what rounds are grouped, how long each group's took, and who else had them; `now` is when all of it is known. */
export type Grouping = {
  by: (round: Round) => string;
  nameOf: (key: string) => string;
  /** Absent of a group: the times are those of its own rounds. */
  times: ReadonlyMap<string, Pick<Responses, 'signalToContact'>>;
  /** Who had the round, and did not answer it though somebody else did. */
  passedBy?: (round: Round) => string[];
  now: number;
};

/**
 * One row a group, from the signal to the first contact; who has most comes first. Each round is in one row alone, and it is
 * answered or it waits, so the columns add up.
 */
export function responseRows(
  rounds: readonly Round[],
  { by, nameOf, times, passedBy = () => [], now }: Grouping,
): ResponseRow[] {
  const groups = Map.groupBy(rounds, by);
  const passed = Map.groupBy(rounds.flatMap(passedBy), (key) => key);
  return [...new Set([...groups.keys(), ...passed.keys()])]
    .map((key) => {
      const own = groups.get(key) ?? [];
      const response = times.get(key)?.signalToContact ?? responseOf(own.map((round) => contactWaitOf(round, now)));
      const byOthers = passed.get(key)?.length;
      return {
        name: nameOf(key),
        ...countsOf(own, now),
        ...timesOf(response),
        ...(byOthers !== undefined && { byOthers }),
      };
    })
    .toSorted((a, b) => b.hotLeads - a.hotLeads || (a.name < b.name ? -1 : 1));
}

function countsOf(
  rounds: readonly Round[],
  now: number,
): Pick<ResponseRow, 'hotLeads' | 'answered' | 'open' | 'inHour'> {
  const answered = rounds.filter((round) => isAnswered(round, now)).length;
  const inHour = rounds.filter((round) => isAnsweredInHour(round, now)).length;
  return { hotLeads: rounds.length, answered, open: rounds.length - answered, inHour };
}

/** As the chart of days counts it, however young the round is. */
export function isAnsweredInHour(round: Round, now: number): boolean {
  const { startedAt, contactedAt = Infinity } = round;
  return isAnswered(round, now) && contactedAt - startedAt <= HOUR_MS;
}

function timesOf({ kaplanMeierMedianMs: median, kaplanMeierP90Ms: p90 }: Response) {
  return {
    median: waitInWords(median),
    p90: waitInWords(p90),
    ...(median !== undefined && { medianMinutes: Math.round(median / MINUTE_MS) }),
  };
}

/** "42 min"; "not yet" while too many wait to know. */
export function waitInWords(ms: number | undefined): string {
  return ms === undefined ? 'not yet' : spanInWords(ms);
}

/** "42 min", "3 hours", "under 1 min". */
export function spanInWords(ms: number): string {
  return ms < MINUTE_MS ? 'under 1 min' : durationInWords(ms).replace(/ minutes?$/, ' min');
}
