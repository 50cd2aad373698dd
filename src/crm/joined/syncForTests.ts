import type { CrmLead } from '../crm.ts';
import type { MemoryCrm } from './memoryCrmForTests.ts';
import type { PairForTests } from './pairForTests.ts';

export type Which = 'hubspot' | 'salesforce';

/** The two CRMs' words for the same. */
const STATUSES = [
  ['NEW', 'Open - Not Contacted'],
  ['CONNECTED', 'Working'],
  ['HOT_LEAD_IMMEDIATE_ACTION_REQUIRED', 'Hot Lead - Immediate Action Required'],
];

type Copied = Pick<CrmLead, 'ownerId' | 'status' | 'email'> & { score?: number };
type Parcel = { id: string; changed: Partial<Copied>; email: string | undefined };

/**
 * Another product that keeps the two CRMs alike, as sales teams have one: what changed in one of them since it last looked is copied
 * into the other, some time after it looked, whatever has happened there meanwhile. Who is missing there is made.
 */
export function thirdParty({ hubspot, salesforce }: Pick<PairForTests, 'hubspot' | 'salesforce'>) {
  const crms = { hubspot, salesforce };
  const partner = new Map<string, string>();
  const seen = new Map<string, string>();
  const under: Record<Which, Parcel[]> = { hubspot: [], salesforce: [] };
  const keyOf = (which: Which, id: string) => `${which}:${id}`;

  const valuesOf = (crm: MemoryCrm, id: string): Copied => {
    const { ownerId, status, email } = crm.lead(id) ?? {};
    const score = crm.scores.get(id);
    return { ...(ownerId && { ownerId }), ...(status && { status }), ...(email && { email }), ...(score && { score }) };
  };
  const remember = (which: Which, id: string) =>
    void seen.set(keyOf(which, id), JSON.stringify(valuesOf(crms[which], id)));

  /** Looks at one CRM: what changed is under way from now on. */
  function look(from: Which): void {
    for (const id of crms[from].ids()) {
      const before = JSON.parse(seen.get(keyOf(from, id)) ?? '{}') as Record<string, unknown>;
      const now = valuesOf(crms[from], id);
      const changed = Object.fromEntries(Object.entries(now).filter(([key, value]) => before[key] !== value));
      if (Object.keys(changed).length > 0) under[from].push({ id, changed, email: now.email });
      remember(from, id);
    }
  }

  /** What was under way from one CRM arrives in the other. Answers whether anything changed there. */
  function arrive(from: Which): boolean {
    const to: Which = from === 'hubspot' ? 'salesforce' : 'hubspot';
    let isNews = false;
    for (const { id, changed, email } of under[from].splice(0)) {
      const there = partner.get(keyOf(from, id)) ?? crms[to].ids().find((one) => crms[to].lead(one)?.email === email);
      const target = there ?? crms[to].freshId();
      partner.set(keyOf(from, id), target).set(keyOf(to, target), id);
      const next = wordsFor(to, changed);
      const current = valuesOf(crms[to], target);
      const differs = Object.entries(next).some(([key, value]) => current[key as keyof Copied] !== value);
      const [contact, lead] = to === 'salesforce' ? [id, target] : [target, id];
      const synced = { syncIds: [`salesforce:${lead}`] };
      if (hubspot.lead(contact)?.syncIds === undefined && hubspot.lead(contact) !== undefined)
        hubspot.set(contact, synced);
      if (!differs) continue;
      const { score, ...fields } = next;
      crms[to].set(target, { ...fields, ...(to === 'hubspot' && synced) });
      if (score !== undefined) crms[to].scores.set(target, score);
      remember(to, target);
      isNews = true;
    }
    return isNews;
  }

  function wordsFor(to: Which, { ownerId, status, ...rest }: Partial<Copied>): Partial<Copied> {
    const from = to === 'hubspot' ? salesforce : hubspot;
    const email = from.reps.find(({ id }) => id === ownerId)?.email?.toLowerCase();
    const owner = crms[to].reps.find((rep) => rep.email?.toLowerCase() === email)?.id;
    const words = STATUSES.find((pair) => pair.includes(status ?? ''))?.[to === 'hubspot' ? 0 : 1];
    return { ...rest, ...(ownerId && owner && { ownerId: owner }), ...(status && words && { status: words }) };
  }

  return { look, arrive };
}
