import type { LeadFacts, Principal } from './facts.ts';
import type { RoutingSettings } from './settings.ts';
import type { Staff } from './staff.ts';

/** What a rule is asked. */
export type Asked = { lead: LeadFacts; staff: Staff; settings: RoutingSettings; now: number };

/** What it says: who should have the lead, or that nobody may hear of it (`stops`), or neither; always why, in words. */
export type Verdict = { because: string; names?: Pick<Principal, 'rep' | 'pool' | 'backup' | 'role'>; stops?: true };
