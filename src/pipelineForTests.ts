import { randomUUID } from 'node:crypto';
import { hubspotCrm } from './crm/hubspot/hubspot.ts';
import type { Model } from './domain/model.ts';
import { modelHash } from './model/hash.ts';
import { modelFromStored } from './model/read.ts';
import { pipeline } from './pipeline.ts';
import type { Claimed } from './pipeline/claims.ts';
import { decidingBy } from './pipeline/deciding.ts';
import { openDb } from './store/db.ts';
import { publishModel } from './store/models.ts';
import { openStore } from './store/store.ts';
import { until } from './testing/until.ts';
import { type World, worldModel } from './testing/world.ts';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const HOT_STATUS = 'HOT_LEAD_IMMEDIATE_ACTION_REQUIRED';

/** A person who asks for a demo: a fast lane. Nothing is sent yet. */
export function asksForDemo(world: World, name: string, values: Record<string, string> = {}, at?: number): string {
  const email = `${name}@bigco.example`;
  const given = { email, firstname: name, ...values };
  const id = world.hubspot.addContact(given, at === undefined ? {} : { at });
  world.hubspot.submitForm({ formId: 'f1', name: 'Demo Request', email: given.email });
  return id;
}

/** A person who reads a lot, which makes them hot without any fast lane. Nothing is sent yet. */
export function readsALot(world: World, name: string, values: Record<string, string> = {}): string {
  const id = world.hubspot.addContact({ email: `${name}@bigco.example`, firstname: name, ...values });
  for (const page of ['compare/rival', 'roi-calculator', 'case-studies/a'])
    world.hubspot.visitPage(id, `https://acme.example/${page}`);
  return id;
}

/** The settings hold from the next decision on. */
export async function publishRouting(
  world: World,
  { routing, sla }: { routing?: Partial<Model['routing']>; sla?: Partial<Model['sla']> },
): Promise<void> {
  const settings: Model = {
    ...worldModel,
    routing: { ...worldModel.routing, ...routing },
    sla: { ...worldModel.sla, ...sla },
  };
  const db = openDb(world.databaseUrl, { max: 1 });
  try {
    await db.inWorkspace('acme', (tx) =>
      publishModel(tx, 'acme', { hash: modelHash(settings), settings }, world.now()),
    );
  } finally {
    await db.close();
  }
}

/** Sends what changed in the CRM, and waits until everything that follows from it is done. */
export async function told(world: World): Promise<void> {
  await world.push();
  await world.settled();
}

/** All that a lead's life is made of; the pages of the poller and the reps among it, since leads follow from them. */
const KINDS =
  "'pull', 'reps', 'read', 'catchup', 'account', 'route', 'task', 'move', 'finish', 'alert', 'post', 'card', 'contact', 'sla', 'erase'";

/** What waits for somebody who has come is due within this, hottest first. */
const SOON_MS = 300;

/** Waits until none of it is due or under way, timers too. */
export async function quiet(world: World, { away = false }: { away?: boolean } = {}): Promise<void> {
  const busy = () =>
    world.rows<{ kind: string }>(
      `select kind from steps where done_at is null and failed_at is null and kind in (${KINDS})
         and (due_at <= '${iso(world, SOON_MS)}' or claimed_until > '${iso(world)}')
       union all select 'look' from leads where look_at <= '${iso(world)}'`,
    );
  let left: { kind: string }[] = [];
  await until(
    async () => {
      left = await busy();
      return left.length === 0 && (away || (await world.open()) === 0);
    },
    () => `nothing to be due, but ${JSON.stringify(left)}; told:\n${world.told.join('\n')}`,
  );
  if (!away) await world.settled();
}

/** Time goes by while a vendor is away: what fails waits for its next try. */
export async function passAway(world: World, ms: number): Promise<void> {
  await quiet(world, { away: true });
  world.advance(ms);
  await quiet(world, { away: true });
}

/** Time goes by, and all that falls due in it is done. Never while a call to the outside is under way. */
export async function pass(world: World, ms: number): Promise<void> {
  await quiet(world);
  world.advance(ms);
  await quiet(world);
}

function iso(world: World, ahead = 0): string {
  return new Date(world.now() + ahead).toISOString();
}

/** Who is who: a rep by the id of their owner in the CRM. */
export function repOf(world: World, ownerId: string | undefined): World['reps'][number] {
  const rep = world.reps.find((one) => one.ownerId === ownerId);
  if (rep === undefined) throw new Error(`nobody is owner ${ownerId}`);
  return rep;
}

/** The rep of that first name. */
export function named(world: World, name: string): World['reps'][number] {
  return repOf(world, world.reps.find((rep) => rep.name.startsWith(name))?.ownerId);
}

/** The rep whose task for this lead it is. */
export function taskHolder(world: World, lead: string): World['reps'][number] {
  const [task, ...others] = world.hubspot.tasks().filter(({ contactIds }) => contactIds.includes(lead));
  if (others.length > 0) throw new Error(`lead ${lead} has ${others.length + 1} tasks`);
  return repOf(world, task?.['hubspot_owner_id']);
}

export type EpisodeRow = {
  id: string;
  state: string;
  assignee: string | null;
  owner: string | null;
  waiting: string | null;
  unassigned: boolean;
  ended: boolean;
  note: string;
  firstContactAt: number | null;
};

/** The latest episode of a lead. */
export async function episodeOf(world: World, lead: string): Promise<EpisodeRow> {
  const [row] = await world.rows<EpisodeRow>(
    `select e.id, e.state, a.name as assignee, o.name as owner, e.waiting_because as waiting, e.unassigned,
       e.ladder_ended as ended, e.routing_note as note, e.first_contact_at as "firstContactAt"
     from episodes e join identities i on i.id = e.lead and i.kind = 'hubspot:contact' and i.value = '${lead}'
     left join reps a on a.id = e.assignee left join reps o on o.id = e.owner order by e.opened_at desc limit 1`,
  );
  if (row === undefined) throw new Error(`lead ${lead} has no episode`);
  return row;
}

/** Claims by another process on the same data. Reps are given by their owner's id in the CRM. */
export async function claims(
  world: World,
): Promise<{ claim: (lead: string, ownerId: string) => Promise<Claimed> } & AsyncDisposable> {
  const db = openDb(world.databaseUrl, { max: 10 });
  const { hubspot } = world.settings;
  const crm = hubspotCrm({
    token: () => hubspot?.token ?? '',
    portalId: hubspot?.portalId ?? '',
    takeTurn: async () => {},
    now: () => world.now(),
    timeZone: 'UTC',
    baseUrl: world.hubspot.url,
  });
  const ws = {
    id: 'acme',
    crm,
    channels: [],
    deciding: decidingBy(modelFromStored),
    watchingSince: 0,
    timeZone: 'UTC',
    taskQueues: {},
  };
  const line = pipeline({
    store: openStore(db),
    now: () => world.now(),
    hint: async () => {},
    workspaces: new Map([[ws.id, ws]]),
    stopping: () => false,
    chance: () => 0.5,
    newId: () => randomUUID(),
    tell: () => {},
  });
  const ids = new Map(
    (
      await world.rows<{ value: string; id: string }>("select value, id from identities where kind = 'hubspot:owner'")
    ).map(({ value, id }) => [value, id]),
  );
  return {
    claim: async (lead, ownerId) => line.claim(ws.id, (await episodeOf(world, lead)).id, ids.get(ownerId) ?? ''),
    [Symbol.asyncDispose]: () => db.close(),
  };
}
