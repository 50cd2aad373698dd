import { generateKeyPairSync } from 'node:crypto';
import { salesforceOauth } from '../../../src/crm/salesforce/oauth.ts';
import { type SalesforceSandbox, startSalesforce } from '../../../src/sandbox/salesforce/salesforce.ts';
import { ownSessions } from '../../../src/salesforceSessions.ts';
import { type Populated, populate, setUp } from './people.ts';

const CLIENT = 'hot-lead-signal';
const USER = 'integration@example.com';

export type DayOrg = Populated & {
  org: SalesforceSandbox;
  session: ReturnType<typeof ownSessions>['session'];
  /** Calls that the org refused because there were too many. */
  limited: () => number;
  /** The sessions of the product end, as after some hours. */
  endSessions: () => void;
};

/** An org of so many people who were there before, with a log-in by key. */
export async function startDayOrg(
  stack: AsyncDisposableStack,
  { people, daily, now }: { people: number; daily: number; now: () => number },
): Promise<DayOrg> {
  const org = stack.use(await startSalesforce({ now, limits: { daily } }));
  setUp(org);
  const populated = populate(org, people, now());
  const keys = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const privateKey = keys.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const app = { clientId: CLIENT, clientSecret: 'not used with a key', callback: '' };
  org.addApp({ ...app, publicKey: keys.publicKey, preApproved: [USER] });
  const oauth = salesforceOauth({ clientId: CLIENT, loginUrl: org.url }, now);
  const { session } = ownSessions(() => oauth.byKey({ username: USER, privateKey }), now);
  let limited = 0;
  org.onCall(({ status }, phase) => {
    if (phase === 'after' && status === 403) limited += 1;
  });
  const endSessions = () => org.ground.sessions.endAllOf(org.integrationUser);
  return { ...populated, org, session, limited: () => limited, endSessions };
}
