import type { FollowOptions } from './crm/salesforce/pubsub.ts';
import { entities, type Entity } from './crm/salesforce/pubsub-events.ts';
import type { Store } from './store/store.ts';

/** Where each stream of an org goes on, as kept in the workspace's cursors; an empty one is none. */
export function newsPlaces(
  store: Store,
  { workspace, org }: { workspace: string; org: string },
  now: () => number,
): Pick<FollowOptions, 'readPlaces' | 'keepPlaces'> {
  const idOf = (entity: Entity) => `salesforce:news:${org}:${entity}`;
  return {
    readPlaces: () =>
      store.together(workspace, async (rows) => {
        const places = new Map<Entity, number>();
        for (const entity of entities) {
          const kept = await rows.readCursor(idOf(entity));
          if (kept !== undefined && /^\d+$/.test(kept)) places.set(entity, Number(kept));
        }
        return places;
      }),
    keepPlaces: (places) =>
      store.together(workspace, async (rows) => {
        for (const [entity, place] of places) await rows.saveCursor(idOf(entity), String(place ?? ''), now());
      }),
  };
}
