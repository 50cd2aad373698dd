import type { OrgWorld } from './orgWorld.ts';

export type Which = 'hubspot' | 'salesforce';
export const CRMS = ['hubspot', 'salesforce'] as const;

/** The two CRMs' words for the same. */
const STATUSES = [
  ['NEW', 'Open - Not Contacted'],
  ['CONNECTED', 'Working - Contacted'],
  ['HOT_LEAD_IMMEDIATE_ACTION_REQUIRED', 'Hot Lead - Immediate Action Required'],
] as const;

/** What the third party copies, in words of neither CRM: the owner's address, the place of the status among ours, the score. */
type Copied = { owner?: string; status?: number; score?: number; tier?: string };
/** One CRM as the third party sees it. */
type Shelf = {
  ids(): string[];
  email(id: string): string;
  values(id: string): Copied;
  set(id: string, values: Copied): void;
  add(email: string, partner: string): string;
};

function inHubspot({ hubspot, reps }: OrgWorld): Shelf {
  const contact = (id: string): Record<string, string> => hubspot.contact(id) ?? {};
  return {
    ids: () =>
      [...hubspot.snapshot().shelves.contacts.records.keys()].filter((id) => hubspot.contact(id) !== undefined),
    email: (id) => contact(id)['email'] ?? '',
    values(id) {
      const { hubspot_owner_id: owner, hs_lead_status: status, hotlead_score, hotlead_tier } = contact(id);
      return said({
        owner: reps.find(({ ownerId }) => ownerId === owner)?.email,
        status: STATUSES.findIndex(([word]) => word === status),
        score: hotlead_score === undefined ? undefined : Number(hotlead_score),
        tier: hotlead_tier,
      });
    },
    set(id, { owner, status, score, tier }) {
      const ownerId = reps.find(({ email }) => email === owner)?.ownerId;
      hubspot.setContact(id, {
        ...(ownerId !== undefined && { hubspot_owner_id: ownerId }),
        ...(status !== undefined && { hs_lead_status: STATUSES[status]?.[0] ?? '' }),
        ...(score !== undefined && { hotlead_score: String(score) }),
        ...(tier !== undefined && { hotlead_tier: tier }),
      });
    },
    add: (email, partner) => hubspot.addContact({ email, ...(partner !== '' && { salesforceleadid: partner }) }),
  };
}

function inSalesforce({ org, reps }: OrgWorld): Shelf {
  const lead = (id: string) => org.row('Lead', id) ?? {};
  return {
    ids: () => org.rows('Lead').map(({ Id }) => String(Id)),
    email: (id) => String(lead(id)['Email'] ?? '').toLowerCase(),
    values(id) {
      const { OwnerId, Status, Lead_Score__c: score, Hot_Lead_Tier__c: tier } = lead(id);
      return said({
        owner: reps.find(({ userId }) => userId === OwnerId)?.email,
        status: STATUSES.findIndex(([, word]) => word === Status),
        score: typeof score === 'number' ? score : undefined,
        tier: typeof tier === 'string' ? tier : undefined,
      });
    },
    set(id, { owner, status, score, tier }) {
      const userId = reps.find(({ email }) => email === owner)?.userId;
      org.setRecord(id, {
        ...(userId !== undefined && { OwnerId: userId }),
        ...(status !== undefined && { Status: STATUSES[status]?.[1] ?? null }),
        ...(score !== undefined && { Lead_Score__c: score }),
        ...(tier !== undefined && { Hot_Lead_Tier__c: tier }),
      });
    },
    add: (email) => org.addLead({ Email: email, LastName: 'Byron', Company: 'Big Co' }),
  };
}

function said({ owner, status, score, tier }: { [Key in keyof Copied]: Copied[Key] | undefined }): Copied {
  return {
    ...(owner !== undefined && { owner }),
    ...(status !== undefined && status >= 0 && { status }),
    ...(score !== undefined && { score }),
    ...(tier !== undefined && { tier }),
  };
}

type Parcel = { email: string; changed: Copied };

/**
 * Two other products that keep the CRMs alike, as sales teams have them. One copies owner, status and scores: what changed since it last
 * looked is under way, and arrives some time later, whatever has happened there meanwhile. The other makes people who are missing.
 */
export function thirdParties(world: OrgWorld) {
  const shelves: Record<Which, Shelf> = { hubspot: inHubspot(world), salesforce: inSalesforce(world) };
  const seen = new Map<string, Copied>();
  const underWay: Record<Which, Parcel[]> = { hubspot: [], salesforce: [] };
  const other = (which: Which): Which => (which === 'hubspot' ? 'salesforce' : 'hubspot');
  const inThe = (which: Which, email: string) => shelves[which].ids().find((id) => shelves[which].email(id) === email);

  return {
    shelves,
    recordOf: inThe,
    /** Looks at one CRM: what changed is under way from now on. */
    look(from: Which): void {
      for (const id of shelves[from].ids()) {
        const [before, now] = [seen.get(id) ?? {}, shelves[from].values(id)];
        seen.set(id, now);
        const changed = differing(now, before);
        if (Object.keys(changed).length > 0) underWay[from].push({ email: shelves[from].email(id), changed });
      }
    },
    /** What was under way from one CRM arrives in the other. Answers whether anything changed there. */
    arrive(from: Which): boolean {
      const to = other(from);
      let isNews = false;
      for (const { email, changed } of underWay[from].splice(0)) {
        const there = inThe(to, email);
        if (there === undefined) continue;
        const news = differing(changed, shelves[to].values(there));
        if (Object.keys(news).length === 0) continue;
        shelves[to].set(there, news);
        seen.set(there, shelves[to].values(there));
        isNews = true;
      }
      return isNews;
    },
    /** Whoever is only in one CRM is in both. */
    makePeople(): void {
      for (const from of CRMS)
        for (const id of shelves[from].ids()) {
          const email = shelves[from].email(id);
          if (inThe(other(from), email) === undefined) shelves[other(from)].add(email, id);
        }
    },
  };
}

/** HubSpot has this property once its own sync with Salesforce is on. */
export async function keepsSyncIds({ hubspot }: OrgWorld): Promise<void> {
  const property = { name: 'salesforceleadid', label: 'Salesforce Lead ID', type: 'string', fieldType: 'text' };
  const made = await fetch(`${hubspot.url}/crm/properties/2026-03/contacts`, {
    method: 'POST',
    headers: { Authorization: 'Bearer sandbox-token', 'Content-Type': 'application/json' },
    body: JSON.stringify({ ...property, groupName: 'contactinformation' }),
  });
  if (made.status !== 201) throw new Error(`HubSpot made no property: ${made.status}`);
}

function differing(now: Copied, before: Copied): Copied {
  const entries = Object.entries(now).filter(([name, value]) => before[name as keyof Copied] !== value);
  return Object.fromEntries(entries) as Copied;
}
