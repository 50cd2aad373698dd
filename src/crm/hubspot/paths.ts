/** HubSpot's dated API version. 2026-09 moved some roots, so another version needs its own table, not a substitution. */
const version = '2026-03';

/** Every path this adapter calls, for objects it reads or writes. */
export const paths = {
  contacts: `/crm/objects/${version}/contacts`,
  contactsSearch: `/crm/objects/${version}/contacts/search`,
  contactsRead: `/crm/objects/${version}/contacts/batch/read`,
  contactsUpdate: `/crm/objects/${version}/contacts/batch/update`,
  tasksCreate: `/crm/objects/${version}/tasks/batch/create`,
  tasksRead: `/crm/objects/${version}/tasks/batch/read`,
  tasksUpdate: `/crm/objects/${version}/tasks/batch/update`,
  tasksOfContacts: `/crm/associations/${version}/contacts/tasks/batch/read`,
  // In this version deals go by their type id; the names of the others stand in the path.
  dealsRead: `/crm/objects/${version}/0-3/batch/read`,
  dealsSearch: `/crm/objects/${version}/0-3/search`,
  contactsOfDeals: `/crm/associations/${version}/deals/contacts/batch/read`,
  dealsOfContacts: `/crm/associations/${version}/contacts/deals/batch/read`,
  dealPipelines: `/crm/pipelines/${version}/deals`,
  companiesRead: `/crm/objects/${version}/companies/batch/read`,
  companiesSearch: `/crm/objects/${version}/companies/search`,
  companiesOfContacts: `/crm/associations/${version}/contacts/companies/batch/read`,
  callsRead: `/crm/objects/${version}/calls/batch/read`,
  callsOfContacts: `/crm/associations/${version}/contacts/calls/batch/read`,
  emailsSearch: `/crm/objects/${version}/emails/search`,
  emailsRead: `/crm/objects/${version}/emails/batch/read`,
  contactsOfEmails: `/crm/associations/${version}/emails/contacts/batch/read`,
  emailsOfContacts: `/crm/associations/${version}/contacts/emails/batch/read`,
  meetingsRead: `/crm/objects/${version}/meetings/batch/read`,
  meetingsOfContacts: `/crm/associations/${version}/contacts/meetings/batch/read`,
  messagesRead: `/crm/objects/${version}/communications/batch/read`,
  messagesOfContacts: `/crm/associations/${version}/contacts/communications/batch/read`,
  owners: `/crm/owners/${version}`,
  account: `/account-info/${version}/details`,
  users: `/crm/objects/${version}/users`,
  sequenceEnrollments: `/automation/sequences/${version}/enrollments`,
  actionCallbacks: `/automation/actions/callbacks/${version}`,
  contactProperties: `/crm/properties/${version}/contacts`,
  customPropertyLimits: `/crm/limits/${version}/custom-properties`,
  companies: `/crm/objects/${version}/companies`,
  sequences: `/automation/sequences/${version}`,
  // These three are of HubSpot's undated APIs; no dated one was found.
  forms: '/marketing/v3/forms',
  formSubmissions: '/form-integrations/v1/submissions/forms',
  emailEvents: '/email/public/v1/events',
  marketingEvents: `/marketing/marketing-events/${version}`,
  events: `/events/event-occurrences/${version}`,
  participations: `/marketing/marketing-events/${version}/participations/contacts`,
  eventTypes: `/events/event-occurrences/${version}/event-types`,
  // Workflows have no dated path but betas (2026-09-beta, 2027-03-beta); v4 is not supported after 2027-03-30:
  // developers.hubspot.com/changelog, "deprecating support for HubSpot v4 APIs", read 2026-11-21.
  workflows: '/automation/v4/flows',
};

/** How an account connects our app and removes it. */
export const oauthPaths = {
  /** In the browser, on HubSpot's own pages; not dated. */
  authorize: '/oauth/authorize',
  token: `/oauth/${version}/token`,
  introspect: `/oauth/${version}/token/introspect`,
  revoke: `/oauth/${version}/token/revoke`,
  uninstall: `/appinstalls/${version}/external-install`,
};
