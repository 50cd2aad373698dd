/** Letters that Unicode does not take apart into a letter and its accent. */
const WHOLE: Record<string, string> = { ß: 'ss', ø: 'o', ł: 'l', đ: 'd', æ: 'ae', œ: 'oe', ı: 'i' };

/** In lower case and without the accents of Latin, Greek and Cyrillic letters; other scripts keep their marks. Safe twice. */
export function folded(text: string): string {
  const bare = text.normalize('NFKD').replace(/[\u0300-\u036f]/g, '');
  return bare
    .toLowerCase()
    .replace(/[ßøłđæœı]/g, (letter) => WHOLE[letter] ?? letter)
    .normalize('NFC')
    .trim();
}

/** The words of a text, folded, without anything that is neither letter nor digit. */
export function wordsOf(text: string): string[] {
  return folded(text)
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .filter((word) => word !== '');
}
