import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { planDraft } from '../../src/commands/modelPlan.ts';
import { defaultModel } from '../../src/domain/model.ts';
import type { Plan } from '../../src/domain/plan/plan.ts';
import { openDb, type Tx } from '../../src/store/db.ts';
import { migrate } from '../../src/store/migrate.ts';
import { ensureWorkspace } from '../../src/store/workspaces.ts';
import type { Ground } from './ground.ts';
import { DAYS, draftModel, END, leadMade, LEADS } from './plan.ts';

const WORKSPACE = 'plan';
const AT_ONCE = 500;
const DAY_MS = 86_400_000;

/** Prints how long `hot-lead model plan` takes over a million kept events, reading them included, and the memory it needs. */
export async function benchStoredPlan(ground: Ground): Promise<void> {
  const url = await ground.newDatabase();
  const { role } = await migrate(url, END);
  const db = openDb(url, { max: 4, ...(role !== undefined && { role }) });
  try {
    const since = END - DAYS * DAY_MS;
    await db.inWorkspace(WORKSPACE, async (tx) => {
      await ensureWorkspace(tx, { id: WORKSPACE, name: 'Plan', demo: false, connections: [] }, since);
      for (let from = 0; from < LEADS; from += AT_ONCE) await insertLeads(tx, from, since);
    });
    await db.acrossWorkspaces((tx) => tx.query('analyze'));
    const { seconds, megabytes, plan } = await plannedApart(url);
    console.log(
      `model plan: ${seconds.toFixed(1)} s for ${plan.events.toLocaleString('en')} kept events of ${plan.leads.toLocaleString('en')} ` +
        `leads (${plan.alerts.current} alerts become ${plan.alerts.draft}); peak memory ${megabytes} MB (${ground.conditions})`,
    );
    if (seconds > 30 || megabytes > 500) {
      console.error('bench: a plan should take less than 30 s and 500 MB');
      process.exitCode = 1;
    }
  } finally {
    await db.close();
  }
}

type Planned = { seconds: number; megabytes: number; plan: Pick<Plan, 'events' | 'leads' | 'alerts'> };

/** In a process of its own, as the command is: this one has filled the database, which took memory too. */
async function plannedApart(url: string): Promise<Planned> {
  const { stdout } = await promisify(execFile)(process.execPath, [import.meta.filename, url]);
  return JSON.parse(stdout) as Planned;
}

async function planned(url: string): Promise<Planned> {
  const { role } = await migrate(url, END);
  const db = openDb(url, { max: 4, ...(role !== undefined && { role }) });
  const start = performance.now();
  const asked = { days: DAYS, now: END, progress: () => {} };
  const { events, leads, alerts } = await planDraft(db, WORKSPACE, defaultModel, draftModel(), asked);
  const seconds = (performance.now() - start) / 1000;
  await db.close();
  const megabytes = Math.round(process.resourceUsage().maxRSS / 1024);
  return { seconds, megabytes, plan: { events, leads, alerts } };
}

async function insertLeads(tx: Tx, from: number, since: number): Promise<void> {
  const leads = Array.from({ length: AT_ONCE }, (_, index) => leadMade(from + index, { from: since, to: END }));
  const rows = await tx.query<{ id: string }>(
    `insert into leads (workspace, email, created_at) select $1, email, $3 from unnest($2::text[]) as email returning id`,
    [WORKSPACE, leads.map(({ facts }) => facts.email), new Date(since).toISOString()],
  );
  const signals = leads.flatMap((lead, index) => lead.signals.map((one) => ({ ...one, lead: rows[index]?.id })));
  await tx.query(
    `insert into signals (workspace, lead, subject, type, at, received_at, asset, confidence, source, source_id)
     select $1, lead, 'lead', type, to_timestamp(at / 1000), to_timestamp("receivedAt" / 1000), asset, confidence, source, id
     from jsonb_to_recordset($2::jsonb) as s(lead uuid, type text, at float8, "receivedAt" float8, asset text,
       confidence float8, source text, id text)`,
    [WORKSPACE, JSON.stringify(signals)],
  );
}

const [, script, database] = process.argv;
if (script === import.meta.filename && database !== undefined) console.log(JSON.stringify(await planned(database)));
