import type { QueueRow, QueueView } from '../../../hubspot-app/src/app/shared/api.ts';
import type { QueueItem } from '../../channels/answers.ts';
import type { Alert } from '../../channels/channel.ts';
import { MINUTE_MS } from '../../domain/decay.ts';
import { isLate, timeInWords } from '../../domain/telling/urgency.ts';
import { queueOf } from '../queue.ts';
import { mayOf, stateOf } from './episodeView.ts';
import { viewerOf, type Visit } from './visit.ts';

/** HubSpot passes on a megabyte; and nobody reads on. */
const MOST_ROWS = 200;

/** Reasons say "2 minutes ago" of when they were told: later that is said, too. */
const FRESH_MS = 2 * MINUTE_MS;

/** The open hot leads of the visitor, and of everybody: whoever opens the account's pages may see those. */
export async function queueView(visit: Visit): Promise<QueueView> {
  const { parts, ws, rows, person, now, clock } = visit;
  const open = await rows.openLeads(ws.crm.kind);
  const records = new Map(open.map(({ episode, record }) => [episode, record]));
  const mine = await queueOf(parts, ws, rows, person, 'mine');
  const looks = { ...person, manager: person.manager || person.rep === undefined };
  const team = await queueOf(parts, ws, rows, looks, 'team');
  const left = team.length > MOST_ROWS ? `, the ${MOST_ROWS} most urgent of ${team.length}` : '';
  const rowsOf = (items: QueueItem[]) =>
    items.slice(0, MOST_ROWS).map((item) => rowOf(item, records.get(item.alert.episode) ?? '', visit));
  return {
    viewer: viewerOf(person),
    mine: rowsOf(mine),
    team: rowsOf(team),
    now: `as of ${timeInWords(now, now, clock)}${left}`,
  };
}

function rowOf({ alert, due }: QueueItem, contact: string, visit: Visit): QueueRow {
  const { episode, lead, score, tier, assignee } = alert;
  return {
    episode,
    contact,
    name: lead.name,
    score,
    tier,
    why: whyIn(alert, visit),
    state: stateOf(alert),
    due,
    late: isLate(alert, visit.now),
    mayClaim: mayOf(alert, visit.person).claim,
    ...(lead.company !== undefined && { company: lead.company }),
    ...(assignee !== undefined && { assignee }),
  };
}

function whyIn({ reasons, reasonsAt }: Alert, { now, clock }: Visit): string {
  const why = reasons.slice(0, 2).join(', ');
  return now - reasonsAt < FRESH_MS ? why : `${why} (at ${timeInWords(reasonsAt, now, clock)})`;
}
