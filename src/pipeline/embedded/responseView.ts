import type { ResponseView } from '../../../hubspot-app/src/app/shared/api.ts';
import type { Conversion } from '../../domain/conversion.ts';
import { DAY_MS, HOUR_MS } from '../../domain/decay.ts';
import { askedTypes } from '../../domain/asked.ts';
import type { ReaderClock } from '../../domain/explain/whenInWords.ts';
import { isAnswered, NOBODY, repOf, type Round } from '../../domain/figures/rounds.ts';
import { contactWaitOf } from '../../domain/figures/waits.ts';
import { withinOfSame } from '../../domain/figures/within.ts';
import type { Model } from '../../domain/model.ts';
import type { Credit } from '../../store/figures.ts';
import { figuresOfDays, type FiguresAnswer } from '../figuresOfDays.ts';
import type { Parts, Workspace } from '../parts.ts';
import { readerClock } from '../readerClock.ts';
import { workedIn } from '../worked.ts';
import { figureCards } from './figureCards.ts';
import { isAnsweredInHour, responseRows } from './responseRows.ts';

const DAYS = 30;
const MOST_KINDS = 50;

/** How fast hot leads were answered in the last 30 days, and what came of them. Days are the workspace's. */
export async function responseView(parts: Parts, ws: Workspace): Promise<ResponseView> {
  const now = parts.now();
  const { team, model } = await parts.store.together(ws.id, async (rows) => {
    const { model: decides } = await ws.deciding(rows);
    const reps = await rows.repsOf(ws.crm.kind);
    const said = await rows.repTimes(now - DAYS * DAY_MS);
    return { model: decides, team: { reps, said, settings: decides.routing, defaultZone: ws.timeZone } };
  });
  const worked = workedIn(team, { days: DAYS, now });
  const asked = { days: DAYS, now, timeZone: ws.timeZone, worked, credit: creditOf(model) };
  return viewOf(await figuresOfDays(parts.store, ws.id, asked), model);
}

/** A lead that a workflow asked for was made hot by what it did itself. */
function creditOf(model: Model): Credit {
  const asked = askedTypes(model);
  const speaks = Object.entries(model.catalogue).flatMap(([type, { points }]) => (points > 0 ? type : []));
  return { asked: [...asked], own: speaks.filter((type) => !asked.has(type)) };
}

/** The same figures as a page shows them. */
function viewOf(answer: FiguresAnswer, model: Model): ResponseView {
  const { from, to: now, timeZone, figures, names, rounds } = answer;
  const nameOf = (id: string) => names.get(id) ?? (id === NOBODY ? 'Nobody yet' : 'Somebody who has left');
  return {
    from: dayOf(from, readerClock(timeZone)),
    to: dayOf(now, readerClock(timeZone)),
    figures: figureCards(answer),
    perDay: perDayOf(answer),
    ...withinOf(rounds, now),
    byRep: responseRows(rounds, {
      by: (round) => repOf(round, now),
      nameOf,
      times: figures.byRep,
      passedBy: passedByOf(now),
      now,
    }),
    byTier: responseRows(rounds, {
      by: ({ tier }) => String(tier),
      nameOf: (tier) => `Tier ${tier}`,
      times: figures.byTier,
      now,
    }),
    bySource: responseRows(rounds, {
      by: ({ source }) => source,
      nameOf: sourceInWords,
      times: figures.bySource,
      now,
    }).slice(0, MOST_KINDS),
    conversion: conversionsOf(answer, model),
  };
}

/** Clocks by the day on which they began, and of them those that were answered within an hour; days without any, too. */
function perDayOf({ perDay, rounds, timeZone, to }: FiguresAnswer): ResponseView['perDay'] {
  const clock = hourly(readerClock(timeZone));
  const days = new Map(perDay.map(({ day }) => [day, { hotLeads: 0, answeredInHour: 0 }]));
  for (const round of rounds) {
    const day = days.get(dayOf(round.startedAt, clock));
    if (day === undefined) continue;
    day.hotLeads += 1;
    if (isAnsweredInHour(round, to)) day.answeredInHour += 1;
  }
  return [...days].map(([day, counts]) => ({ day, ...counts }));
}

/** Programs of one's own name their sources as they like. */
function sourceInWords(source: string): string {
  return { hubspot: 'HubSpot', salesforce: 'Salesforce' }[source] ?? source;
}

/** Who had a round and let it lie until somebody else answered. */
export function passedByOf(now: number): (round: Round) => string[] {
  return (round) => {
    const { contactRep, holdings = [], assignee } = round;
    if (!isAnswered(round, now) || contactRep === undefined) return [];
    const had = new Set([...holdings.map(({ rep }) => rep), ...(assignee === undefined ? [] : [assignee])]);
    return [...had].filter((rep) => rep !== contactRep);
  };
}

function withinOf(rounds: readonly Round[], now: number): Pick<ResponseView, 'within' | 'withinOf'> {
  const labels = { '5m': '5 min', '15m': '15 min', '60m': '1 hour', '4h': '4 hours' } as const;
  const shares = withinOfSame(rounds.map((round) => contactWaitOf(round, now)));
  const within = Object.entries(labels).flatMap(([limit, label]) => {
    const { share, low = 0, high = 1 } = shares[limit as keyof typeof labels];
    return share === undefined ? [] : [{ label, share, low, high }];
  });
  return { within, withinOf: shares['4h'].of };
}

function conversionsOf({ opportunities }: FiguresAnswer, model: Model): ResponseView['conversion'] {
  const { catalogue } = model;
  const asked = askedTypes(model);
  const byType = [...opportunities.bySignalType]
    .filter(([type]) => !asked.has(type))
    .toSorted(([, a], [, b]) => b.of - a.of)
    .slice(0, MOST_KINDS)
    .flatMap(([type, one]) =>
      conversionOf(Object.hasOwn(catalogue, type) ? (catalogue[type]?.words ?? type) : type, one),
    );
  return [...conversionOf('all hot leads', opportunities.closed), ...byType];
}

/** Of none nothing can be said. */
function conversionOf(words: string, { won, of, share, low = 0, high = 1 }: Conversion): ResponseView['conversion'] {
  return share === undefined ? [] : [{ words, leads: of, won, share, low, high }];
}

/** YYYY-MM-DD on the reader's wall. */
function dayOf(at: number, clock: ReaderClock): string {
  return new Date(at + clock.offsetMsAt(at)).toISOString().slice(0, 10);
}

/** A month has tens of thousands of rounds, and asking a zone takes a while: clocks change on the hour. */
function hourly(clock: ReaderClock): ReaderClock {
  const known = new Map<number, number>();
  return {
    offsetMsAt(at) {
      const hour = Math.floor(at / HOUR_MS);
      const offset = known.get(hour) ?? clock.offsetMsAt(hour * HOUR_MS);
      known.set(hour, offset);
      return offset;
    },
  };
}
