import type { HubspotSandbox } from '../hubspot/hubspot.ts';
import type { SalesforceSandbox } from '../salesforce/salesforce.ts';

/** What a visitor does at one moment, `after` so many seconds; `says` continues a sentence that begins with their name. */
export type Scene<Place> = { after: number; says: string; does: (place: Place, now: number) => void };

/** Where a visitor is known, and under which id there. */
export type InHubspot = { hubspot: HubspotSandbox; contact: string };
export type InOrg = { org: SalesforceSandbox; lead: string };
