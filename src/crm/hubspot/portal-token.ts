import { setTimeout as delay } from 'node:timers/promises';
import { Failure } from '../../failure.ts';
import { DISCONNECTED } from './oauth-failure.ts';
import { type Grant, type HubspotOauth, ofPortal } from './oauth.ts';
import type { KeptGrant, PortalGrants, PortalRef } from './oauth-grants.ts';

export type PortalTokenOptions = {
  portal: PortalRef;
  grants: PortalGrants;
  oauth: Pick<HubspotOauth, 'refresh'>;
  now: () => number;
};

/** So soon, too, what another process changed is seen here. */
const REMEMBERED_MS = 10_000;
/** The part of its life after which a token is renewed. */
const RENEWED_AFTER = 0.8;
/** Longer than a refresh may take: whoever was killed in one holds up the others for this long. */
const LEASE_MS = 20_000;
/** After a refresh that failed nobody tries for so long. */
const REST_MS = 5_000;
/** A token so young is not renewed because it was refused: another would be refused, too. */
const YOUNG_MS = 30_000;
const LOOK_EVERY_MS = 100;
const LOOKS = 100;

/**
 * One account's access token, renewed in time by one process at a time; whoever needs it meanwhile gets what that process kept.
 * `refused`: HubSpot answered this one with 401. Throws a Failure: blocked where the account is not connected, retry while
 * HubSpot or the other process does not answer.
 */
export function portalToken(options: PortalTokenOptions): (refused?: string) => Promise<string> {
  const { now } = options;
  let known: { at: number; grant: Grant } | undefined;
  let underWay: { refused: string | undefined; token: Promise<string> } | undefined;

  async function find(refused: string | undefined): Promise<string> {
    for (let look = 0; look < LOOKS; look++) {
      if (look > 0) await delay(LOOK_EVERY_MS);
      const grant = await lookOnce(options, refused);
      if (grant === undefined) continue;
      known = { at: now(), grant };
      return grant.accessToken;
    }
    throw Failure.retry(
      `hubspot: another process has been renewing the token of account ${options.portal.portal} for ${(LOOKS * LOOK_EVERY_MS) / 1_000} s: trying again`,
      { code: 'renewing' },
    );
  }

  return async (refused) => {
    if (known && now() - known.at < REMEMBERED_MS && needOf(known.grant, refused, now()) === 'none')
      return known.grant.accessToken;
    while (underWay !== undefined) {
      const theirs = underWay;
      const token = await theirs.token;
      // Who asked without knowing that it is refused may have been given the refused one.
      if (token !== refused || theirs.refused === refused) return token;
    }
    const token = find(refused).finally(() => (underWay = undefined));
    underWay = { refused, token };
    return token;
  };
}

type Need = 'none' | 'soon' | 'now' | 'doubted';

function needOf({ accessToken, issuedAt, expiresAt }: Grant, refused: string | undefined, now: number): Need {
  if (now >= expiresAt) return 'now';
  // One from the future was issued to a process whose clock was ahead: nothing says that it is young.
  const isYoung = issuedAt <= now && now - issuedAt < YOUNG_MS;
  if (accessToken === refused) return isYoung ? 'doubted' : 'now';
  return now >= issuedAt + RENEWED_AFTER * (expiresAt - issuedAt) ? 'soon' : 'none';
}

/** The grant to use; undefined when it has to be looked at again, because others renew it or have just changed it. */
async function lookOnce(options: PortalTokenOptions, refused: string | undefined): Promise<Grant | undefined> {
  const { portal, grants, now } = options;
  const kept = await grants.of(portal);
  if (kept === undefined || isOver(kept)) throw notConnected(portal);
  const need = needOf(kept.grant, refused, now());
  if (need === 'none') return kept.grant;
  if (need === 'doubted') {
    await grants.end({ ...portal, seal: kept.seal }, 'refused');
    return kept.grant;
  }
  const meanwhile = need === 'soon' ? kept.grant : undefined;
  if (isLeased(kept, now())) return meanwhile;
  if (!(await grants.lease(kept, now() + LEASE_MS))) return meanwhile;
  return renewed(options, kept, meanwhile);
}

async function renewed(
  { portal, grants, oauth, now }: PortalTokenOptions,
  kept: KeptGrant,
  meanwhile: Grant | undefined,
): Promise<Grant | undefined> {
  try {
    const grant = ofPortal(portal.portal, await oauth.refresh(kept.grant.refreshToken));
    // Kept before it is used: the refresh token that came with it may be the only one that is good now.
    return (await grants.renew(kept, grant)) ? grant : undefined;
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    if (error.code === DISCONNECTED) {
      if (await grants.end({ ...portal, seal: kept.seal }, 'disconnected')) throw notConnected(portal, error);
      return undefined;
    }
    await grants.endLease(kept, now() + REST_MS);
    if (meanwhile === undefined) throw error;
    return meanwhile;
  }
}

/** A lease of more than two is of a process whose clock was ahead, and is none: see leasePortal. */
function isLeased({ leaseUntil }: Pick<KeptGrant, 'leaseUntil'>, now: number): boolean {
  return leaseUntil !== undefined && leaseUntil > now && leaseUntil <= now + 2 * LEASE_MS;
}

/** Whether nothing but another installation brings it back. */
function isOver({ ended }: Pick<KeptGrant, 'ended'>): boolean {
  return ended !== undefined && ended !== 'refused';
}

function notConnected({ workspace, portal }: PortalRef, cause?: unknown): Failure {
  return Failure.blocked(
    `hubspot: account ${portal} is not connected to workspace ${workspace} any more: open the link of \`hot-lead hubspot install\``,
    { cause, code: 'not_installed' },
  );
}
