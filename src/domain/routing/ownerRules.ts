import { accountKeyOf } from '../accounts/accountKey.ts';
import { accountInWords } from './customerRules.ts';
import type { LeadFacts, RepFacts } from './facts.ts';
import type { Asked, Verdict } from './rule.ts';
import type { NamedAccount } from './settings.ts';
import { activeRep, repByEmail, whyNobody, type Staff } from './staff.ts';

const DAY_MS = 86_400_000;

/** A named account is its rep's, or its backup's when the rep has left. */
export function namedAccount({ lead, settings, staff }: Asked): Verdict {
  const named = namedFor(lead, settings.namedAccounts);
  if (!named) return { because: 'its company is no named account' };
  const { account, rep: email, backup: backupEmail } = named;
  const rep = activeByEmail(email, staff);
  const backup = activeByEmail(backupEmail, staff);
  if (rep)
    return {
      because: `${account} is ${rep.name}'s named account`,
      names: { rep: rep.id, ...(backup && { backup: backup.id }) },
    };
  const lost = `${account} is a named account, but its rep ${email} has left or is nobody known`;
  if (!backup) return { because: `${lost}, and so is its backup ${backupEmail}` };
  return { because: `${lost}: ${backup.name} is its backup`, names: { rep: backup.id } };
}

/** A lead without an owner who keeps it goes to who has the same person by another record. */
export function samePerson({ lead: { twin }, staff }: Asked): Verdict {
  if (!twin) return { because: 'nobody has the same person by another record' };
  const rep = activeRep(twin.rep, staff);
  if (!rep) return { because: `the same person is known by another record, but ${whyNobody(twin.rep, staff)}` };
  return { because: `${rep.name} has the same person already: ${twin.because}`, names: { rep: rep.id } };
}

/** The owner keeps a lead while they work here and touch it. */
export function owner(asked: Asked): Verdict {
  const { rep, because } = keepingOwner(asked);
  return { because, ...(rep && { names: { rep: rep.id } }) };
}

/** Whose lead it is and stays, and why; without `rep` why it has no owner any more. */
export function keepingOwner({ lead, staff, settings, now }: Asked): { rep?: RepFacts; because: string } {
  if (lead.owner === undefined) return { because: 'the lead has no owner' };
  const rep = activeRep(lead.owner, staff);
  if (!rep) return { because: `of the lead's owner, ${whyNobody(lead.owner, staff)}` };
  const untouchedMs = now - (lead.touchedAt ?? now);
  if (settings.freshDays === 0 || untouchedMs <= settings.freshDays * DAY_MS)
    return { rep, because: `${rep.name} owns the lead` };
  return { because: `owner ${rep.name} has not touched it for ${Math.floor(untouchedMs / DAY_MS)} days: lost it` };
}

/** Whoever owns the company has its leads. */
export function accountOwner({ lead: { account }, staff }: Asked): Verdict {
  if (!account) return { because: 'its company is not known' };
  const of = `${accountInWords(account)} (${account.matchedBy})`;
  if (account.owner === undefined) return { because: `${of} has no owner` };
  const rep = activeRep(account.owner, staff);
  if (!rep) return { because: `of the owner of ${of}, ${whyNobody(account.owner, staff)}` };
  return { because: `${rep.name} owns ${of}`, names: { rep: rep.id } };
}

function namedFor(lead: LeadFacts, accounts: readonly NamedAccount[]): NamedAccount | undefined {
  if (accounts.length === 0) return undefined;
  const keys = [lead.accountKey, lead.account?.key, accountKeyOf({ company: lead.account?.name }, new Set())];
  return keys
    .filter((key) => key !== undefined)
    .map((key) => accounts.find(({ account }) => account.toLowerCase() === key.toLowerCase()))
    .find((account) => account !== undefined);
}

function activeByEmail(email: string, staff: Staff): RepFacts | undefined {
  const rep = repByEmail(email, staff);
  return rep?.active === true ? rep : undefined;
}
