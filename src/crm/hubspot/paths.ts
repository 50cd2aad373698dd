/** HubSpot's dated API version. 2026-09 moved some roots, so another version needs its own table, not a substitution. */
const version = '2026-03';

/** Every path this adapter calls, for objects it reads or writes. */
export const paths = {
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
  emailsRead: `/crm/objects/${version}/emails/batch/read`,
  emailsOfContacts: `/crm/associations/${version}/contacts/emails/batch/read`,
  meetingsRead: `/crm/objects/${version}/meetings/batch/read`,
  meetingsOfContacts: `/crm/associations/${version}/contacts/meetings/batch/read`,
  messagesRead: `/crm/objects/${version}/communications/batch/read`,
  messagesOfContacts: `/crm/associations/${version}/contacts/communications/batch/read`,
  owners: `/crm/owners/${version}`,
  users: `/crm/objects/${version}/users`,
  sequenceEnrollments: `/automation/sequences/${version}/enrollments`,
  contactProperties: `/crm/properties/${version}/contacts`,
};
