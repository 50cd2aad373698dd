/** One thing the product does with HubSpot, what it takes there, and what is left without it. */
export type Ability = {
  what: string;
  /** All are needed. */
  scopes: string[];
  /** The product does not work without it. */
  needed?: true;
  /** What the product cannot do without it, for an admin. */
  without: string;
  /** HubSpot sells it apart: which plan, and what is done instead where the account has none. */
  plan?: { needs: string; instead: string };
  /** The cheapest reading that is refused without it. */
  probe?: Probe;
  /** Why there is no such reading. */
  unseen?: string;
};

/** What of the account a probe has to name; it is skipped where there is none. */
export type Probe = { path: ProbePath; query?: Record<string, string>; about?: 'contact' | 'user' };
type ProbePath =
  | 'contacts'
  | 'contactProperties'
  | 'owners'
  | 'users'
  | 'companies'
  | 'dealPipelines'
  | 'eventTypes'
  | 'forms'
  | 'emailEvents'
  | 'participations'
  | 'sequences'
  | 'workflows';

/** The ability that a property which was made proves. */
export const makingProperties = 'making properties';

const one = { limit: '1' };
const onlyWriting = 'cannot be seen without writing';
const recordsAndProperties: Ability[] = [
  {
    what: 'reading contacts',
    scopes: ['crm.objects.contacts.read'],
    needed: true,
    without: 'no lead is seen or scored',
    probe: { path: 'contacts', query: one },
  },
  {
    what: 'writing contacts and tasks',
    scopes: ['crm.objects.contacts.write'],
    needed: true,
    without: 'no score, owner, status or task is written',
    unseen: onlyWriting,
  },
  {
    what: 'reading property settings',
    scopes: ['crm.schemas.contacts.read'],
    needed: true,
    without: 'nobody can tell whether the properties are there',
    probe: { path: 'contactProperties' },
  },
  {
    what: makingProperties,
    scopes: ['crm.schemas.contacts.write'],
    needed: true,
    without: 'the properties and the Lead Status have to be made by hand',
    unseen: onlyWriting,
  },
  {
    what: 'reading owners',
    scopes: ['crm.objects.owners.read'],
    needed: true,
    without: 'no rep is known, so nobody gets a lead',
    probe: { path: 'owners', query: one },
  },
];

const people: Ability[] = [
  {
    what: 'reading users',
    scopes: ['crm.objects.users.read'],
    without: 'working hours and absences in HubSpot are not known, and everybody counts as there',
    probe: { path: 'users', query: one },
  },
  {
    what: 'reading companies',
    scopes: ['crm.objects.companies.read'],
    without: 'leads are not matched to accounts, and account owners get none of them',
    probe: { path: 'companies', query: one },
  },
  {
    what: 'reading deals',
    scopes: ['crm.objects.deals.read'],
    without: 'a lead with an open deal does not go to its account executive, and no figure of sales is shown',
    probe: { path: 'dealPipelines' },
  },
  {
    what: 'reading e-mails of reps',
    scopes: ['sales-email-read'],
    without: 'an e-mail of a rep may not count as first contact, from version 2026-09 of HubSpot’s API on',
    unseen: 'not asked for by version 2026-03 of HubSpot’s API, which is used now',
  },
];

const signals: Ability[] = [
  {
    what: 'behavioural events',
    scopes: [],
    without: 'page views come from the history of contact properties',
    plan: {
      needs: 'an Enterprise plan',
      instead: 'page views and forms come from the history of contact properties, one entry for each change',
    },
    probe: { path: 'eventTypes' },
  },
  {
    what: 'form submissions',
    scopes: ['forms'],
    without: 'a form is known by the recent conversion of the contact alone, without its answers and page',
    plan: { needs: 'forms', instead: 'the recent conversion of the contact tells that a form was sent' },
    probe: { path: 'forms', query: one },
  },
  {
    what: 'events of marketing e-mails',
    scopes: ['content'],
    without: 'opens and clicks come from contact properties, and machines that open mail cannot be told apart',
    plan: { needs: 'Marketing Hub', instead: 'the last open and the last click come from contact properties' },
    probe: { path: 'emailEvents', query: one },
  },
  {
    what: 'marketing events',
    scopes: ['crm.objects.marketing_events.read'],
    without: 'who was at a webinar or an event is not known',
    plan: {
      needs: 'Marketing Hub',
      instead: 'webinars can be told by the workflow action "Record a signal"',
    },
    probe: { path: 'participations', query: one, about: 'contact' },
  },
];

const automation: Ability[] = [
  {
    what: 'sequences',
    scopes: ['automation.sequences.read', 'automation.sequences.enrollments.write'],
    without: 'a lead that nobody contacts in time gets the e-mail of this product and no sequence',
    plan: {
      needs: 'Sales or Service Hub Professional',
      instead: 'a lead that nobody contacts in time gets the e-mail of this product (SMTP_URL)',
    },
    probe: { path: 'sequences', query: one, about: 'user' },
  },
  {
    what: 'workflows',
    scopes: ['automation'],
    without: 'the two workflows have to be made by hand',
    plan: {
      needs: 'a Professional plan of Marketing, Sales, Service, Content or Data Hub',
      instead: 'nothing is lost: this product finds hot leads and routes them by itself',
    },
    probe: { path: 'workflows', query: one },
  },
];

/** In the order they are asked for: contacts and owners first, since later probes name one. */
export const abilities: readonly Ability[] = [...recordsAndProperties, ...people, ...signals, ...automation];

/** The ability that the making of workflows hangs on. */
export const workflows = 'workflows';
