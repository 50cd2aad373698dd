import { dateTitle, tomorrowOf } from '../calendar/wallTime.ts';
import { DAY_MS } from '../domain/decay.ts';
import { figuresOf } from '../domain/figures/figures.ts';
import type { Model } from '../domain/model.ts';
import type { Digest } from '../domain/telling/digest.ts';
import { dayDigest, type DueAnswer, missedOf } from '../domain/telling/dayDigest.ts';
import { repFigures, teamFigures } from '../domain/telling/repFigures.ts';
import { weekDigest } from '../domain/telling/weekDigest.ts';
import type { Stretch } from '../store/digests.ts';
import type { KeptRep } from '../store/reps.ts';
import type { Rows } from '../store/store.ts';
import { dueAnswerOf, hotShown, noticesShown, quietShown } from './digestLeads.ts';
import type { Workspace } from './parts.ts';
import { readerClock } from './readerClock.ts';
import { readerZone } from './readerZone.ts';
import type { Told } from './tellPerson.ts';

/** What a digest step says: whose day, or whose week. */
export type DigestFor = { kind: 'day'; rep: string } | { kind: 'week'; email: string; timeZone: string };

/** `named`: our ids of the leads in it. */
type Made = { digest?: Digest | undefined; named?: string[]; reader?: Told };
type When = { now: number; mayBeRepeated: boolean };

const WEEK_DAYS = 7;

/** The digest as of now, and who reads it; without the one where nothing is to be said, without the other where nobody is there. */
export async function digestFor(ws: Workspace, rows: Rows, asked: DigestFor, when: When): Promise<Made> {
  const { model } = await ws.deciding(rows);
  const reps = await rows.repsOf(ws.crm.kind);
  if (asked.kind === 'week') {
    const digest = await weekOf(ws, rows, model, reps, asked, when);
    return { digest, named: namedIn(digest), reader: readerOf(reps, asked) };
  }
  const rep = reps.find(({ id }) => id === asked.rep);
  if (rep === undefined || !rep.active || rep.email === undefined) return {};
  return { ...(await dayOf(ws, rows, model, rep, when)), reader: readerOf(reps, { email: rep.email }) };
}

function namedIn(digest: Digest | undefined, due: readonly DueAnswer[] = []): string[] {
  const listed = digest?.parts.flatMap(({ leads }) => leads) ?? [];
  const missed = digest === undefined ? [] : missedOf(due, digest.now);
  return [...new Set([...listed, ...missed].flatMap(({ lead }) => lead ?? []))];
}

function readerOf(reps: readonly KeptRep[], { email }: { email: string }): Told {
  const chatId = reps.find((rep) => rep.active && rep.email?.toLowerCase() === email.toLowerCase())?.chatId;
  return { email, ...(chatId !== undefined && { chatId }) };
}

async function dayOf(ws: Workspace, rows: Rows, model: Model, rep: KeptRep, when: When): Promise<Made> {
  const { now } = when;
  const timeZone = readerZone(rep, ws, model);
  const since = await sinceLast(rows, rep.id, now, DAY_MS);
  const { all, byRep } = await figuresIn(rows, now);
  const due = (await rows.dueAnswers(rep.id, since)).flatMap((lead) => dueAnswerOf(lead, rep.id));
  const digest = dayDigest({
    ...when,
    title: dateTitle(timeZone, now),
    timeZone,
    clock: readerClock(timeZone),
    tomorrow: tomorrowOf(timeZone, now),
    leads: (await rows.openLeads(ws.crm.kind, rep.id)).map((lead) => hotShown(ws, lead, () => rep.name)),
    notices: await noticesShown(ws, rows, model, since, rep),
    quietlyHot: await quietShown(ws, rows, model, since, { owner: rep.id, timeZone }),
    due,
    figures: repFigures(byRep.get(rep.id), all).slice(0, 1),
  });
  return { digest, named: namedIn(digest, due) };
}

async function weekOf(
  ws: Workspace,
  rows: Rows,
  model: Model,
  reps: readonly KeptRep[],
  { email, timeZone }: DigestFor & { kind: 'week' },
  when: When,
): Promise<Digest | undefined> {
  const { now } = when;
  const week = { after: now - WEEK_DAYS * DAY_MS, upTo: now };
  const since = await sinceLast(rows, email, now, WEEK_DAYS * DAY_MS);
  const names = new Map(reps.map(({ id, name }) => [id, name]));
  const nameOf = (rep: string) => names.get(rep) ?? 'somebody';
  const { all } = await figuresIn(rows, now);
  const byRep = (await rows.leadsByRep(week)).map(({ rep, ...counts }) => ({ name: nameOf(rep), ...counts }));
  const byType = (await rows.notAFitByType(week)).map(({ type, ...counts }) => {
    return { words: model.catalogue[type]?.words ?? type.replaceAll('_', ' '), ...counts };
  });
  return weekDigest({
    ...when,
    title: `The week to ${dateTitle(timeZone, now)}`,
    timeZone,
    clock: readerClock(timeZone),
    leads: (await rows.openLeads(ws.crm.kind)).map((lead) => hotShown(ws, lead, nameOf)),
    notices: await noticesShown(ws, rows, model, since),
    quietlyHot: await quietShown(ws, rows, model, since, { timeZone }),
    figures: teamFigures(all),
    notAFit: byType,
    reps: byRep.toSorted((a, b) => a.name.localeCompare(b.name)),
    unreachable: await rows.unreachable(),
  });
}

/** What no digest told yet, at most twice as long ago as one should be: a first one is no history. */
async function sinceLast(rows: Rows, subject: string, now: number, usualMs: number): Promise<Stretch> {
  const last = await rows.lastDigestUpTo(subject);
  const after = last === undefined ? now - usualMs : Math.max(last, now - Math.max(2 * usualMs, WEEK_DAYS * DAY_MS));
  return { after, upTo: now };
}

async function figuresIn(rows: Rows, now: number) {
  const period = { from: now - WEEK_DAYS * DAY_MS, to: now };
  return figuresOf(await rows.figureRounds(period), { ...period, earlier: [] });
}
