import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type App, startApp } from './main.ts';
import { type Connecting, SECRET_KEY, startConnecting } from './testing/connecting.ts';
import { type HangingAccount, hangingAccount } from './testing/hangingAccount.ts';
import { appSettings } from './testing/hubspotAccounts.ts';
import { health } from './testing/oauthWorld.ts';
import { until } from './testing/until.ts';
import { PUBLIC_URL, worldModel } from './testing/world.ts';

const ALWAYS = JSON.stringify([{ days: 'EVERY_DAY', startMinute: 0, endMinute: 1440 }]);
/** The account whose API does not answer, once all began; and the one that is to notice nothing of it. */
const HANGING = { workspace: 'hanging', portal: 101 };
const WELL = { workspace: 'well', portal: 102 };
type Side = typeof WELL;

let at: Connecting;
let hubspot: HangingAccount;
let app: App;
const told: string[] = [];
const start = () =>
  startApp({
    databaseUrl: at.databaseUrl,
    port: 0,
    publicUrl: PUBLIC_URL,
    secretKey: SECRET_KEY,
    workspace: { id: 'default', name: 'Default', demo: false },
    hubspot: appSettings(at.accounts, { url: hubspot.url, callsPer10Seconds: 190 }),
    timeZone: 'UTC',
    firstModel: worldModel,
    imports: false,
    now: at.now,
    tell: (step, text) => void told.push(`${step}: ${text}`),
  });

beforeAll(async () => {
  at = await startConnecting({ runs: true, last: 102 });
  for (const { workspace, portal } of [HANGING, WELL]) {
    const email = `ann@${workspace}.example`;
    const owner = at.accounts.portal(portal).addOwner({ email, firstName: 'Ann', lastName: 'Rep' });
    const there = { hs_availability_status: 'available', hs_standard_time_zone: 'UTC', hs_working_hours: ALWAYS };
    at.accounts.portal(portal).addUser(owner, there);
    await at.install(workspace, String(portal));
  }
  hubspot = await hangingAccount(String(HANGING.portal), at.accounts);
  app = await start();
});
afterAll(async () => {
  await app?.close();
  await hubspot?.[Symbol.asyncDispose]();
  await at?.[Symbol.asyncDispose]();
}, 40_000);

async function asksForDemo({ portal }: Side, email: string): Promise<void> {
  const account = at.accounts.portal(portal);
  account.addContact({ email, firstname: 'Ada' });
  account.submitForm({ formId: 'f1', name: 'Demo Request', email });
  await account.sendWebhooks(`${app.url}/webhooks/hubspot`, { signedUrl: `${PUBLIC_URL}/webhooks/hubspot` });
}

/** Ms until somebody has the lead. */
async function msToAssignee(side: Side, email: string): Promise<number> {
  const before = performance.now();
  await asksForDemo(side, email);
  const sql = 'select 1 from episodes e join leads l on l.id = e.lead where l.email = $1 and e.assignee is not null';
  const assigned = () => at.here.db.inWorkspace(side.workspace, (tx) => tx.query(sql, [email]));
  await until(
    async () => (await assigned()).length > 0,
    () => `somebody to have ${email}; told:\n${told.slice(-20).join('\n')}`,
  );
  return performance.now() - before;
}

test('an account whose API hangs delays neither the start nor the leads of another one', async () => {
  await app.close();
  hubspot.hangs();
  const before = performance.now();
  app = await start();
  expect(performance.now() - before).toBeLessThan(6_000);

  const ms: number[] = [];
  for (let round = 0; round < 4; round++) {
    for (let lead = 0; lead < 4; lead++) await asksForDemo(HANGING, `hung${round}-${lead}@bigco.example`);
    ms.push(await msToAssignee(WELL, `ada${round}@bigco.example`));
  }
  // Its calls wait ten seconds each: one that stood before these would show.
  expect(Math.max(...ms)).toBeLessThan(6_000);
}, 60_000);

test('is asked once in a while only, and what is wrong is a warning while the others work', async () => {
  await until(() => told.some((line) => line.includes('answers none of this account')), 'calls to be spared', 30_000);
  expect(await msToAssignee(WELL, 'eve@bigco.example')).toBeLessThan(6_000);
  expect(await health(app.url)).toMatchObject({ status: 200, troubles: [] });
}, 60_000);
