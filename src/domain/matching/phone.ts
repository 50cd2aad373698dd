/** Fewer say too little: a local number is the same in many towns. */
const DIGITS = 9;

/** Signs that are read: a form takes anything. */
const LONGEST = 60;

/**
 * Whether two numbers ring at the same place, extensions aside: the shorter, without leading zeros, is the end of the longer
 * and has at least 9 digits. So "0171 1234567" is "+49 171 1234567", but (415) 555-0100 is not (215) 555-0100. Numbers that
 * people make up for a form are nobody's.
 */
export function samePhone(one: string | undefined, other: string | undefined): boolean {
  const [a, b] = [digitsOf(one ?? ''), digitsOf(other ?? '')];
  if (Math.min(a.length, b.length) < DIGITS) return false;
  return a.endsWith(b) || b.endsWith(a);
}

/** The same for all numbers that are `samePhone`, and for few others; undefined for what is nobody's. */
export function phoneKey(phone: string): string | undefined {
  const digits = digitsOf(phone);
  return digits.length < DIGITS ? undefined : digits.slice(-DIGITS);
}

/** Undefined where the number has none. */
export function extensionOf(phone: string | undefined): string | undefined {
  return phone?.slice(0, LONGEST).match(EXTENSION)?.[1];
}

const EXTENSION = /\s*(?:x|ext\.?|extension|#|durchwahl)\s*(\d{1,6})\s*$/i;

/** The zero in "+44 (0)20" is dialled only at home. */
function digitsOf(phone: string): string {
  const digits = phone
    .slice(0, LONGEST)
    .replace(EXTENSION, '')
    .replace('(0)', '')
    .replace(/\D/g, '')
    .replace(/^0+/, '');
  return isMadeUp(digits) ? '' : digits;
}

function isMadeUp(digits: string): boolean {
  return /^(\d)\1*$/.test(digits) || '12345678901234567890'.startsWith(digits);
}
