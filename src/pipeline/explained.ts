import { coolerBy } from '../domain/counterfactual/counterfactual.ts';
import { DAY_MS } from '../domain/decay.ts';
import { explain } from '../domain/explain/explain.ts';
import type { ReaderClock } from '../domain/explain/whenInWords.ts';
import type { Model } from '../domain/model.ts';
import type { Told } from '../domain/story/story.ts';
import { lessInWords, timelineInWords, whyHotInWords } from '../domain/telling/explainedWords.ts';
import { whyMeInWords } from '../domain/telling/whyMeWords.ts';
import { standingAt } from '../domain/tiers.ts';
import type { Rows } from '../store/store.ts';
import type { Parts, Workspace } from './parts.ts';
import { readerClock } from './readerClock.ts';
import type { Person } from './who.ts';

/** A search through 100 took 0.2 s. */
const MOST_SIGNALS = 200;
const HISTORY_MS = 30 * DAY_MS;
const STRANGER = 'Nobody with your e-mail address is a rep in your CRM: ask your admin.';

/**
 * Plain lines that explain an episode to the reader, in their zone: why the lead is hot, why it went to whom it went, or what
 * happened. One line that says so when nobody knows the episode any more, or the reader.
 */
export async function tellLines(
  parts: Parts,
  ws: Workspace,
  rows: Rows,
  person: Pick<Person, 'rep' | 'manager' | 'timeZone'>,
  episode: string,
  what: 'why_hot' | 'why_me' | 'timeline',
): Promise<string[]> {
  if (person.rep === undefined && !person.manager) return [STRANGER];
  const [subject] = await rows.alertSubjects([episode], ws.crm.kind);
  const lead = subject && (await rows.leadsMeant(subject.lead)).find(({ id }) => id === subject.lead);
  if (subject === undefined || lead === undefined) return ['This lead is not known here any more.'];
  const kept = await rows.storyRows(lead);
  const { model, hash } = await ws.deciding(rows);
  const clock = readerClock(person.timeZone);
  const now = parts.now();
  if (what === 'why_hot') {
    const at = subject.closedAt ?? now;
    const known = kept.signals.filter(({ receivedAt }) => receivedAt <= at);
    const words = whyHotInWords(explain(known, model, at, clock), standingAt(at, known, model), model);
    return [...words, ...lessIn(known, { model, clock, at })];
  }
  const told = toldOf(kept, { model, hash }, clock);
  const { name } = told;
  const opened = kept.rounds.filter((round) => round.episode === episode).map(({ openedAt }) => openedAt);
  const openedAt = Math.min(subject.reasonsAt, ...opened);
  const ofEpisode = { from: Math.min(subject.triggerAt, openedAt), to: subject.closedAt ?? now };
  const decisions = kept.decisions.filter(({ at }) => at <= ofEpisode.to);
  if (what === 'why_me') return whyMeInWords(decisions, { name, clock }, openedAt);
  return timelineInWords(told, ofEpisode);
}

/** What is kept of a lead, to be told by the rules of now; those of before are explained on the command line alone. */
export function toldOf(
  kept: Awaited<ReturnType<Rows['storyRows']>>,
  { model, hash }: { model: Model; hash: string },
  clock: Told['clock'],
): Told {
  const names = new Map(kept.reps.flatMap(({ id, name, record }) => [[id, name] as const, [record, name] as const]));
  const name = (rep: string) => names.get(rep) ?? rep;
  const modelOf = (asked: string) => (asked === hash ? model : undefined);
  return { ...kept, work: messagesOf(kept.decisions, name), model, modelOf, name, clock };
}

/** The least that would have kept the lead cooler; of very many signals it takes too long to wait for. */
function lessIn(
  signals: Told['signals'],
  { model, clock, at }: { model: Model; clock: ReaderClock; at: number },
): string[] {
  if (signals.length > MOST_SIGNALS) return [];
  const from = at - HISTORY_MS;
  const first = Math.min(at, ...signals.map((signal) => signal.at).filter((each) => each > from));
  return lessInWords(coolerBy(signals, model, { from: first - 1, to: at }, clock));
}

/** For whom each message was, where that is known. */
function messagesOf(decisions: Told['decisions'], name: Told['name']): Told['work'] {
  return decisions.flatMap(({ kind, at, outcome }) => {
    const { step, rep } = (kind === 'effect' ? outcome : {}) as { step?: string; rep?: string };
    return step === undefined || rep === undefined ? [] : [{ step, kind: 'alert', at, text: '', to: name(rep) }];
  });
}
