import type { Crm } from './crm/crm.ts';
import type { Workspace } from './pipeline/parts.ts';
import type { SlackTeams } from './slackTeams.ts';
import type { Store } from './store/store.ts';

type Inside = {
  store: Store;
  workspaces: ReadonlyMap<string, Workspace>;
  /** The workspace of the configuration: commands mean it without a name. */
  usual: string;
  /** The portals and orgs that somebody connected. */
  accounts: Accounts[];
  teams: Pick<SlackTeams, 'trouble'> | undefined;
  now: () => number;
};

/** The accounts of one vendor. `hasAnotherCrm`: then one that the workspace never had, or gave up on purpose, is no trouble. */
type Accounts = {
  kind: Crm['kind'];
  trouble(workspace: string, options: { hasAnotherCrm: boolean }): Promise<string | undefined>;
};

/** What is said of the installation, in sentences without personal data. */
export type Health = { troubles: string[]; warnings: string[] };

/**
 * Troubles are what keeps the installation from working: of the configured workspace, of the only one, or of all there are. What
 * only one of several customers has, such as an account that removed the app, is a warning with its workspace's name: it is no
 * reason to restart, or to take out of service, what works for the others.
 */
export async function healthOf({ store, workspaces, usual, accounts, teams, now }: Inside): Promise<Health> {
  const silent = await teams?.trouble();
  const nobody = workspaces.size === 0 ? await cutOff(accounts, usual) : [];
  const each = await Promise.all(
    [...workspaces.values()].map(async (ws) => ({
      id: ws.id,
      troubles: await troublesOf(store, ws, accounts, now()),
      warnings: await store.warnings(ws.id),
    })),
  );
  const noneWorks = each.every(({ troubles }) => troubles.length > 0);
  const named = (id: string) => (text: string) => (id === usual || each.length === 1 ? text : `${id}: ${text}`);
  const stops = ({ id }: { id: string }) => id === usual || noneWorks;
  return {
    troubles: [
      ...each.filter(stops).flatMap(({ id, troubles }) => troubles.map(named(id))),
      ...nobody,
      ...(silent === undefined ? [] : [silent]),
    ],
    warnings: each.flatMap((one) => [...(stops(one) ? [] : one.troubles), ...one.warnings].map(named(one.id))),
  };
}

/** What does not work in a workspace, with its account where that is gone, and its model where nothing can be decided by it. */
async function troublesOf(store: Store, ws: Workspace, accounts: Accounts[], now: number): Promise<string[]> {
  const troubles = [...(await store.troubles(ws.id, now)), ...(await cutOff(accounts, ws.id, ws.crm.kind))];
  return store.together(ws.id, ws.deciding).then(
    () => troubles,
    (error: Error) => [...troubles, `nothing is decided: ${error.message}`],
  );
}

/** Which accounts of a workspace nothing goes to and comes from; `works`: the CRM that it began with. */
async function cutOff(accounts: Accounts[], workspace: string, works?: Crm['kind']): Promise<string[]> {
  const each = await Promise.all(
    accounts.map((each) => each.trouble(workspace, { hasAnotherCrm: works !== undefined && works !== each.kind })),
  );
  return each.filter((text) => text !== undefined);
}
