import type { PropertyOption } from './lead-status.ts';

/** The group our properties stand in on a contact's page. */
export const group = { name: 'hotlead', label: 'Hot Lead Signal' };

export type WantedProperty = {
  name: string;
  label: string;
  type: string;
  fieldType: string;
  description: string;
  options?: PropertyOption[];
};

const tiers = [
  { value: 'tier_1', label: 'Tier 1' },
  { value: 'tier_2', label: 'Tier 2' },
  { value: 'tier_3', label: 'Tier 3' },
  { value: 'none', label: 'None' },
].map(asOption);

const stages = [
  { value: 'prospect', label: 'Prospect' },
  { value: 'opportunity', label: 'Opportunity' },
  { value: 'customer', label: 'Customer' },
].map(asOption);

function asOption(option: { value: string; label: string }, displayOrder: number): PropertyOption {
  return { ...option, displayOrder, hidden: false, description: undefined };
}

const date = { type: 'datetime', fieldType: 'date' };
/** The contact properties the product writes to, and one that people write (names: the design's list of formats others can rely on). */
export const wantedProperties: WantedProperty[] = [
  {
    name: 'hotlead_score',
    label: 'Lead Score',
    type: 'number',
    fieldType: 'number',
    description: 'How ready to buy, 0 to 100.',
  },
  {
    name: 'hotlead_tier',
    label: 'Hot Lead Tier',
    type: 'enumeration',
    fieldType: 'select',
    description: '1 and 2 are hot.',
    options: tiers,
  },
  {
    name: 'hotlead_reason',
    label: 'Hot Lead Reason',
    type: 'string',
    fieldType: 'textarea',
    description: 'Why now, in words.',
  },
  { name: 'hotlead_hot_since', label: 'Hot Since', ...date, description: 'When this lead became hot.' },
  {
    name: 'hotlead_first_contact_at',
    label: 'First Contact',
    ...date,
    description: 'First human contact after the lead became hot.',
  },
  { name: 'hotlead_scored_at', label: 'Scored At', ...date, description: 'When the score was last written.' },
  {
    name: 'hotlead_stage',
    label: 'Hot Lead Stage',
    type: 'enumeration',
    fieldType: 'select',
    description: 'Set by people. Used for routing when a lead has no deal.',
    options: stages,
  },
];
