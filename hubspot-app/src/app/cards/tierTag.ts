import type { KnownCard, Tier } from '../shared/api.ts';

/** How loud a tag is, in HubSpot's words. */
type Loud = 'danger' | 'warning' | 'info' | 'success' | 'default';

const tiers: Record<Tier, { words: string; variant: Loud }> = {
  1: { words: 'Tier 1: hot', variant: 'danger' },
  2: { words: 'Tier 2: hot', variant: 'warning' },
  3: { words: 'Tier 3: warm', variant: 'info' },
};

const fits: Record<KnownCard['fit'], { words: string; variant: Loud }> = {
  good: { words: 'Good fit', variant: 'success' },
  unknown: { words: 'Fit not known', variant: 'default' },
  poor: { words: 'Poor fit', variant: 'warning' },
  excluded: { words: 'Not a buyer', variant: 'danger' },
};

/** The tag of a tier; a lead without one is quiet. */
export function tierTag(tier: Tier | undefined): { words: string; variant: Loud } {
  return tier === undefined ? { words: 'Quiet', variant: 'default' } : tiers[tier];
}

/** The tag of a fit, which says nothing about how hot the lead is. */
export function fitTag(fit: KnownCard['fit']): { words: string; variant: Loud } {
  return fits[fit];
}
