/** HubSpot's dated API version. 2026-09 moved some roots, so another version needs its own table, not a substitution. */
const version = '2026-03';

/** Every path this adapter calls, for objects it reads or writes. */
export const paths = {
  contactsSearch: `/crm/objects/${version}/contacts/search`,
  contactsRead: `/crm/objects/${version}/contacts/batch/read`,
  contactsUpdate: `/crm/objects/${version}/contacts/batch/update`,
  tasksCreate: `/crm/objects/${version}/tasks/batch/create`,
  tasksRead: `/crm/objects/${version}/tasks/batch/read`,
  tasksOfContacts: `/crm/associations/${version}/contacts/tasks/batch/read`,
  owners: `/crm/owners/${version}`,
  users: `/crm/objects/${version}/users`,
  contactProperties: `/crm/properties/${version}/contacts`,
};
