import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { installLink } from './installLink.ts';
import { type App, startApp } from './main.ts';
import { SECRET_KEY, type Connecting, startConnecting } from './testing/connecting.ts';
import { appSettings } from './testing/hubspotAccounts.ts';
import { openBrowser } from './testing/installing.ts';
import { until } from './testing/until.ts';
import { PUBLIC_URL, worldModel } from './testing/world.ts';

const ALWAYS = JSON.stringify([{ days: 'EVERY_DAY', startMinute: 0, endMinute: 1440 }]);
const HERE = { workspace: 'acme', portal: '101', lead: 'ada@bigco.example', rep: 'ann@acme.example' };
const THERE = { workspace: 'umbrella', portal: '102', lead: 'uma@bigco.example', rep: 'ulf@umbrella.example' };
/** Installs while the app runs. */
const LATE = { workspace: 'late', portal: '103', lead: 'lea@bigco.example', rep: 'lou@late.example' };
type Side = typeof HERE;

let at: Connecting;
let app: App;
const told: string[] = [];
const account = ({ portal }: Side) => at.accounts.portal(Number(portal));

beforeAll(async () => {
  at = await startConnecting({ runs: true, last: 103 });
  for (const side of [HERE, THERE, LATE]) staff(side);
  for (const { workspace, portal } of [HERE, THERE]) await at.install(workspace, portal);
  app = await startApp({
    databaseUrl: at.databaseUrl,
    port: 0,
    publicUrl: PUBLIC_URL,
    secretKey: SECRET_KEY,
    workspace: { id: 'default', name: 'Default', demo: false },
    hubspot: appSettings(at.accounts),
    timeZone: 'UTC',
    firstModel: worldModel,
    imports: false,
    sweepEveryMs: 100,
    now: at.now,
    tell: (step, text) => void told.push(`${step}: ${text}`),
  });
});
afterAll(async () => {
  await app?.close();
  await at?.[Symbol.asyncDispose]();
});

function staff(side: Side): void {
  const ownerId = account(side).addOwner({ email: side.rep, firstName: side.rep, lastName: 'Rep' });
  const there = { hs_availability_status: 'available', hs_standard_time_zone: 'UTC', hs_working_hours: ALWAYS };
  account(side).addUser(ownerId, there);
}

/** Gives the record's id. */
async function asksForDemo(side: Side, email = side.lead): Promise<string> {
  const id = account(side).addContact({ email, firstname: email });
  account(side).submitForm({ formId: 'f1', name: 'Demo Request', email });
  await account(side).sendWebhooks(`${app.url}/webhooks/hubspot`, { signedUrl: `${PUBLIC_URL}/webhooks/hubspot` });
  return id;
}
const tasks = (side: Side) => account(side).tasks().length;
const leadsIn = async (side: Side) =>
  (
    await at.here.db.inWorkspace(side.workspace, (tx) =>
      tx.query<{ workspace: string; email: string }>('select workspace, email from leads order by email'),
    )
  ).map(({ workspace, email }) => `${workspace} ${email}`);
const health = async () =>
  (await fetch(`${app.url}/healthz`)).json() as Promise<{ ok: boolean; troubles: string[]; warnings?: string[] }>;
const warned = async () => (await health()).warnings?.join('\n') ?? '';

test('two accounts are worked on by one process, each with its own leads, reps and tasks, though record ids are the same', async () => {
  const ada = await asksForDemo(HERE);
  await until(
    () => tasks(HERE) === 1,
    () => `a task here; told:\n${told.join('\n')}`,
  );
  expect(tasks(THERE)).toBe(0);
  expect(await asksForDemo(THERE)).toBe(ada);
  await until(
    () => tasks(THERE) === 1,
    () => `a task there; told:\n${told.join('\n')}`,
  );
  expect(tasks(HERE)).toBe(1);
  expect(await leadsIn(HERE)).toEqual([`acme ${HERE.lead}`]);
  expect(await leadsIn(THERE)).toEqual([`umbrella ${THERE.lead}`]);
});

test('what one account removed waits and is told of, while the other goes on; installed again, it goes on, too', async () => {
  at.accounts.remove(HERE.portal);
  // Its webhooks end with it; what changes meanwhile is found by reading, once it is back.
  await asksForDemo(HERE, 'abe@bigco.example');
  at.pass(1_800_000);
  await asksForDemo(THERE, 'udo@bigco.example');
  await until(
    () => tasks(THERE) === 2,
    () => `another task there; told:\n${told.join('\n')}`,
  );
  await until(async () => /^acme: hubspot: account 101 is connected no more/m.test(await warned()), 'health to say so');
  expect(await warned()).not.toContain('102');
  // Whoever restarts what is not well would stop the other's work.
  expect(await health()).toMatchObject({ ok: true, troubles: [] });

  await at.install(HERE.workspace, HERE.portal);
  at.pass(180_000);
  await until(
    () => tasks(HERE) === 2,
    () => `the second task here; told:\n${told.join('\n')}`,
  );
  await until(async () => !(await warned()).includes('101'), 'health to be well again');
});

test('an account that installs while the app runs is worked on at once', async () => {
  const browser = openBrowser();
  // What is public is a proxy before the app.
  const visit = (url: string) => browser(url.replace(PUBLIC_URL, app.url));
  const link = installLink('hubspot', { publicUrl: PUBLIC_URL, secretKey: SECRET_KEY }, LATE.workspace, at.now());
  const page = await visit(await at.accounts.allow((await visit(link)).location, LATE.portal));
  expect(page).toMatchObject({ status: 200, text: expect.stringContaining('is in your HubSpot') });
  await asksForDemo(LATE);
  await until(
    () => tasks(LATE) === 1,
    () => `a task there; told:\n${told.join('\n')}`,
  );
  expect(await leadsIn(LATE)).toEqual([`late ${LATE.lead}`]);
  expect(told.join('\n')).not.toMatch(/-access-|-refresh-/);
});
