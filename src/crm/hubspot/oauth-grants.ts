import type { Grant } from './oauth.ts';

/** A HubSpot account, as one workspace has it. */
export type PortalRef = { workspace: string; portal: string };

/** Why an account is connected no more. `refused`: its access token is not taken; a call that works shows that it is. */
export type Ending = 'disconnected' | 'uninstalled' | 'moved' | 'refused';

/** What is kept of an account. `seal` names exactly these tokens: whatever changes them gives another. */
export type KeptGrant = PortalRef & {
  grant: Grant;
  seal: string;
  /** Somebody renews it until then. */
  leaseUntil?: number;
  ended?: Ending;
};

type SaveRefused = { kind: 'taken' } | { kind: 'other'; account: string } | { kind: 'records'; account: string };

/** Where grants are kept, never readable. What another process changed meanwhile stays: then the answer is false. */
export type PortalGrants = {
  /** Undefined where there is none (any more). Throws a Failure when it cannot be read. */
  of(portal: PortalRef): Promise<KeptGrant | undefined>;
  /** Nobody else renews it until then. */
  lease(kept: KeptGrant, until: number): Promise<boolean>;
  endLease(kept: KeptGrant, at: number): Promise<void>;
  /** Other tokens in place of those that were read. */
  renew(kept: KeptGrant, grant: Grant): Promise<boolean>;
  /** With a `seal` only while those are its tokens. */
  end(portal: PortalRef & { seal?: string }, because: Ending): Promise<boolean>;
  /** It works after all. */
  revive(portal: PortalRef): Promise<void>;
  /** Keeps what a new installation gave, over the one before; answers why not. */
  save(installed: PortalRef & { grant: Grant }): Promise<SaveRefused | undefined>;
  /** The tokens are gone for good. */
  forget(portal: PortalRef): Promise<void>;
};
