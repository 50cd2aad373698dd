import { MINUTE_MS } from '../decay.ts';
import { agoInWords, plural, type ReaderClock } from '../explain/whenInWords.ts';
import type { Model } from '../model.ts';
import type { Signal } from '../signals.ts';
import { signalLine } from '../story/storySignals.ts';
import { doneByPeople, talkingPoints } from './talkingPoints.ts';

/** What is known beside the signals. */
export type BriefFacts = {
  industry?: string;
  companySize?: string;
  country?: string;
  lifecycle?: string;
  /** Where the person came from, as the CRM says. */
  source?: string;
  /** The score of the company as a whole. */
  accountScore?: number;
  /** Others of the company who did something lately, the hottest first. */
  colleagues: readonly { name: string; jobTitle?: string; score: number }[];
  /** Open deals with the person. */
  deals: readonly { stage?: string; amount?: number }[];
};

/** Everything of a context e-mail that is not on the alert already. */
export type BriefContent = {
  /** Oldest first. */
  history: { at: number; text: string }[];
  pages: string[];
  downloads: string[];
  facts: [name: string, value: string][];
  talkingPoints: string[];
};

const MOST_HISTORY = 60;
const MOST_ASSETS = 15;
const DOWNLOAD = /_download$/;
const FILE = /\.(pdf|docx?|xlsx?|pptx?|zip|epub)$/i;

/** What a rep reads before the call, made of the signals of the lead and of its company; in the reader's time. */
export function briefOf(
  signals: readonly Signal[],
  facts: BriefFacts,
  reading: { model: Model; now: number; clock: ReaderClock },
): BriefContent {
  const done = doneByPeople(signals, reading);
  const own = done.filter(({ subject, asset }) => subject === 'lead' && asset !== undefined && isPlace(asset));
  const isDownload = ({ type, asset = '' }: Signal) => DOWNLOAD.test(type) || FILE.test(asset);
  return {
    history: historyOf(done, reading),
    pages: placesOf(
      own.filter((one) => !isDownload(one)),
      reading,
    ),
    downloads: placesOf(
      done.filter((one) => one.asset !== undefined && isDownload(one)),
      reading,
    ),
    facts: factsOf(facts),
    talkingPoints: talkingPoints(signals, reading),
  };
}

function isPlace(asset: string): boolean {
  return asset.startsWith('/');
}

/** Refreshes of one visit are one line. Only of very many are the oldest left out, and counted. */
function historyOf(
  done: readonly Signal[],
  { model, clock }: { model: Model; clock: ReaderClock },
): { at: number; text: string }[] {
  const lines: { at: number; last: number; text: string; times: number }[] = [];
  for (const signal of done.toReversed()) {
    const { text } = signalLine({ ...signal, receivedAt: signal.at }, { model, clock });
    const before = lines.at(-1);
    if (before?.text === text && signal.at - before.last < model.foldMinutes * MINUTE_MS) {
      before.times += 1;
      before.last = signal.at;
    } else lines.push({ at: signal.at, last: signal.at, text, times: 1 });
  }
  const left = lines.length - MOST_HISTORY;
  const shown = lines.slice(-MOST_HISTORY).map(({ at, text, times }) => ({
    at,
    text: times === 1 ? text : `${text}, ${plural(times, 'time')}`,
  }));
  const first = shown[0];
  return left > 0 && first ? [{ at: first.at, text: `${plural(left, 'earlier line')} left out` }, ...shown] : shown;
}

/** "/pricing, 3 times, last 35 minutes ago", the latest first. */
function placesOf(done: readonly Signal[], { now, clock }: { now: number; clock: ReaderClock }): string[] {
  const places = new Map<string, Signal[]>();
  for (const signal of done) places.set(signal.asset ?? '', [...(places.get(signal.asset ?? '') ?? []), signal]);
  return [...places].slice(0, MOST_ASSETS).map(([asset, visits]) => {
    const when = agoInWords(visits[0]?.at ?? now, now, clock);
    return visits.length === 1 ? `${asset}, ${when}` : `${asset}, ${plural(visits.length, 'time')}, last ${when}`;
  });
}

function factsOf({ industry, companySize, country, lifecycle, source, accountScore, colleagues, deals }: BriefFacts) {
  const all: [string, string | undefined][] = [
    ['Industry', industry],
    ['Company size', companySize],
    ['Country', country],
    ['Came from', source],
    ['Stage in the CRM', lifecycle],
    ['Score of the company', accountScore === undefined || accountScore === 0 ? undefined : String(accountScore)],
    ['Colleagues', colleagues.map(colleagueText).join('; ')],
    ['Open deals', deals.map(dealText).join('; ')],
  ];
  return all.filter((fact): fact is [string, string] => Boolean(fact[1]?.trim()));
}

function colleagueText({ name, jobTitle, score }: BriefFacts['colleagues'][number]): string {
  return `${name}${jobTitle ? `, ${jobTitle}` : ''} (score ${score})`;
}

function dealText({ stage, amount }: BriefFacts['deals'][number]): string {
  return [stage ?? 'open', ...(amount === undefined ? [] : [`amount ${amount}`])].join(', ');
}
