import type { Grants, KeptGrantOf } from '../grants.ts';
import type { Grant } from './oauth.ts';

/** A HubSpot account, as one workspace has it. */
export type PortalRef = { workspace: string; portal: string };

export type KeptGrant = KeptGrantOf<PortalRef, Grant>;

export type PortalGrants = Grants<PortalRef, Grant>;
