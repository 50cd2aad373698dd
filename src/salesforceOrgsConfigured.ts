import { LOGIN } from './crm/salesforce/oauth.ts';
import type { Granted } from './crm/salesforce/oauth-grants.ts';
import { Failure } from './failure.ts';
import type { LiveOrg, OrgSettings, SalesforceOrgs } from './salesforceOrgs.ts';
import { ownSessions } from './salesforceSessions.ts';
import type { Db } from './store/db.ts';
import { connectedSince, workspaceOf } from './store/workspaces.ts';

type Inside = {
  settings: OrgSettings;
  db: Db;
  now: () => number;
  by: SalesforceOrgs['by'];
  /** Asks for another session. */
  ask: () => Promise<Granted>;
};

/** The one org of the configuration, by JWT bearer or client credentials: the workspace of the configuration works on it. */
export function configuredOrg({ settings, db, now, by, ask }: Inside): SalesforceOrgs {
  const workspace = settings.workspace.id;
  const own = ownSessions(ask, now);
  let told: string | undefined;
  const known = () => db.inWorkspace(workspace, (tx) => connectedSince(tx, workspace, 'salesforce'));

  /** As Salesforce says; while it says nothing, as it was said before. */
  async function found(): Promise<LiveOrg[]> {
    try {
      const { org, instanceUrl } = await own.whose();
      return [{ workspace, org, instanceUrl }];
    } catch (error) {
      const { message } = error as Error;
      // It is asked for all the time.
      if (message !== told) settings.tell('failed', message);
      told = message;
      const before = await known();
      return before === undefined
        ? []
        : [{ workspace, org: before.account, instanceUrl: settings.salesforce.loginUrl ?? LOGIN }];
    }
  }

  /** Two workspaces that work on one org would both write to it. Throws a sentence for people. */
  async function mustBeFree(org: string): Promise<void> {
    const holder = await db.acrossWorkspaces((tx) => workspaceOf(tx, 'salesforce', org));
    if (holder === undefined || holder === workspace) return;
    throw new Error(
      `salesforce: the configuration leads to org ${org}, which workspace ${holder} works on: connect by SALESFORCE_FLOW=link, or give the configuration a database of its own (DATABASE_URL)`,
    );
  }

  return {
    kind: 'salesforce',
    by,
    async live() {
      const orgs = await found();
      for (const { org } of orgs) await mustBeFree(org);
      return orgs;
    },
    async shown(asked) {
      const before = asked === workspace ? await known() : undefined;
      if (before === undefined) return [];
      const userId = await own.whose().then(
        (us) => us.userId,
        () => undefined,
      );
      const base = { workspace, org: before.account, connectedAt: before.since };
      return [{ ...base, ...(userId !== undefined && { userId }) }];
    },
    sessionOf: (asked, org) => async (refused) => {
      const session = await own.session(refused);
      const us = await own.whose();
      if (asked === workspace && us.org === org) return session;
      throw Failure.blocked(
        `salesforce: the configuration leads to org ${us.org}, and workspace ${asked} works on org ${org}: put back the settings of that org, or give org ${us.org} a database of its own (DATABASE_URL)`,
        { code: 'other_org' },
      );
    },
    worked: async () => {},
    trouble: async (asked) => (asked === workspace ? own.trouble() : undefined),
    disconnect: async (asked) => ({ kind: asked === workspace ? 'configured' : 'none' }),
  };
}
