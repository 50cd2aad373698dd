import { salesforceOauth } from '../crm/salesforce/oauth.ts';
import { salesforceOrg } from '../crm/salesforce/org.ts';
import { setUp } from '../crm/salesforce/setup/setup.ts';

/** The demo's org answers at once. */
const POLL_MS = 20;

/**
 * What `hot-lead salesforce setup --reps` does, to the demo's org, each time it is there anew. Throws a sentence for people when
 * something wrong is left, or it cannot be reached.
 */
export async function setUpDemoOrg(
  app: { clientId: string; clientSecret: string; loginUrl: string },
  now: () => number,
): Promise<void> {
  const { org: orgId, grant } = await salesforceOauth(app, now).byApp();
  const org = salesforceOrg({ session: async () => grant, takeTurn: async () => {}, now });
  const { instanceUrl } = grant;
  const on = { org, orgId, instanceUrl, now, calls: () => undefined, tell: () => {}, pollMs: POLL_MS };
  const wrong = (await setUp(on, { reps: true })).filter(({ state }) => state === 'wrong');
  if (wrong.length === 0) return;
  const what = wrong.map((each) => `${each.what}: ${each.sentence}`).join('; ');
  throw new Error(`the demo's Salesforce could not be set up: ${what}`);
}
