import { expect, test } from '@jest/globals';
import { planDraft } from './commands/modelPlan.ts';
import { defaultModel, type Model } from './domain/model.ts';
import { modelHash } from './model/hash.ts';
import { openDb } from './store/db.ts';
import { currentModel, publishModel, relookStep } from './store/models.ts';
import { addSteps } from './store/steps.ts';
import { startWorld, type World } from './testing/world.ts';
import { until } from './testing/until.ts';

const HOUR = 3_600_000;

/** As `hot-lead model publish` does it. */
async function publish(world: World, settings: Model): Promise<number> {
  const db = openDb(world.databaseUrl, { max: 1 });
  try {
    return await db.inWorkspace('acme', async (tx) => {
      const { version } = await publishModel(tx, 'acme', { hash: modelHash(settings), settings }, world.now());
      await addSteps(tx, 'acme', [relookStep(version, world.now())], world.now());
      return version;
    });
  } finally {
    await db.close();
  }
}

function colleague(world: World, name: string, ...pages: string[]): string {
  const id = world.hubspot.addContact({
    email: `${name}@bigco.example`,
    firstname: name,
    company: 'Big Co',
    jobtitle: name,
  });
  for (const page of pages) world.hubspot.visitPage(id, `https://acme.example${page}`);
  return id;
}

const news: Model = {
  ...defaultModel,
  mapping: {
    ...defaultModel.mapping,
    forms: [{ matches: 'funding', type: 'funding_announced' }, ...defaultModel.mapping.forms],
  },
};

test('a published model decides what comes next, moves tiers without waking anybody, and is rolled back', async () => {
  await using world = await startWorld();
  const quiet = colleague(world, 'quiet', '/case-studies/a', '/docs/b');
  await world.push();
  await world.settled();
  expect(world.hubspot.contact(quiet)?.['hotlead_tier']).toBe('none');
  const bars = { ...defaultModel.tiers, three: { score: 20 } };
  expect(await publish(world, { ...defaultModel, tiers: bars })).toBe(2);
  await until(() => world.hubspot.contact(quiet)?.['hotlead_tier'] === 'tier_3', 'the new tier to be written');
  expect(await publish(world, defaultModel)).toBe(3);
  await until(() => world.hubspot.contact(quiet)?.['hotlead_tier'] === 'none', 'the old tier to be written');
  await world.settled();
  expect([world.slack.messages(), world.hubspot.tasks()]).toEqual([[], []]);
  const versions = await world.rows<{ version: number }>('select model_version as version from decisions order by id');
  expect(versions.map(({ version }) => version)).toEqual([2, 3]);
});

type Play = { kind: string; facts: { people: { part?: string }[]; missing: string[] } };

test("a company's news makes its people hot, and a third colleague makes it a committee, once", async () => {
  await using world = await startWorld();
  await publish(world, news);
  const first = colleague(world, 'cto', '/case-studies/a', '/compare/rival');
  world.hubspot.submitForm({ formId: 'f1', name: 'Contact Sales', email: 'cto@bigco.example' });
  const second = colleague(world, 'cfo', '/roi-calculator', '/pricing');
  await world.push();
  await world.settled();
  const before = Number(world.hubspot.contact(second)?.['hotlead_score']);
  const third = colleague(world, 'analyst', '/docs/start');
  world.hubspot.submitForm({ formId: 'f2', name: 'Funding round', email: 'analyst@bigco.example' });
  await world.push();
  await world.settled();
  const scoreOf = (id: string) => Number(world.hubspot.contact(id)?.['hotlead_score']);
  await until(() => scoreOf(second) === before + 15, 'the news to count for a colleague');
  expect(world.contactsWithTask()).toEqual([first]);
  world.advance(70_000);
  const plays = await until(async () => {
    const rows = await world.rows<Play>('select kind, facts from notices');
    return rows.length > 0 ? rows : undefined;
  }, 'the committee to be noticed');
  expect(plays.map(({ kind }) => kind)).toEqual(['account_play']);
  const parts = plays[0]?.facts.people.map(({ part }) => part).sort();
  expect(parts).toEqual(['finance', 'technical or security', 'user']);
  expect(plays[0]?.facts.missing).toEqual(['decision maker', 'champion']);
  world.hubspot.visitPage(third, 'https://acme.example/docs/more');
  await world.push();
  await world.settled();
  world.advance(70_000);
  await until(
    async () => (await world.rows("select 1 from steps where kind = 'account' and done_at is null")).length === 0,
    'the companies to be looked at',
  );
  expect(await world.rows('select 1 from notices')).toHaveLength(1);
  const [account] = await world.rows<{ score: number }>('select score from accounts');
  expect(account?.score).toBeGreaterThanOrEqual(60);
});

test('what was decided is decided the same again from its events, across models, fading, late news and a closing look', async () => {
  await using world = await startWorld();
  const ids = ['ann', 'bo', 'cy', 'di'].map((name, index) =>
    colleague(world, name, ...['/pricing', '/case-studies/a', '/roi-calculator', '/docs/b'].slice(index)),
  );
  world.hubspot.submitForm({ formId: 'f1', name: 'Demo Request', email: 'ann@bigco.example' });
  await world.push();
  await world.settled();
  await publish(world, { ...news, tiers: { ...news.tiers, three: { score: 15 } } });
  world.advance(2 * HOUR);
  world.hubspot.visitPage(ids[1] ?? '', 'https://acme.example/upgrade');
  world.hubspot.submitForm({ formId: 'f2', name: 'Funding round', email: 'cy@bigco.example' });
  await world.push();
  await world.settled();
  world.advance(30 * HOUR);
  const due = () => world.rows(`select 1 from leads where look_at <= '${new Date(world.now()).toISOString()}'`);
  await until(async () => (await due()).length === 0, 'the looks of thirty hours to be taken');
  await world.settled();
  const db = openDb(world.databaseUrl, { max: 2 });
  try {
    const stored = await db.inWorkspace('acme', (tx) => currentModel(tx, 'acme'));
    const current = stored?.settings ?? defaultModel;
    const days = { days: 30, now: world.now(), progress: () => {} };
    const { past, counts, openings, alerts } = await planDraft(db, 'acme', current, current, days);
    expect(past.firstDifference).toBeUndefined();
    expect(past.decisions).toBeGreaterThanOrEqual(5);
    expect(past.same).toBe(past.decisions);
    expect([openings.same, Object.values(counts).every((count) => count === 0)]).toEqual([alerts.current, true]);
    const opened = await world.rows('select 1 from episodes');
    expect(alerts.current).toBe(opened.length);
  } finally {
    await db.close();
  }
});
