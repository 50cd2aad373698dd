import { modelHash } from '../model/hash.ts';
import type { HubspotSandbox } from '../sandbox/hubspot/hubspot.ts';
import type { SlackSandbox } from '../sandbox/slack/slack.ts';
import { type Db, timestamp } from '../store/db.ts';
import { publishModel } from '../store/models.ts';
import { ensureWorkspace } from '../store/workspaces.ts';
import { dayModel, manager, team } from './dayTeam.ts';

export type People = {
  /** The owner ids in HubSpot, by name. */
  owners: Map<string, string>;
  /** The ids in Slack, by name, the manager's too. */
  slackIds: Map<string, string>;
};

export const DAY_WORKSPACE = { id: 'default', name: 'Acme', demo: false };

const SHIFT = JSON.stringify([{ days: 'MONDAY_TO_FRIDAY', startMinute: 540, endMinute: 1080 }]);

/** The workspace, with reps whose ids are the same every time: ties are broken by them. */
export async function begin(db: Db, owners: Map<string, string>, now: number): Promise<void> {
  await db.inWorkspace(DAY_WORKSPACE.id, async (tx) => {
    await ensureWorkspace(tx, { ...DAY_WORKSPACE, connections: [] }, now);
    await publishModel(tx, DAY_WORKSPACE.id, { hash: modelHash(dayModel), settings: dayModel }, now);
    for (const [i, [name, owner]] of [...owners].entries()) {
      const id = `00000000-0000-4000-8000-${String(i).padStart(12, '0')}`;
      await tx.query(
        'insert into reps (workspace, id, name, active, available, updated_at) values ($1, $2, $3, true, true, $4)',
        [DAY_WORKSPACE.id, id, name, timestamp(now)],
      );
      await tx.query("insert into identities values ($1, 'hubspot:owner', $2, 'rep', $3)", [
        DAY_WORKSPACE.id,
        owner,
        id,
      ]);
    }
  });
}

/** Everybody in HubSpot, with hours in their own zone, and in Slack; the manager in Slack only. */
export function hire(hubspot: HubspotSandbox, slack: SlackSandbox): People {
  slack.addChannel('hot-leads');
  const { email, name, zone } = manager;
  const slackIds = new Map([[name, slack.addUser({ email, name, tz: zone }).id]]);
  const owners = new Map<string, string>();
  for (const one of team) {
    const owner = hubspot.addOwner({ email: one.email, firstName: one.name });
    hubspot.addUser(owner, {
      hs_availability_status: 'available',
      hs_standard_time_zone: one.zone,
      hs_working_hours: SHIFT,
    });
    owners.set(one.name, owner);
    slackIds.set(one.name, slack.addUser({ email: one.email, name: one.name, tz: one.zone }).id);
  }
  return { owners, slackIds };
}
