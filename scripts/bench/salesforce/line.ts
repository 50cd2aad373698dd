import { randomUUID } from 'node:crypto';
import type { Channel } from '../../../src/channels/channel.ts';
import type { Lane } from '../../../src/crm/crm.ts';
import type { OrgSession } from '../../../src/crm/salesforce/oauth-grants.ts';
import { salesforceCrm } from '../../../src/crm/salesforce/salesforce.ts';
import { modelFromStored } from '../../../src/model/read.ts';
import { pipeline } from '../../../src/pipeline.ts';
import { decidingBy } from '../../../src/pipeline/deciding.ts';
import type { Parts, Workspace } from '../../../src/pipeline/parts.ts';
import { openStore } from '../../../src/store/store.ts';
import type { Db } from '../../../src/store/db.ts';

type LineOptions = {
  db: Db;
  workspace: string;
  /** Where the org answers. */
  instanceUrl: string;
  session: OrgSession;
  takeTurn: (lane: Lane) => Promise<void>;
  now: () => number;
  watchingSince: number;
  channels?: Channel[];
  tell: Parts['tell'];
};

/** The product's own pipeline on an org, without a queue: its chapters are called by whoever moves the clock. */
export function orgLine(options: LineOptions) {
  const { db, workspace, instanceUrl, session, takeTurn, now, watchingSince, channels = [], tell } = options;
  const store = openStore(db);
  const crm = salesforceCrm({
    session,
    instanceUrl,
    takeTurn,
    now,
    // Jobs of the sandbox are done when they are asked for, in the time that it takes.
    pollMs: 1,
  });
  const ws: Workspace = {
    id: workspace,
    crm,
    channels,
    deciding: decidingBy(modelFromStored),
    watchingSince,
    timeZone: 'UTC',
    taskQueues: {},
  };
  const line = pipeline({
    store,
    workspaces: new Map([[workspace, ws]]),
    hint: async () => {},
    now,
    chance: () => 0.5,
    newId: () => randomUUID(),
    stopping: () => false,
    tell,
  });
  return { line, store, crm, ws };
}
