import { figuresNow } from '../../src/commands/figuresNow.ts';
import { type Db, openDb, type Tx } from '../../src/store/db.ts';
import { migrate } from '../../src/store/migrate.ts';
import { ensureWorkspace } from '../../src/store/workspaces.ts';
import type { Ground } from './ground.ts';

const WORKSPACE = 'figures';
const ROUNDS = 1_000_000;
const END = Date.UTC(2026, 0, 31, 15);
const DAY_MS = 86_400_000;
const TWO_YEARS = 730;
const TRIES = 5;

/** Of a million rounds in two years: prints how long the figures of the last 30 days take, and those of both years. */
export async function benchFigures(ground: Ground): Promise<void> {
  const url = await ground.newDatabase();
  const { role } = await migrate(url, END);
  const db = openDb(url, { max: 2, ...(role !== undefined && { role }) });
  try {
    await db.inWorkspace(WORKSPACE, populate);
    await db.acrossWorkspaces((tx) => tx.query('analyze'));
    const month = [];
    for (let i = 0; i < TRIES; i += 1) month.push(await timed(db, 30));
    const all = await timed(db, TWO_YEARS);
    const [first, ...later] = month.map(({ seconds }) => seconds);
    console.log(
      `figures: ${month[0]?.rounds.toLocaleString('en')} rounds of 30 days out of ${ROUNDS.toLocaleString('en')}: ` +
        `${first?.toFixed(2)} s at first, then ${Math.max(...later).toFixed(2)} s at most; ` +
        `${all.rounds.toLocaleString('en')} rounds of ${TWO_YEARS} days ${all.seconds.toFixed(1)} s (${ground.conditions})`,
    );
    if (Math.max(...later, first ?? 0) < 1) return;
    console.error('bench: the figures of 30 days should take less than 1 s');
    process.exitCode = 1;
  } finally {
    await db.close();
  }
}

async function timed(db: Db, days: number): Promise<{ seconds: number; rounds: number }> {
  const start = performance.now();
  const { figures } = await figuresNow(db, WORKSPACE, { days, now: END, timeZone: 'America/New_York' });
  const { count, open } = figures.all.signalToContact;
  return { seconds: (performance.now() - start) / 1_000, rounds: count + open };
}

/** In the order of time, as they come. Twenty reps and 250,000 leads; one round in ten is not answered, one lead in twenty has a deal. */
async function populate(tx: Tx): Promise<void> {
  await ensureWorkspace(tx, { id: WORKSPACE, name: 'Figures', demo: false, connections: [] }, END - TWO_YEARS * DAY_MS);
  await tx.query('select setseed(0.5)');
  await tx.query(
    `create temporary table made on commit drop as
     select i, gen_random_uuid() as episode, md5((i % 250000)::text)::uuid as lead, md5('rep' || i % 20)::uuid as rep,
       $1::timestamptz - random() * $2 * interval '1 day' as at, random() as luck, -ln(1 - random()) * 5400 as seconds
     from generate_series(1, $3::int) as i order by at`,
    [new Date(END), TWO_YEARS, ROUNDS],
  );
  await tx.query(
    `insert into rounds (workspace, episode, round, lead, tier, source, type, assignee, started_at, opened_at, alerted_at,
       claimed_at, contacted_at, contact_rep, working_ms)
     select $1, episode, 1, lead, 1 + i % 2, (array['web', 'email', 'product', 'hubspot', 'event'])[1 + i % 5],
       (array['demo_request', 'contact_sales', 'pricing_page_visit', 'positive_reply'])[1 + i % 4], rep, at,
       at + interval '2 s', at + interval '5 s', at + seconds / 2 * interval '1 s',
       case when luck > 0.1 then at + seconds * interval '1 s' end, case when luck > 0.1 then rep end,
       case when luck > 0.1 then (seconds * 600)::bigint end from made`,
    [WORKSPACE],
  );
  await tx.query(
    `insert into holdings (workspace, episode, round, rep, from_at, until_at)
     select $1, episode, 1, rep, at + interval '2 s', case when luck > 0.1 then at + seconds * interval '1 s' end from made`,
    [WORKSPACE],
  );
  await tx.query(
    `insert into episodes (workspace, id, lead, kind, state, round, tier, score, reasons, late, trigger_at, opened_at,
       respond_by, routing_note)
     select $1, episode, lead, 'first', 'closed', 1, 1 + i % 2, 80, '[]', false, at, at + interval '2 s', at, '' from made`,
    [WORKSPACE],
  );
  await tx.query('insert into crossings select $1, lead, at from made', [WORKSPACE]);
  await tx.query(
    `insert into deals (workspace, id, state, amount, created_at, changed_at, read_at)
     select $1, i::text, (array['open', 'won', 'lost'])[1 + i % 3], 1000 + i % 9000, at + interval '3 days', at + interval '9 days', $2
     from made where i % 20 = 0`,
    [WORKSPACE, new Date(END)],
  );
  await tx.query('insert into deal_leads select $1, i::text, lead from made where i % 20 = 0', [WORKSPACE]);
}
