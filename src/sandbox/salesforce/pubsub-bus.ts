import { randomUUID } from 'node:crypto';
import type { Ground } from './ground.ts';
import { encoded, eventSchema, type ChangeType, type EventSchema } from './pubsub-events.ts';
import type { Row } from './records.ts';

/** One event on a topic. `number` is what its replay id is made of. */
export type BusEvent = { number: number; id: string; schemaId: string; payload: Buffer; at: number };

/** What is told of a change besides the records. */
export type Told = { changed?: string[]; row?: Row; client?: string; userId?: string };

/** The change events of an org, kept as long as Salesforce keeps them. */
export type Bus = ReturnType<typeof newBus>;

/** Dossier 4.6. */
const RETENTION_MS = 72 * 3_600_000;

export function newBus(ground: Ground, entities: readonly string[]) {
  const selected = new Map(entities.map((entity) => [topicOf(entity), entity]));
  const topics = new Map<string, BusEvent[]>();
  const schemas = new Map<string, EventSchema>();
  const listeners = new Set<(topic: string) => void>();
  let last = 1_000;

  function schemaOf(entity: string): EventSchema {
    const schema = eventSchema(ground.schema.object(entity));
    schemas.set(schema.id, schema);
    return schema;
  }

  function add(entity: string, recordIds: string[], changeType: ChangeType, told: Told = {}): void {
    const topic = topicOf(entity);
    if (!selected.has(topic)) return;
    const schema = schemaOf(entity);
    last += 1;
    const header = {
      entityName: entity,
      recordIds,
      changeType,
      changeOrigin: `com/salesforce/api/rest/66.0${told.client === undefined ? '' : `;client=${told.client}`}`,
      transactionKey: randomUUID(),
      commitTimestamp: ground.now(),
      commitNumber: last,
      commitUser: told.userId ?? '',
    };
    const payload = encoded(schema, header, told.changed ?? [], told.row);
    const event = { number: last, id: randomUUID(), schemaId: schema.id, payload, at: ground.now() };
    topics.set(topic, [...eventsOf(topic), event]);
    for (const listener of listeners) listener(topic);
  }

  function eventsOf(topic: string): BusEvent[] {
    return (topics.get(topic) ?? []).filter(({ at }) => at > ground.now() - RETENTION_MS);
  }

  return {
    /** No more events are delivered today. */
    spent: false,
    add,
    eventsOf,
    latest: () => last,
    schema: (id: string): EventSchema | undefined => schemas.get(id),
    /** The schema that events of this topic have now; undefined when nobody selected it. */
    topicSchema(topic: string): EventSchema | undefined {
      const entity = selected.get(topic);
      return entity === undefined ? undefined : schemaOf(entity);
    },
    onEvent(listener: (topic: string) => void): () => void {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

function topicOf(entity: string): string {
  return `/data/${entity.replace(/__c$/, '__')}ChangeEvent`;
}
