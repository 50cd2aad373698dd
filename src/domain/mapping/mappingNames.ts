/** The path of a URL, lower-case, without query, fragment and trailing slash; hosts without a scheme are understood. */
export function pathOf(name: string): string | undefined {
  const text = name.trim();
  const url = /^[\w-]+(\.[\w-]+)+(\/|$)/.test(text) ? `https://${text}` : text;
  if (!URL.canParse(url, text.startsWith('/') ? 'https://site.invalid' : undefined)) return undefined;
  const { protocol, pathname } = new URL(url, 'https://site.invalid');
  if (protocol !== 'http:' && protocol !== 'https:') return undefined;
  return withoutAddresses(pathname.toLowerCase()).replace(/\/+$/, '') || '/';
}

/** Path segments and words that hold an address (`@`, also encoded) become a dash. */
export function withoutAddresses(text: string): string {
  return text.replace(/[^\s/]*(?:@|%40)[^\s/]*/g, '-').slice(0, 200);
}
