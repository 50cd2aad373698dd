/**
 * Why an account is connected no more. `refused`: its access is not taken, or not given for now; a call that works shows that this is
 * over.
 */
export type Ending = 'disconnected' | 'uninstalled' | 'moved' | 'refused';

/** What is kept of an account. `seal` names exactly these tokens: whatever changes them gives another. */
export type KeptGrantOf<Ref, Grant> = Ref & {
  grant: Grant;
  seal: string;
  /** Somebody renews it until then. */
  leaseUntil?: number;
  ended?: Ending;
};

/** Why an account was not connected: another workspace has it; this workspace has another one, or holds the records of another one. */
export type NotSaved = { kind: 'taken' } | { kind: 'other' | 'records'; account: string };

/** Where grants are kept, never readable. What another process changed meanwhile stays: then the answer is false. */
export type Grants<Ref, Grant> = {
  /** Undefined where there is none (any more). Throws a Failure when it cannot be read. */
  of(account: Ref): Promise<KeptGrantOf<Ref, Grant> | undefined>;
  /** Nobody else renews it until then. */
  lease(kept: KeptGrantOf<Ref, Grant>, until: number): Promise<boolean>;
  endLease(kept: KeptGrantOf<Ref, Grant>, at: number): Promise<void>;
  /** Other tokens in place of those that were read. */
  renew(kept: KeptGrantOf<Ref, Grant>, grant: Grant): Promise<boolean>;
  /** With a `seal` only while those are its tokens. */
  end(account: Ref & { seal?: string }, because: Ending): Promise<boolean>;
  /** It works after all. */
  revive(account: Ref): Promise<void>;
  /** Keeps what a new connection gave, over the one before; answers why not. */
  save(connected: Ref & { grant: Grant }): Promise<NotSaved | undefined>;
  /** The tokens are gone for good. */
  forget(account: Ref): Promise<void>;
};
