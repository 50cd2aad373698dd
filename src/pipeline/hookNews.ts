import { hookData } from '../domain/telling/hookData.ts';
import type { HookType } from '../domain/telling/hookTypes.ts';
import type { Rows } from '../store/store.ts';
import type { Workspace } from './parts.ts';
import { placeOf } from './place.ts';

/** Something that happened to an episode; `more` is what only this kind of news says. */
export type HookNews = { type: HookType; episode: string; more?: Record<string, string | number | undefined> };

/** Tells programs that asked for it, as it stands in the open transaction. Answers the ids of the steps that deliver it. */
export async function hookNews(rows: Rows, ws: Workspace, news: HookNews[], now: number): Promise<string[]> {
  if (news.length === 0 || (await rows.hooksOf()).length === 0) return [];
  const subjects = await rows.alertSubjects([...new Set(news.map(({ episode }) => episode))], ws.crm.kind);
  const byId = new Map(subjects.map((subject) => [subject.episode, subject]));
  const events = news.flatMap(({ type, episode, more }) => {
    const subject = byId.get(episode);
    if (subject === undefined) return [];
    const { record, assignee: name, assigneeEmail: email, round, score, tier, reasons, respondBy } = subject;
    const assignee = name === undefined ? {} : { assignee: { name, ...(email !== undefined && { email }) } };
    const data = hookData({ episode, score, tier, reasons, respondBy, lead: placeOf(ws, record), ...assignee }, more);
    return [{ key: `${type}:${episode}:${round}:${now}`, type, at: now, data }];
  });
  return rows.addHookEvents(events, now);
}
