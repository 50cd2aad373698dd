import { wordsOf } from './folded.ts';
import { extensionOf, phoneKey, samePhone } from './phone.ts';

/** `accountKey`: see accountKeyOf. */
export type Person = {
  email?: string | undefined;
  firstName?: string | undefined;
  lastName?: string | undefined;
  phone?: string | undefined;
  accountKey?: string | undefined;
};

const GMAIL = new Set(['gmail.com', 'googlemail.com']);

/** Mailboxes that several people read. */
const ROLE_MAILBOXES = new Set(
  `info information sales contact hello hi office mail email admin administration support help helpdesk service
  customerservice team enquiries inquiries enquiry inquiry reception marketing press media hr jobs careers billing accounts
  accounting finance invoices purchasing procurement orders commercial legal privacy security it webmaster postmaster
  noreply no-reply partners partnerships general bestellung einkauf vertrieb kontakt buero accueil contacto ventas contato
  vendas contatti`.split(/\s+/),
);

/**
 * What is the same in all spellings of one mailbox: lower case, without "+tag"; Gmail's without dots and under one domain. Text
 * that is no address is only trimmed and put in lower case. Safe twice.
 */
export function emailKey(email: string): string {
  const address = email.trim().toLowerCase();
  const at = address.lastIndexOf('@');
  if (!isAddress(address)) return address;
  const domain = address.slice(at + 1);
  // A "+" in first place is the name itself.
  const local = address.slice(0, at).replace(/(?<=.)\+.*$/s, '');
  if (!GMAIL.has(domain)) return `${local}@${domain}`;
  return `${local.replaceAll('.', '') || local}@gmail.com`;
}

/** No address is longer than 254 signs (RFC 5321, 4.5.3.1.3, less the brackets). */
function isAddress(text: string): boolean {
  const at = text.lastIndexOf('@');
  return at > 0 && text.length <= 254 && text.includes('.', at) && !/\s/.test(text);
}

/**
 * Whether two records are one person: the same mailbox (a role's, such as info@, only with the same name); or the same phone and
 * last name, unless first names differ; or the same full name at the same company. Never by name alone; "J. Smith" is no full
 * name. Symmetric, and not transitive.
 */
export function samePerson(a: Person, b: Person): { same: boolean; because: string } {
  const mailbox = byMailbox(a, b);
  if (mailbox !== undefined) return mailbox;
  return byFullName(a, b) ?? byPhone(a, b) ?? { same: false, because: 'no address, phone or workplace ties them' };
}

/** An index of PostgreSQL takes no more than about 2,700 bytes, and spam writes its text into names. */
const LONGEST_KEY = 200;

/**
 * By which a person is looked for: two records that are the same person have the same mailbox, or the same phone, or the same
 * name and company. Of a name without end only the beginning counts.
 */
export function keysOf(person: Person): { email?: string; phone?: string; name?: string } {
  const email = emailKey(person.email ?? '');
  const phone = phoneKey(person.phone ?? '');
  const name = fullName(person);
  return {
    ...(isAddress(email) && { email }),
    ...(phone !== undefined && { phone }),
    ...(name !== undefined && { name: name.slice(0, LONGEST_KEY).toWellFormed() }),
  };
}

/** Undefined when their addresses say nothing. */
function byMailbox(a: Person, b: Person): { same: boolean; because: string } | undefined {
  const key = emailKey(a.email ?? '');
  // What people type instead of an address ("none") is nobody's.
  if (!isAddress(key) || key !== emailKey(b.email ?? '')) return undefined;
  if (!ROLE_MAILBOXES.has(key.slice(0, key.lastIndexOf('@')))) return { same: true, because: 'same e-mail address' };
  if (nameWords(a).join(' ') === nameWords(b).join(' ')) return { same: true, because: 'same e-mail address and name' };
  return { same: false, because: `${key} is a mailbox of many, and the names are not the same` };
}

/** A switchboard's number with two extensions is two people's; so is a family's with two first names. */
function byPhone(a: Person, b: Person): { same: boolean; because: string } | undefined {
  const lastName = wordsOf(a.lastName ?? '').join(' ');
  if (lastName === '' || lastName !== wordsOf(b.lastName ?? '').join(' ')) return undefined;
  if (!samePhone(a.phone, b.phone) || extensionOf(a.phone) !== extensionOf(b.phone)) return undefined;
  if (!mayBeSameFirstName(a, b)) return { same: false, because: 'same phone and last name, but other first names' };
  return { same: true, because: 'same phone and last name' };
}

/** An unknown one may be any, and an initial or a short form what it stands for. */
function mayBeSameFirstName(a: Person, b: Person): boolean {
  const [one, other] = [wordsOf(a.firstName ?? '').join(' '), wordsOf(b.firstName ?? '').join(' ')] as const;
  return one.startsWith(other) || other.startsWith(one);
}

function byFullName(a: Person, b: Person): { same: boolean; because: string } | undefined {
  const name = fullName(a);
  if (name === undefined || name !== fullName(b)) return undefined;
  if (a.accountKey === undefined || a.accountKey !== b.accountKey) return undefined;
  return { same: true, because: `same full name at ${a.accountKey.replace(/^name:/, '')}` };
}

/** Undefined with fewer than two words: initials count for nothing, and single signs only of Latin are initials. */
function fullName(person: Person): string | undefined {
  const words = nameWords(person).filter((word) => !/^[a-z]$/.test(word));
  return words.length < 2 ? undefined : words.join(' ');
}

function nameWords({ firstName = '', lastName = '' }: Person): string[] {
  return wordsOf(`${firstName} ${lastName}`).toSorted();
}
