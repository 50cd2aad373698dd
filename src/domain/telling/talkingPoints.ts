import { MINUTE_MS } from '../decay.ts';
import { wordsOf } from '../explain/patternInWords.ts';
import { agoInWords, type ReaderClock } from '../explain/whenInWords.ts';
import type { Model } from '../model.ts';
import { gradesAt } from '../opens/opens.ts';
import type { Signal } from '../signals.ts';
import { type Done, genericPoint, pointOf, POINTED } from './talkingPointWords.ts';

const MOST_POINTS = 6;
/** Of their own words. */
const MOST_QUOTED = 240;
const UNPRINTED = /[\s\p{Cc}\u202a-\u202e\u2066-\u2069]+/gu;
/** Said of a lead in passing, and nothing to begin a talk with. */
const SILENT = new Set(['email_open', 'return_visit', 'blog_engagement', 'social_interaction', 'ad_engagement']);

type Reading = { model: Model; now: number; clock: ReaderClock };

/**
 * What to talk about, the most promising first, at most six: each says what they did, as it is on record, and what to do with it.
 * A question of theirs comes before everything. Nothing is said that no signal says.
 */
export function talkingPoints(signals: readonly Signal[], reading: Reading): string[] {
  const done = doneByPeople(signals, reading);
  const asked = questionOf(done, reading);
  const types = [...new Set(done.map(({ type }) => type))].filter((type) => !SILENT.has(type));
  const points = types
    .filter(
      (type) =>
        asked === undefined || type !== asked.type || done.some((one) => one.type === type && one.id !== asked.id),
    )
    .map((type) =>
      doneOf(
        type,
        done.filter((one) => one.type === type),
        reading,
      ),
    )
    .toSorted((a, b) => rankOf(a.type) - rankOf(b.type) || b.latest - a.latest)
    .flatMap((one) => pointOf(one) ?? (isPositive(one.type, reading.model) ? genericPoint(one) : []));
  return [...(asked === undefined ? [] : [asked.text]), ...points].slice(0, MOST_POINTS);
}

/** What happened and no machine did, latest first: what is dated too far ahead has not happened yet. */
export function doneByPeople(signals: readonly Signal[], { model, now }: Reading): Signal[] {
  const ahead = model.aheadMinutes * MINUTE_MS;
  const once = [...new Map(signals.map((one) => [one.id, one])).values()];
  const grades = gradesAt(now, once, model.opens, ahead);
  return once
    .filter(({ id, at, confidence }) => at <= now + ahead && (grades.get(id)?.confidence ?? confidence) > 0)
    .toSorted((a, b) => b.at - a.at || (a.id < b.id ? -1 : 1));
}

function doneOf(type: string, events: readonly Signal[], { model, now, clock }: Reading): Done {
  const [latest] = events;
  const quote = events.map(({ evidence }) => oneLine(evidence)).find((said) => said !== '');
  const level = events.find((one) => one.level !== undefined)?.level;
  return {
    type,
    times: events.length,
    when: agoInWords(latest?.at ?? now, now, clock),
    latest: latest?.at ?? now,
    assets:
      type.startsWith('email_') || type.endsWith('_reply')
        ? []
        : [...new Set(events.flatMap(({ asset }) => asset ?? []))],
    words: wordsOf(type, model),
    ...(quote !== undefined && { quote }),
    ...(level !== undefined && { level }),
  };
}

function rankOf(type: string): number {
  const rank = POINTED.indexOf(type);
  // What a customer added to the catalogue comes before what is only about the company.
  return rank < 0 ? POINTED.indexOf('email_link_click') - 0.5 : rank;
}

function isPositive(type: string, { catalogue }: Model): boolean {
  return (Object.hasOwn(catalogue, type) ? (catalogue[type]?.points ?? 0) : 0) > 0;
}

/** The last thing they asked in their own words. */
function questionOf(
  done: readonly Signal[],
  { now, clock }: Reading,
): { id: string; type: string; text: string } | undefined {
  for (const { id, type, at, evidence } of done) {
    const questions = sentencesOf(oneLine(evidence, Infinity)).filter((sentence) => sentence.endsWith('?'));
    if (questions.length === 0) continue;
    const said = cut(questions.slice(0, 2).join(' '), MOST_QUOTED);
    return { id, type, text: `They asked ${agoInWords(at, now, clock)}: "${said}" Answer that first.` };
  }
  return undefined;
}

function sentencesOf(text: string): string[] {
  return text.split(/(?<=[.!?…])\s+/);
}

function oneLine(evidence = '', most = MOST_QUOTED): string {
  return cut(evidence.replace(UNPRINTED, ' ').replaceAll('"', "'").trim(), most);
}

function cut(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most - 1).replace(/\p{Cs}$/u, '')}…` : text;
}
