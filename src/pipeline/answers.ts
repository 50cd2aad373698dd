import type { Answers, Candidate, Who } from '../channels/answers.ts';
import { Failure } from '../failure.ts';
import type { Rows } from '../store/store.ts';
import { alertsOf } from './alertCard.ts';
import { act } from './deeds.ts';
import { openDesk } from './desk.ts';
import { tellLines } from './explained.ts';
import { homeOf } from './home.ts';
import { type Parts, wake, type Workspace } from './parts.ts';
import { keepPreferences } from './preferencesKept.ts';
import { leaveFor } from './leftBehind.ts';
import { backFor } from './presence.ts';
import { queueOf } from './queue.ts';
import { statusOf } from './statuses.ts';
import { type Person, personOf } from './who.ts';

/** What people say and ask through a channel, answered from rows. */
export function answersOf(parts: Parts): Answers {
  /** In one transaction of the asker's workspace, by somebody who is known or not. */
  async function asked<T>(who: Who, answer: (ws: Workspace, rows: Rows, person: Person) => Promise<T>): Promise<T> {
    const ws = workspaceOf(who.workspace);
    return parts.store.together(ws.id, async (rows) => {
      const { model } = await ws.deciding(rows);
      return answer(ws, rows, await personOf(rows, ws, who, model));
    });
  }

  function workspaceOf(id: string): Workspace {
    const ws = parts.workspaces.get(id);
    if (ws === undefined) throw Failure.permanent(`no workspace ${id} is open here: ask the process that serves it`);
    return ws;
  }

  return {
    async act(press) {
      const ws = workspaceOf(press.who.workspace);
      const { pressed, added } = await act(parts, ws, press);
      await Promise.all(added.map(({ kind, ids }) => wake(parts, ws.id, kind, ids)));
      return pressed;
    },
    alert: (who, episode) =>
      asked(who, async (ws, rows, { rep, manager, timeZone }) => {
        if (rep === undefined && !manager && !isAnyone(who)) return undefined;
        const surface = isAnyone(who) ? 'channel' : 'person';
        const reader = { surface, timeZone, who, manager, ...(rep !== undefined && { rep: rep.id }) } as const;
        return (await alertsOf(parts, ws, rows, [episode], reader)).get(episode);
      }),
    tell: (who, episode, what) =>
      asked(who, (ws, rows, { manager, ...person }) =>
        tellLines(parts, ws, rows, { ...person, manager: manager || isAnyone(who) }, episode, what),
      ),
    candidates: (who, episode) => asked(who, (ws, rows, person) => candidatesOf(parts, ws, rows, person, episode)),
    queue: (who, whose) => asked(who, (ws, rows, person) => queueOf(parts, ws, rows, person, whose)),
    home: (who) => asked(who, (ws, rows, person) => homeOf(parts, ws, rows, person)),
    savePreferences: (who, preferences) =>
      asked(who, async (ws, rows, person) =>
        keepPreferences(rows, person, preferences, (await ws.deciding(rows)).model, parts.now()),
      ),
    async away(who, until, because) {
      const answer = await asked(who, (ws, rows, person) =>
        leaveFor(rows, ws, person, { until, because, now: parts.now() }),
      );
      await wake(parts, who.workspace, 'route', [`away-${parts.newId()}`]);
      return answer;
    },
    async back(who) {
      const answer = await asked(who, (_ws, rows, person) => backFor(rows, person, parts.now()));
      await wake(parts, who.workspace, 'route', [`back-${parts.newId()}`]);
      return answer;
    },
    async statusChanged(workspace, chatId) {
      const ws = parts.workspaces.get(workspace);
      if (ws !== undefined) await statusOf(parts, ws, chatId);
    },
    clock: (who) => asked(who, async (_ws, _rows, { timeZone }) => ({ timeZone, now: parts.now() })),
  };
}

/** Whoever follows a link of a place that many read: it shows what stood there, and asks who they are before they do anything. */
function isAnyone({ email, chatId, userId }: Who): boolean {
  return email === undefined && chatId === undefined && userId === undefined;
}

/** Every active rep but whoever has it, those who are there first; the asker may take it themselves. A stranger is told of nobody. */
export async function candidatesOf(
  parts: Parts,
  ws: Workspace,
  rows: Rows,
  { rep: asker, manager }: Person,
  episode: string,
): Promise<Candidate[]> {
  if (asker === undefined && !manager) return [];
  const { model } = await ws.deciding(rows);
  const desk = await openDesk(rows, ws, model.routing, parts.now(), { pools: false });
  const [subject] = await rows.alertSubjects([episode], ws.crm.kind);
  const holder = subject?.claimedById ?? subject?.assigneeId;
  return desk.reps
    .filter(({ id, active }) => active && id !== holder)
    .map(({ id, name, availability: { present, because } }): Candidate => {
      return { rep: id, name: id === asker?.id ? `${name} (you)` : name, present, because };
    })
    .toSorted((a, b) => Number(b.present) - Number(a.present) || (a.name < b.name ? -1 : 1));
}
