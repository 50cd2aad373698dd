import type { Grants, KeptGrantOf } from '../grants.ts';

/** A Salesforce org by its 18-character id, as one workspace has it. */
export type OrgRef = { workspace: string; org: string };

/** What an org granted. `issuedAt` (epoch ms) is by our clock; how long the access token is good only the org knows. */
export type OrgGrant = {
  accessToken: string;
  /** Absent where every session is asked for anew: JWT bearer and client credentials. */
  refreshToken?: string;
  /** Where the org answers; without a slash at its end. */
  instanceUrl: string;
  issuedAt: number;
  /** Salesforce's 18-character id of the user in whose name we work. */
  userId: string;
  scopes: string[];
};

/** Whose grant it is. */
export type Granted = { org: string; grant: OrgGrant };

/**
 * The session to work with. `refused`: the access token that the org takes no more, so that another is to be had. Throws a Failure:
 * blocked where nothing but a person brings the org back, else what passes by itself.
 */
export type OrgSession = (refused?: string) => Promise<{ accessToken: string; instanceUrl: string }>;

export type KeptOrgGrant = KeptGrantOf<OrgRef, OrgGrant>;

/** One ends as `refused` by a frozen user or a network that is not allowed, too. */
export type OrgGrants = Grants<OrgRef, OrgGrant>;
