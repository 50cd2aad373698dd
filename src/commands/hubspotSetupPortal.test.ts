import { expect, test } from '@jest/globals';
import { OPTIONAL_SCOPES, REQUIRED_SCOPES } from '../crm/hubspot/oauth-scopes.ts';
import { keptPortals } from '../keptPortals.ts';
import { sealing } from '../sealing.ts';
import { openDb } from '../store/db.ts';
import { migrate } from '../store/migrate.ts';
import { ownDatabase } from '../testing/database.ts';
import { portalForTests } from '../testing/setupPortal.ts';
import { hubspotSetupCommand } from './hubspotSetup.ts';

const SECRET_KEY = 'k'.repeat(32);

test('an account that installed the app by a link is set up with its own token and scopes', async () => {
  await using on = await portalForTests();
  await using database = await ownDatabase();
  await keepInstallation(database.url, { workspace: 'acme', portal: String(on.sandbox.portalId) });
  const env = {
    DATABASE_URL: database.url,
    HUBSPOT_API_URL: on.sandbox.url,
    HUBSPOT_CLIENT_ID: 'client-id-of-ours',
    HUBSPOT_CLIENT_SECRET: 'client-secret',
    HUBSPOT_CALLS_PER_10_SECONDS: '2000',
    PUBLIC_URL: 'https://hot-leads.example.com',
    SECRET_KEY,
  };
  const out: string[] = [];
  const io = { out: (line: string) => void out.push(line), err: () => {}, now: Date.now };
  expect(await hubspotSetupCommand(['--workspace', 'acme'], io, env)).toBe(0);
  expect(out.join('\n')).toContain('✓ Lead Score (hotlead_score): created');
  expect(out.join('\n')).toContain('☐ form submissions: the app lacks forms: a form is known by the recent conversion');
  await expect(hubspotSetupCommand([], io, env)).rejects.toThrow('no HubSpot account has installed the app');
});

/** As if somebody had installed the app, without its forms. */
async function keepInstallation(url: string, at: { workspace: string; portal: string }): Promise<void> {
  const now = Date.now();
  const { role } = await migrate(url, now);
  const db = openDb(url, { max: 1, ...(role !== undefined && { role }) });
  const scopes = [...REQUIRED_SCOPES, ...OPTIONAL_SCOPES.filter((scope) => scope !== 'forms')];
  const grant = { accessToken: 'sandbox-token', refreshToken: 'r', issuedAt: now, expiresAt: now + 1_800_000, scopes };
  await keptPortals(db, sealing(SECRET_KEY), () => now).save({ ...at, grant });
  await db.close();
}
