import type { Pressed } from '../channels/answers.ts';
import { handedOver } from '../domain/sla/ladder.ts';
import { leftBehindInWords } from '../domain/telling/leftBehindInWords.ts';
import type { Rows } from '../store/store.ts';
import type { EpisodeOfLead } from '../store/work.ts';
import { type Desk, openDesk } from './desk.ts';
import type { Workspace } from './parts.ts';
import { awayFor } from './presence.ts';
import { routeStep } from './timers.ts';
import type { Person } from './who.ts';

/**
 * Somebody says that they are away (see `awayFor`). Their leads that cannot wait, and that they have not claimed, go to somebody
 * who is there, if anybody is; of the others they hear. Safe twice.
 */
export async function leaveFor(
  rows: Rows,
  ws: Workspace,
  person: Person,
  away: { until: number | undefined; because?: string | undefined; now: number },
): Promise<Pressed> {
  const { rep } = person;
  // Leads are locked before anything else is.
  const left = rep === undefined ? [] : await unansweredOf(rows, ws, rep.id);
  const pressed = await awayFor(rows, person, away);
  if (!pressed.ok || left.length === 0) return pressed;
  const { model } = await ws.deciding(rows);
  const desk = await openDesk(rows, ws, model.routing, away.now, { pools: false });
  const going = left.filter(cannotWait);
  await findOthers(rows, going, desk, away.now);
  const present = desk.reps
    .filter(({ id, active, availability }) => active && availability.present && id !== rep?.id)
    .map(({ name }) => name)
    .toSorted();
  const said = leftBehindInWords({ unanswered: left.length, going: present.length === 0 ? 0 : going.length, present });
  return said === undefined ? pressed : { ...pressed, text: `${pressed.text} ${said}` };
}

async function unansweredOf(rows: Rows, ws: Workspace, rep: string): Promise<EpisodeOfLead[]> {
  const open = (await rows.openLeads(ws.crm.kind, rep)).filter(({ fyi }) => !fyi);
  const locked = await rows.lockEpisodes(
    open.map(({ episode }) => episode),
    ws.crm.kind,
  );
  return locked.filter(({ assignee, state, facts }) => {
    return assignee === rep && (state === 'open' || state === 'claimed') && !facts.quiet;
  });
}

/** Whoever has claimed it has said that they are on it. */
function cannotWait({ state, tier, facts }: EpisodeOfLead): boolean {
  return state === 'open' && (tier === 1 || facts.lane || facts.hurried === true);
}

/** The ladder stops counting in the time of who has gone. */
async function findOthers(rows: Rows, going: EpisodeOfLead[], desk: Desk, now: number): Promise<void> {
  await rows.saveLadders(
    going.flatMap((episode) => {
      const { ladder, assignee } = episode;
      if (ladder === undefined) return [];
      const clocks = { assignee: desk.clockOf(assignee), pool: desk.clockOf(undefined) };
      return [{ ...episode, ladder: handedOver(ladder, clocks, now) }];
    }),
  );
  await rows.addSteps(
    going.map((episode) => routeStep(episode, 'reassign', now, `:away:${now}`)),
    now,
  );
}
