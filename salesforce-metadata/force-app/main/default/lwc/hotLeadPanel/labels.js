/** Every word of the panel that does not come from a record. */
export const LABELS = {
  title: 'Hot Lead Signal',
  loading: 'Reading the score',
  lookAgain: 'Look again',
  score: 'Lead score',
  outOf: 'of 100',
  hotSince: 'Hot since',
  hotFrom: 'Hot from',
  why: 'Why',
  workedOut: 'Worked out',
  next: 'What comes next',
  episode: 'This hot lead',
  lastEpisode: 'The last time it was hot',
  respondBy: 'Respond by',
  late: 'Late: nobody has responded',
  owner: 'Who has it',
  nobody: 'Nobody yet',
  state: 'State',
  firstResponse: 'First response',
  noResponse: 'None yet',
  noReason: 'Nothing counts now. What happened longer ago has faded.',
  noScoreTitle: 'No score yet',
  noScore:
    'Nothing that this person did is known yet, or the first import is still running. The score comes by itself.',
  noAccessTitle: 'You may not see the score',
  noAccess: 'Ask your Salesforce admin for the permission set "Hot Lead User".',
  failedTitle: 'The score is not there just now',
  failed: 'Salesforce did not answer. Look again in a minute; what was kept is not lost.',
  noEpisodes: 'When to respond cannot be shown just now.',
};

/** What a tier is called, and how loud. A tier that is not in this list is shown as none. */
export const TIERS = {
  tier_1: { name: 'Tier 1: hot', becomes: 'hot (tier 1)', stays: 'hot', theme: 'slds-theme_error' },
  tier_2: { name: 'Tier 2: hot', becomes: 'hot (tier 2)', stays: 'hot', theme: 'slds-theme_warning' },
  tier_3: { name: 'Tier 3: warm', becomes: 'warm', stays: 'warm', theme: 'slds-theme_info' },
  none: { name: 'Quiet', becomes: 'quiet', stays: 'quiet', theme: 'slds-badge_lightest' },
};

/** What an episode's state is called. */
export const STATES = {
  open: 'Not taken yet',
  claimed: 'Taken',
  contacted: 'Contacted',
  closed: 'Closed',
};

/** How an episode ended. One that is not in this list is said as it is kept. */
export const ENDS = {
  won: 'Closed: won',
  lost: 'Closed: lost',
  not_a_fit: 'Closed: not a fit',
  cooled: 'Closed: no longer hot',
  duplicate: 'Closed: duplicate',
};
