const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const suffixes = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';

/** The id with its three checksum characters; they tell which of the fifteen are capitals. */
function id18(id15: string): string {
  let suffix = '';
  for (let chunk = 0; chunk < 15; chunk += 5) {
    let bits = 0;
    for (let at = 0; at < 5; at++) if (/[A-Z]/.test(id15[chunk + at] ?? '')) bits |= 1 << at;
    suffix += suffixes[bits];
  }
  return id15 + suffix;
}

/** The id in 18 characters, from 15 or 18; undefined when it is no id: wrong length, other characters, or a wrong checksum. */
export function wholeId(given: string): string | undefined {
  if (!/^[0-9A-Za-z]{15}([A-Z0-5]{3})?$/i.test(given)) return undefined;
  if (given.length === 15) return id18(given);
  const whole = id18(given.slice(0, 15));
  return whole.slice(15) === given.slice(15).toUpperCase() ? whole : undefined;
}

/** The nth id of a kind of record. Later ones sort after earlier ones, byte by byte. */
export function nthId(keyPrefix: string, n: number): string {
  let rest = '';
  for (let left = n; left > 0; left = Math.floor(left / 62)) rest = (digits[left % 62] ?? '') + rest;
  return id18(`${keyPrefix}gK00000${rest.padStart(5, '0')}`);
}
