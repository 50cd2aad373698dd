import type { Ask } from '../api.ts';
import { readProperty } from '../lead-status.ts';
import type { Wanted } from './enrolment.ts';
import { unless } from './finding.ts';

const properties = [
  { property: 'lifecyclestage', title: 'Lifecycle stage' },
  { property: 'hs_lead_status', title: 'Lead Status' },
];

/** Which values say "customer" in this portal, by value or label: portals rename stages, and add a Lead Status of their own. */
export async function readCustomers(ask: Ask): Promise<Wanted['customers']> {
  const found = await unless('forbidden', () => customersIn(ask));
  // Without the definitions it is HubSpot's own stage.
  return found ?? [{ property: 'lifecyclestage', label: 'Lifecycle stage is none of Customer', values: ['customer'] }];
}

async function customersIn(ask: Ask): Promise<Wanted['customers']> {
  const found: Wanted['customers'] = [];
  for (const { property, title } of properties) {
    const options = (await unless('not_found', () => readProperty(ask, property)))?.options ?? [];
    const customers = options.filter(({ value, label }) => isCustomer(value) || isCustomer(label));
    const labels = customers.map(({ label }) => label).join(', ');
    const values = customers.map(({ value }) => value);
    if (values.length > 0) found.push({ property, label: `${title} is none of ${labels}`, values });
  }
  return found;
}

function isCustomer(word: string): boolean {
  return /^customers?$/i.test(word.trim());
}
