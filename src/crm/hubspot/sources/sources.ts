import type { Source } from '../../crm.ts';
import type { Ask } from '../api.ts';
import { forms } from './forms.ts';
import { mail } from './mail.ts';
import { replies } from './replies.ts';
import { visits } from './visits.ts';
import { webinars } from './webinars.ts';

/**
 * `Crm.sources` of HubSpot, those first that make leads hot. Meetings and calls are none: a meeting that the lead booked stands
 * in the contact's own history, and a call is what a rep did.
 */
export function sourcesOf(ask: Ask, now: () => number): Source[] {
  return [forms, replies, mail, webinars, visits].map((source) => source(ask, now));
}
