import type { HubspotSandbox } from '../hubspot/hubspot.ts';
import { markup, type Markup } from './markup.ts';

/** A contact's properties that are not empty. */
export type Contact = Record<string, string>;

/** The name, else the address. */
export function nameOf(contact: Contact): string {
  return (
    [contact['firstname'], contact['lastname']].filter(Boolean).join(' ') || (contact['email'] ?? 'Unnamed contact')
  );
}

/** The Lead Score in the colour of its tier; nothing before the first. */
export function score(contact: Contact): Markup {
  const points = contact['hotlead_score'];
  if (points === undefined) return markup``;
  return markup`<span class="score ${contact['hotlead_tier']}">${points}</span>`;
}

/** `Tier 1`; nothing for none. */
export function tier(contact: Contact): string {
  const value = contact['hotlead_tier'] ?? '';
  return value === 'none' ? '' : value.replace('tier_', 'Tier ');
}

/** The Lead Status as the portal calls it; hot stands out. */
export function status(hubspot: HubspotSandbox, contact: Contact): Markup {
  const text = label(hubspot, 'contacts', 'hs_lead_status', contact);
  return markup`<span class="${text.startsWith('Hot Lead') ? 'hot' : ''}">${text}</span>`;
}

/** What the portal calls the value of an enumeration. */
export function label(hubspot: HubspotSandbox, type: 'contacts' | 'tasks', property: string, values: Contact): string {
  const value = values[property] ?? '';
  const options = hubspot.snapshot().properties[type].get(property)?.options ?? [];
  return options.find((option) => option.value === value)?.label ?? value;
}

/** Nothing for nobody. */
export function ownerName(hubspot: HubspotSandbox, id: string | undefined): string {
  const owner = hubspot.snapshot().owners.get(id ?? '');
  return owner === undefined ? '' : `${owner.firstName} ${owner.lastName}`;
}
