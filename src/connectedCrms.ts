import type { AppSettings } from './appSettings.ts';
import type { Crm } from './crm/crm.ts';
import { accountBreaker } from './crm/hubspot/breaker.ts';
import { hubspotCrm } from './crm/hubspot/hubspot.ts';
import { salesforceCrm } from './crm/salesforce/salesforce.ts';
import type { HubspotPortals } from './hubspotPortals.ts';
import { hubspotTurns } from './hubspotTurns.ts';
import type { SalesforceNews } from './salesforceNews.ts';
import type { SalesforceOrgs } from './salesforceOrgs.ts';
import { ORG_CALLS_PER_10_SECONDS, salesforceTurns } from './salesforceTurns.ts';
import { DAILY_CALLS, type DailyCalls, keepDailyCalls } from './store/dailyCalls.ts';
import type { Db } from './store/db.ts';
import { ORG_CALLS } from './store/orgs.ts';

type Inside = {
  db: Db;
  portals?: HubspotPortals;
  orgs?: SalesforceOrgs;
  /** What orgs tell as it happens: then they are asked less often. */
  news?: Pick<SalesforceNews, 'followed'>;
  now: () => number;
};

/** A CRM that a workspace works on, within the vendor's limits, which all processes share. */
export type Connected = {
  workspace: string;
  kind: Crm['kind'];
  /** The vendor's id of the portal or org. */
  account: string;
  /** The setting that names the account, where one does. */
  namedBy?: string;
  /** `timeZone`: the account's own, as far as it is known. */
  open: (timeZone: string) => Crm;
};

/** The CRMs of all workspaces: the configured ones, or those that somebody connected. */
export async function connectedCrms(settings: AppSettings, inside: Inside): Promise<Connected[]> {
  return [...(await portalsOf(settings, inside)), ...(await orgsOf(settings, inside))];
}

async function portalsOf(settings: AppSettings, inside: Inside): Promise<Connected[]> {
  const { token, portalId } = settings.hubspot ?? {};
  if (token !== undefined && portalId !== undefined) {
    const access = { portalId, token: async () => token };
    return [{ ...portalOf(settings, inside, settings.workspace.id, access), namedBy: 'HUBSPOT_PORTAL_ID' }];
  }
  const { portals } = inside;
  if (portals === undefined) return [];
  return (await portals.live()).map(({ workspace, portal }) =>
    portalOf(settings, inside, workspace, {
      portalId: portal,
      token: portals.tokenOf(workspace, portal),
      // Said again by the next call.
      onAccepted: () => void portals.worked(workspace).catch(() => {}),
    }),
  );
}

type PortalAccess = { portalId: string; token: (refused?: string) => Promise<string>; onAccepted?: () => void };

function portalOf(settings: AppSettings, inside: Inside, workspace: string, access: PortalAccess): Connected {
  const { apiUrl, uiUrl, csmProperty, callsPer10Seconds = 190 } = settings.hubspot ?? {};
  const { db, now } = inside;
  const open = (timeZone: string) =>
    hubspotCrm({
      ...access,
      timeZone,
      now,
      breaker: accountBreaker(now),
      callsPer10Seconds,
      takeTurn: hubspotTurns(db, workspace, { callsPer10Seconds, now }),
      keepDaily: dailyKept(inside, workspace, DAILY_CALLS),
      ...(apiUrl !== undefined && { baseUrl: apiUrl }),
      ...(csmProperty !== undefined && { csmProperty }),
      ...(uiUrl !== undefined && { uiBaseUrl: uiUrl }),
    });
  return { workspace, kind: 'hubspot', account: access.portalId, open };
}

async function orgsOf({ salesforce }: AppSettings, inside: Inside): Promise<Connected[]> {
  const { db, orgs, news, now } = inside;
  const { callsPer10Seconds = ORG_CALLS_PER_10_SECONDS } = salesforce ?? {};
  if (orgs === undefined) return [];
  return (await orgs.live()).map(({ workspace, org, instanceUrl }) => {
    const keep = dailyKept(inside, workspace, ORG_CALLS);
    const open = () =>
      salesforceCrm({
        session: orgs.sessionOf(workspace, org),
        instanceUrl,
        ...(news && { followed: () => news.followed(workspace) }),
        now,
        callsPer10Seconds,
        takeTurn: salesforceTurns(db, workspace, { callsPer10Seconds, now }),
        keepDaily: ({ used, limit, heardAt }) => keep({ most: limit, remaining: limit - used, heardAt }),
        onAccepted: () => void orgs.worked(workspace).catch(() => {}),
        ...(salesforce?.csmField !== undefined && { csmField: salesforce.csmField }),
        ...(salesforce?.taskQueue !== undefined && { taskQueue: salesforce.taskQueue }),
        ...(salesforce?.dailyCalls !== undefined && { dailyCalls: salesforce.dailyCalls }),
      });
    return { workspace, kind: 'salesforce', account: org, open };
  });
}

/** Shown to people, and heard again at the next answer: once a second is enough. */
function dailyKept({ db }: Inside, workspace: string, bucket: string): (calls: DailyCalls) => void {
  let last = -Infinity;
  return (calls) => {
    if (calls.heardAt - last < 1_000) return;
    last = calls.heardAt;
    db.inWorkspace(workspace, (tx) => keepDailyCalls(tx, workspace, bucket, calls)).catch(() => {});
  };
}
