import type { Fired, Skipped } from '../domain/sla/rungOutcome.ts';
import type { Deed, Played } from './weekPlay.ts';
import type { WeekLead } from './weekLeads.ts';
import type { WeekWorld } from './weekWorld.ts';

/** What the product's own log says of one lead, in order. Reps are names, times epoch ms. */
export type Event =
  | { at: number; kind: 'given'; to: string; how: 'opened' | 'waited' | 'reassign' | 'claimed'; because: string }
  | { at: number; kind: 'waits'; until?: number; because: string; unassigned: boolean }
  | { at: number; kind: 'climbed'; fired: Fired[]; skipped: Skipped[]; released: boolean }
  | { at: number; kind: 'told'; whom: string; note: string }
  | { at: number; kind: 'contact'; by: string }
  | { at: number; kind: 'closed' };

/** A lead with all that became of it. */
export type Path = WeekLead & {
  record: string;
  events: Event[];
  deeds: Deed[];
  episode: EpisodeEnd;
};

type EpisodeEnd = {
  id: string;
  record: string;
  state: string;
  tier: number;
  openedAt: number;
  owner?: string;
  assignee?: string;
  contactedAt?: number;
  workingMs?: number;
  alertedAt?: number;
  ladderEnded: boolean;
  managerToldAt?: number;
};

type Logged = { record: string; kind: string; at: number; inputs: Inputs; outcome: Outcome };
type Inputs = { why?: 'opened' | 'waited' | 'reassign' | 'claimed'; released?: true; touch?: { rep: string } };
type Outcome = {
  kind?: string;
  step?: string;
  result?: { assignee?: string; because: string; heldUntil?: number; unassigned?: string };
  climb?: { fired: Fired[]; skipped: Skipped[] };
};
type AlertRow = { id: string; note: string | null; place: string };

/** Every lead of the week with its path, read from the log and the rows. */
export async function pathsOf(world: WeekWorld, { leads, deeds }: Played): Promise<Path[]> {
  const names = new Map(
    (await world.rows<{ id: string; name: string }>('select id, name from reps')).map(({ id, name }) => [id, name]),
  );
  const nameOf = (id: string | undefined) => names.get(id ?? '') ?? 'nobody';
  const alerts = new Map((await alertRows(world)).map((row) => [row.id, row]));
  const whose = new Map([...world.slackIds].map(([name, id]) => [world.slack.messages(id)[0]?.channel, name]));
  const log = Map.groupBy(await loggedIn(world), ({ record }) => record);
  const ends = new Map((await endsIn(world)).map((end) => [end.record, end]));
  return leads.flatMap((lead): Path[] => {
    const episode = ends.get(lead.record);
    if (episode === undefined) return [];
    const { owner, assignee, ...end } = episode;
    return [
      {
        ...lead,
        events: (log.get(lead.record) ?? []).flatMap((each) => eventsOf(each, nameOf, alerts, whose)),
        deeds: deeds.filter((deed) => deed.lead === lead.name),
        episode: {
          ...end,
          ...(owner !== undefined && { owner: nameOf(owner) }),
          ...(assignee !== undefined && { assignee: nameOf(assignee) }),
        },
      },
    ];
  });
}

function eventsOf(
  { kind, at, inputs, outcome }: Logged,
  nameOf: (id: string | undefined) => string,
  alerts: Map<string, AlertRow>,
  whose: Map<string | undefined, string>,
): Event[] {
  const { result, climb } = outcome;
  if ((kind === 'route' || kind === 'claim') && result !== undefined) {
    const { assignee, because, heldUntil, unassigned } = result;
    if (assignee !== undefined)
      return [{ at, kind: 'given', to: nameOf(assignee), how: inputs.why ?? 'opened', because }];
    const until = heldUntil === undefined ? {} : { until: heldUntil };
    return [{ at, kind: 'waits', ...until, because, unassigned: unassigned !== undefined }];
  }
  if (kind === 'sla' && climb !== undefined)
    return [{ at, kind: 'climbed', fired: climb.fired, skipped: climb.skipped, released: inputs.released === true }];
  if (kind === 'contact') return [{ at, kind: 'contact', by: nameOf(inputs.touch?.rep) }];
  if (kind === 'cool' || kind === 'close') return [{ at, kind: 'closed' }];
  if (kind !== 'effect' || outcome.kind !== 'alert') return [];
  const alert = alerts.get(outcome.step ?? '');
  if (alert === undefined) return [];
  return [{ at, kind: 'told', whom: whose.get(alert.place) ?? 'everybody', note: alert.note ?? '' }];
}

async function loggedIn(world: WeekWorld): Promise<Logged[]> {
  return world.rows<Logged>(
    `select d.kind, d.at, d.inputs, d.outcome, i.value as record from decisions d
     join identities i on i.id = d.lead and i.kind = 'hubspot:contact' order by d.id`,
  );
}

async function alertRows(world: WeekWorld): Promise<AlertRow[]> {
  return world.rows<AlertRow>(
    `select s.id, s.payload->>'note' as note, d.place from steps s join deliveries d on d.step = s.id
     where s.kind in ('alert', 'post')`,
  );
}

async function endsIn(world: WeekWorld): Promise<EpisodeEnd[]> {
  const rows = await world.rows<Record<string, unknown>>(
    `select e.id, i.value as record, e.state, e.tier, e.opened_at as "openedAt", e.owner, e.assignee,
       e.ladder_ended as "ladderEnded", (e.ladder->>'managerToldAt')::bigint as "managerToldAt",
       r.contacted_at as "contactedAt", r.working_ms as "workingMs", r.alerted_at as "alertedAt"
     from episodes e join identities i on i.id = e.lead and i.kind = 'hubspot:contact'
     left join rounds r on r.episode = e.id and r.round = e.round order by e.opened_at`,
  );
  return rows.map((row) => Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)) as EpisodeEnd);
}
