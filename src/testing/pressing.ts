import { randomUUID } from 'node:crypto';
import { text } from 'node:stream/consumers';
import type { Press } from '../channels/answers.ts';
import { modelFromStored } from '../model/read.ts';
import { decidingBy } from '../pipeline/deciding.ts';
import { act } from '../pipeline/deeds.ts';
import type { Workspace } from '../pipeline/parts.ts';
import { openDb } from '../store/db.ts';
import { openStore } from '../store/store.ts';

// A process of its own that presses everything it is given at once, when its standard input ends; prints the answers. `killed`: it
// kills itself just before or after its first commit.
const [given] = process.argv.slice(2);
const { databaseUrl, aheadMs, presses, killed } = JSON.parse(given ?? '') as Given;
type Given = { databaseUrl: string; aheadMs: number; presses: Press[]; killed?: 'before' | 'after' };
let pressing = false;
const db = openDb(databaseUrl, {
  max: 20,
  onCommit: (when) => {
    if (pressing && when === killed) process.kill(process.pid, 'SIGKILL');
  },
});
const parts = {
  store: openStore(db),
  workspaces: new Map(),
  hint: async () => {},
  now: () => Date.now() + aheadMs,
  chance: () => 0.5,
  newId: () => randomUUID(),
  stopping: () => false,
  tell: () => {},
};
const ws = {
  id: presses[0]?.who.workspace ?? '',
  crm: { kind: 'hubspot' },
  channels: [],
  deciding: decidingBy(modelFromStored),
  timeZone: 'UTC',
  taskQueues: {},
} as unknown as Workspace;
// Connected before anybody presses, so that they press at the same time.
await db.acrossWorkspaces((tx) => tx.query('select 1'));
process.stdout.write('ready\n');
await text(process.stdin);
pressing = true;
const answers = await Promise.all(presses.map(async (press) => (await act(parts, ws, press)).pressed));
process.stdout.write(`${JSON.stringify(answers)}\n`);
await db.close();
