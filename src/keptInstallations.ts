import type { Installations, Installed } from './channels/slack/installations.ts';
import { Failure } from './failure.ts';
import type { Sealing } from './sealing.ts';
import type { Db } from './store/db.ts';
import {
  installationFor,
  installationOf,
  type KeptInstallation,
  resealInstallation,
  reviveInstallation,
  revokeInstallation,
  saveInstallation,
} from './store/installations.ts';

const kind = 'slack';

/** Installations in the database, sealed. */
export function keptInstallations(db: Db, { seal, open }: Sealing, now: () => number): Installations {
  function opened(kept: KeptInstallation | undefined): Installed | undefined {
    if (kept === undefined) return undefined;
    const { workspace, id: team, revokedAt, revokedBecause = 'it was revoked' } = kept;
    const revoked = revokedAt === undefined ? {} : { revoked: revokedBecause };
    return { workspace, team, content: readable(kept), ...revoked };
  }

  function readable({ workspace, id, sealed }: KeptInstallation): string {
    try {
      return open(sealed, aboutOf(workspace, id));
    } catch (cause) {
      const message = `${(cause as Error).message}; put the key back, or install the Slack app again (hot-lead slack install)`;
      throw Failure.blocked(message, { cause, code: 'not_installed' });
    }
  }

  return {
    async save({ workspace, team, name, content }) {
      const sealed = seal(content, aboutOf(workspace, team));
      const row = { workspace, kind, id: team, name, sealed };
      return (await db.acrossWorkspaces((tx) => saveInstallation(tx, row, now()))) ? 'kept' : 'taken';
    },
    async renew({ workspace, team, content }) {
      const sealed = seal(content, aboutOf(workspace, team));
      await db.acrossWorkspaces((tx) => resealInstallation(tx, { workspace, kind, id: team, sealed }));
    },
    ofTeam: async (team) => opened(await db.acrossWorkspaces((tx) => installationOf(tx, kind, team))),
    ofWorkspace: async (workspace) =>
      opened(await db.inWorkspace(workspace, (tx) => installationFor(tx, kind, workspace))),
    revoke: (team, because) => db.acrossWorkspaces((tx) => revokeInstallation(tx, { kind, id: team, because }, now())),
    revive: ({ workspace, team }) => db.acrossWorkspaces((tx) => reviveInstallation(tx, { workspace, kind, id: team })),
  };
}

function aboutOf(workspace: string, team: string): string {
  return `Slack's ${team} of workspace ${workspace}`;
}
