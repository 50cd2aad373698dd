import { tellAssociation } from './association-news.ts';
import { link, linked, unlink } from './associations.ts';
import type { ObjectType } from './object-types.ts';
import type { Portal } from './portal.ts';
import { liveRecord, type Source } from './records.ts';
import { liveOne, person, seedValues, writeSeed } from './seed-values.ts';
import { createRecord, setValue, updateRecord } from './writes.ts';

type Values = Record<string, string>;

const calculated: Source = { type: 'CALCULATED' };

// Association type ids from a contact: dossier 3.3.
const toCompany = { primary: 1, other: 279 };
const toDeal = 4;
const dealToPrimaryCompany = 5;

/** Companies and deals, as people make and change them in HubSpot's screens, with what HubSpot computes of them. */
export function accounts(portal: Portal) {
  function add(type: ObjectType, values: Values): string {
    return createRecord(portal, type, seedValues(portal, type, values), [], { source: person, at: portal.now() }).id;
  }

  function change(type: ObjectType, id: string, values: Values, at: number): void {
    updateRecord(portal, type, liveOne(portal, type, id), seedValues(portal, type, values), { source: person, at });
  }

  /** The first company of a contact is its primary one, as in HubSpot's screens, unless told otherwise. */
  function linkCompany(companyId: string, contactId: string, options: { primary?: boolean } = {}): void {
    const others = [...linked(portal.links, 'contacts', contactId, 'companies').values()];
    const primary = options.primary ?? !others.some((types) => types.has(toCompany.primary));
    link(portal.links, contactId, primary ? toCompany.primary : toCompany.other, companyId);
    if (primary) writeSeed(portal, 'contacts', contactId, { associatedcompanyid: companyId }, portal.now(), calculated);
    tellAssociation(portal, { contactId, to: 'companies', toId: companyId, primary }, byPerson());
  }

  /** The contact is not of this company any more. */
  function unlinkCompany(companyId: string, contactId: string): void {
    if (!unlink(portal.links, 'contacts', contactId, 'companies', companyId)) return;
    const contact = liveOne(portal, 'contacts', contactId);
    const primary = contact.values['associatedcompanyid'] === companyId;
    if (primary) writeSeed(portal, 'contacts', contactId, { associatedcompanyid: '' }, portal.now(), calculated);
    tellAssociation(portal, { contactId, to: 'companies', toId: companyId, removed: true, primary }, byPerson());
  }

  const byPerson = () => ({ source: person, at: portal.now() });

  return {
    linkCompany,
    unlinkCompany,

    /** Returns the company's id. */
    addCompany(values: Values, contactIds: string[] = []): string {
      const id = add('companies', values);
      for (const contactId of contactIds) linkCompany(id, contactId);
      return id;
    },

    setCompany: (id: string, values: Values, at = portal.now()): void => change('companies', id, values, at),

    /** A deal in the first stage of the sales pipeline, unless `dealstage` says otherwise. Returns its id. */
    addDeal(values: Values, contactIds: string[] = [], companyIds: string[] = []): string {
      const id = add('deals', { dealstage: 'appointmentscheduled', pipeline: 'default', dealname: 'deal', ...values });
      for (const companyId of companyIds) link(portal.links, id, dealToPrimaryCompany, companyId);
      for (const contactId of contactIds) {
        link(portal.links, contactId, toDeal, id);
        count(portal, 'contacts', contactId, 'num_associated_deals', () => true);
        tellAssociation(portal, { contactId, to: 'deals', toId: id }, byPerson());
      }
      countOpenDeals(portal, id);
      return id;
    },

    /** Moves a deal or gives it to another. Contacts are not changed by it: whether HubSpot touches them then is not known. */
    setDeal(id: string, values: Values, at = portal.now()): void {
      change('deals', id, values, at);
      countOpenDeals(portal, id);
    },
  };
}

/** HubSpot counts deals however they are made; the sandbox counts those that seeds make and change. */
function countOpenDeals(portal: Portal, dealId: string): void {
  for (const companyId of linked(portal.links, 'deals', dealId, 'companies').keys())
    count(portal, 'companies', companyId, 'hs_num_open_deals', (deal) => deal['hs_is_closed'] !== 'true');
}

function count(
  portal: Portal,
  type: 'contacts' | 'companies',
  id: string,
  name: string,
  counts: (deal: Values) => boolean,
): void {
  const dealIds = [...linked(portal.links, type, id, 'deals').keys()];
  const deals = dealIds.flatMap((dealId) => liveRecord(portal.shelves.deals, dealId) ?? []);
  const value = String(deals.filter(({ values }) => counts(values)).length);
  setValue(portal, type, liveOne(portal, type, id), { name, value, at: portal.now(), source: calculated });
}
