import { setTimeout as delay } from 'node:timers/promises';
import { Failure } from '../../failure.ts';
import { DISCONNECTED, REFUSED_LOGIN } from './oauth-failure.ts';
import type { KeptOrgGrant, OrgGrant, OrgGrants, OrgRef, OrgSession } from './oauth-grants.ts';
import { ofOrg, type SalesforceOauth } from './oauth.ts';

export type KeptSessionOptions = {
  org: OrgRef;
  grants: OrgGrants;
  oauth: Pick<SalesforceOauth, 'refresh'>;
  now: () => number;
};

/** So soon, too, what another process changed is seen here. */
const REMEMBERED_MS = 10_000;
/** Longer than a refresh may take: whoever was killed in one holds up the others for this long. */
const LEASE_MS = 20_000;
/** After a refresh that failed nobody tries for so long; logins are counted by the hour. */
const REST_MS = 5_000;
const REFUSED_REST_MS = 19_000;
/** A session so young is not renewed because it was refused: another would be refused, too. */
const YOUNG_MS = 30_000;
const LOOK_EVERY_MS = 100;
const LOOKS = 100;

/**
 * The session of an org that somebody connected, renewed by one process at a time once the org refuses it, since nobody is told
 * how long it is good; whoever needs it meanwhile gets what that process kept.
 */
export function keptSession(options: KeptSessionOptions): OrgSession {
  const { now, org } = options;
  let known: { at: number; grant: OrgGrant } | undefined;
  let underWay: { refused: string | undefined; grant: Promise<OrgGrant> } | undefined;

  async function find(refused: string | undefined): Promise<OrgGrant> {
    for (let look = 0; look < LOOKS; look++) {
      if (look > 0) await delay(LOOK_EVERY_MS);
      const grant = await lookOnce(options, refused);
      if (grant === undefined) continue;
      known = { at: now(), grant };
      return grant;
    }
    throw Failure.retry(
      `salesforce: another process has been renewing the session of org ${org.org} for ${(LOOKS * LOOK_EVERY_MS) / 1_000} s: trying again`,
      { code: 'renewing' },
    );
  }

  return async (refused) => {
    if (known && now() - known.at < REMEMBERED_MS && known.grant.accessToken !== refused) return sessionOf(known.grant);
    while (underWay !== undefined) {
      const theirs = underWay;
      const grant = await theirs.grant;
      // Who asked without knowing that it is refused may have been given the refused one.
      if (grant.accessToken !== refused || theirs.refused === refused) return sessionOf(grant);
    }
    const grant = find(refused).finally(() => (underWay = undefined));
    underWay = { refused, grant };
    return sessionOf(await grant);
  };
}

function sessionOf({ accessToken, instanceUrl }: OrgGrant): { accessToken: string; instanceUrl: string } {
  return { accessToken, instanceUrl };
}

/** Whether a session was issued just now: that the org refuses it is not because it is over. One from a clock ahead of ours is not young. */
export function isYoung({ issuedAt }: Pick<OrgGrant, 'issuedAt'>, now: number): boolean {
  return issuedAt <= now && now - issuedAt < YOUNG_MS;
}

/** The grant to use; undefined when it has to be looked at again, because others renew it or have just changed it. */
async function lookOnce(options: KeptSessionOptions, refused: string | undefined): Promise<OrgGrant | undefined> {
  const { org, grants, now } = options;
  const kept = await grants.of(org);
  if (kept === undefined || isOver(kept)) throw notConnected(org);
  if (kept.grant.accessToken !== refused) return kept.grant;
  if (isYoung(kept.grant, now())) {
    await grants.end({ ...org, seal: kept.seal }, 'refused');
    return kept.grant;
  }
  if (isLeased(kept, now())) {
    if (kept.ended === 'refused') throw stillRefused(org);
    return undefined;
  }
  if (!(await grants.lease(kept, now() + LEASE_MS))) return undefined;
  return renewed(options, kept);
}

async function renewed(
  { org, grants, oauth, now }: KeptSessionOptions,
  kept: KeptOrgGrant,
): Promise<OrgGrant | undefined> {
  try {
    const grant = ofOrg(org.org, await oauth.refresh(kept.grant.refreshToken ?? ''));
    // Kept before it is used: where the app rotates, its refresh token is the only one that is good now.
    if (!(await grants.renew(kept, grant))) return undefined;
    if (kept.ended !== undefined) await grants.revive(org);
    return grant;
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    if (error.code === DISCONNECTED) {
      if (await grants.end({ ...org, seal: kept.seal }, 'disconnected')) throw notConnected(org, error);
      return undefined;
    }
    if (error.code === REFUSED_LOGIN) await grants.end({ ...org, seal: kept.seal }, 'refused');
    await grants.endLease(kept, now() + (error.kind === 'blocked' ? REFUSED_REST_MS : REST_MS));
    throw error;
  }
}

/** A lease of more than two is of a process whose clock was ahead, and is none: see leasePortal. */
function isLeased({ leaseUntil }: Pick<KeptOrgGrant, 'leaseUntil'>, now: number): boolean {
  return leaseUntil !== undefined && leaseUntil > now && leaseUntil <= now + 2 * LEASE_MS;
}

/** Whether nothing but another connection brings it back. */
function isOver({ ended }: Pick<KeptOrgGrant, 'ended'>): boolean {
  return ended !== undefined && ended !== 'refused';
}

function notConnected({ workspace, org }: OrgRef, cause?: unknown): Failure {
  return Failure.blocked(
    `salesforce: org ${org} is not connected to workspace ${workspace} any more: open the link of \`hot-lead salesforce install\``,
    { cause, code: 'not_installed' },
  );
}

/** Whoever tried a moment ago was refused, or is trying now: a person has to do something, so that nobody waits here. */
function stillRefused({ org }: OrgRef): Failure {
  return Failure.blocked(
    `salesforce: org ${org} refuses our session: see what \`hot-lead salesforce status\` says; trying again by itself`,
    { code: REFUSED_LOGIN },
  );
}
