import type { AppSettings, SalesforceConnection } from './appSettings.ts';
import type { OrgRef, OrgSession } from './crm/salesforce/oauth-grants.ts';
import { salesforceOauth } from './crm/salesforce/oauth.ts';
import type { Consent } from './http/consent/consent.ts';
import type { ShownOrg } from './keptOrgs.ts';
import { configuredOrg } from './salesforceOrgsConfigured.ts';
import { linkedOrgs } from './salesforceOrgsLinked.ts';
import type { Db } from './store/db.ts';

/** What working on Salesforce orgs needs of the settings. */
export type OrgSettings = Pick<AppSettings, 'publicUrl' | 'secretKey' | 'tell'> & {
  salesforce: SalesforceConnection;
  /** The one of the configuration, which `hot-lead salesforce install` means without a name. */
  workspace: { id: string };
};

/** An org to work on. `instanceUrl`: where people open its records; where they log in, while the org's own address is not known. */
export type LiveOrg = { workspace: string; org: string; instanceUrl: string };

/** The Salesforce orgs of this installation, however their sessions are had. */
export type SalesforceOrgs = {
  kind: 'salesforce';
  by: SalesforceConnection['login']['by'];
  /**
   * All orgs to work on, the same for every process; also those that refuse us, since that may pass. A configured org is among
   * them once Salesforce has said which one it is.
   */
  live(): Promise<LiveOrg[]>;
  /** Every org a workspace ever had, the one that works first. */
  shown(workspace: string): Promise<ShownOrg[]>;
  /** The session of an org; the same function however often it is asked for. */
  sessionOf(workspace: string, org: string): OrgSession;
  /** The pages by which somebody connects an org; absent where the configuration does. */
  connect?: Consent;
  /** A call worked: an org that seemed to refuse us does not. Costs nothing where it never did. */
  worked(workspace: string): Promise<void>;
  /**
   * Why nothing goes to and comes from Salesforce, in a sentence without personal data; undefined while it does. `hasAnotherCrm`:
   * then an org that the workspace never had, or gave up on purpose, is no trouble.
   */
  trouble(workspace: string, options?: { hasAnotherCrm: boolean }): Promise<string | undefined>;
  /** Ends our access to the workspace's org, and forgets its tokens; leads and history stay. Safe to repeat. */
  disconnect(workspace: string): Promise<Disconnected>;
};

/**
 * `wasOver`: Salesforce knew the grant no more. `unreadable`: the tokens cannot be read, so that a person has to revoke the app's
 * access in Salesforce. `configured`: an org of the configuration, which is left by removing the settings.
 */
export type Disconnected =
  | { kind: 'none' }
  | { kind: 'configured' }
  | { kind: 'disconnected' | 'wasOver' | 'unreadable'; org: string };

/** `onConnected` hears of orgs that somebody connects in this process. Throws a sentence for people where a setting is missing. */
export function salesforceOrgs(
  settings: OrgSettings,
  db: Db,
  now: () => number,
  onConnected: (connected: OrgRef) => void = () => {},
): SalesforceOrgs {
  const { login, loginUrl } = settings.salesforce;
  const { clientId } = login;
  const app = { clientId, ...(loginUrl !== undefined && { loginUrl }) };
  if (login.by === 'jwt') {
    const { username, privateKey } = login;
    const oauth = salesforceOauth(app, now);
    return configuredOrg({ settings, db, now, by: login.by, ask: () => oauth.byKey({ username, privateKey }) });
  }
  const oauth = salesforceOauth({ ...app, clientSecret: login.clientSecret }, now);
  if (login.by === 'client_credentials')
    return configuredOrg({ settings, db, now, by: login.by, ask: () => oauth.byApp() });
  return linkedOrgs({ settings, db, now, oauth, onConnected });
}
