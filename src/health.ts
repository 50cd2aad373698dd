import type { HubspotPortals } from './hubspotPortals.ts';
import type { Workspace } from './pipeline/parts.ts';
import type { SlackTeams } from './slackTeams.ts';
import type { Store } from './store/store.ts';

type Inside = {
  store: Store;
  workspaces: ReadonlyMap<string, Workspace>;
  /** The workspace of the configuration: commands mean it without a name. */
  usual: string;
  portals: Pick<HubspotPortals, 'trouble'> | undefined;
  teams: Pick<SlackTeams, 'trouble'> | undefined;
  now: () => number;
};

/** What is said of the installation, in sentences without personal data. */
export type Health = { troubles: string[]; warnings: string[] };

/**
 * Troubles are what keeps the installation from working: of the configured workspace, of the only one, or of all there are. What
 * only one of several customers has, such as an account that removed the app, is a warning with its workspace's name: it is no
 * reason to restart, or to take out of service, what works for the others.
 */
export async function healthOf({ store, workspaces, usual, portals, teams, now }: Inside): Promise<Health> {
  const silent = await teams?.trouble();
  const nobody = workspaces.size === 0 ? await portals?.trouble(usual) : undefined;
  const each = await Promise.all(
    [...workspaces.values()].map(async (ws) => ({
      id: ws.id,
      troubles: await troublesOf(store, ws, portals, now()),
      warnings: await store.warnings(ws.id),
    })),
  );
  const noneWorks = each.every(({ troubles }) => troubles.length > 0);
  const named = (id: string) => (text: string) => (id === usual || each.length === 1 ? text : `${id}: ${text}`);
  const stops = ({ id }: { id: string }) => id === usual || noneWorks;
  return {
    troubles: [
      ...each.filter(stops).flatMap(({ id, troubles }) => troubles.map(named(id))),
      ...[nobody, silent].filter((text) => text !== undefined),
    ],
    warnings: each.flatMap((one) => [...(stops(one) ? [] : one.troubles), ...one.warnings].map(named(one.id))),
  };
}

/** What does not work in a workspace, with its portal where that is gone, and its model where nothing can be decided by it. */
async function troublesOf(store: Store, ws: Workspace, portals: Inside['portals'], now: number): Promise<string[]> {
  const gone = await portals?.trouble(ws.id);
  const troubles = [...(await store.troubles(ws.id, now)), ...(gone === undefined ? [] : [gone])];
  return store.together(ws.id, ws.deciding).then(
    () => troubles,
    (error: Error) => [...troubles, `nothing is decided: ${error.message}`],
  );
}
