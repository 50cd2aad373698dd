import type { Mail } from '../signals.ts';

/** Apple's privacy protection fetches pictures before anyone looks, and says nothing but this. */
const PREFETCH = 'Mozilla/5.0';

type Row = { client: Mail['client']; says: string[] };

/** By what stands in the user agent, in small letters. The first row that fits wins, so the order matters. */
const table: Row[] = [
  // They fetch when a person looks, and name a browser too.
  { client: 'proxy', says: ['imageproxy', 'image proxy', 'mailproxy', 'mail proxy', 'ggpht.com'] },
  // People's programs that lists of bots name wrongly.
  { client: 'device', says: ['superhuman', 'hubspot connect'] },
  // Filters of mail.
  { client: 'scanner', says: ['barracuda', 'proofpoint', 'mimecast', 'ironport', 'messagelabs', 'symantec'] },
  { client: 'scanner', says: ['trendmicro', 'trend micro', 'sophos', 'fireeye', 'forcepoint', 'fortinet', 'zscaler'] },
  { client: 'scanner', says: ['safelinks', 'virustotal', 'urlscan', 'scanner'] },
  // Browsers without a person, and what programs fetch with.
  { client: 'scanner', says: ['headless', 'phantomjs', 'puppeteer', 'playwright', 'selenium', 'crawl', 'spider'] },
  { client: 'scanner', says: ['curl/', 'wget/', 'python', 'aiohttp', 'httpx', 'libwww', 'httpclient', 'http-client'] },
  { client: 'scanner', says: ['java/', 'ruby', 'guzzle', 'scrapy', 'axios', 'node-fetch', 'undici'] },
  // Previews of links in chats, and Office asking whether a link exists.
  { client: 'scanner', says: ['uripreview', 'linkpreview', 'link preview', 'bingpreview', 'linkexpand', 'imgproxy'] },
  { client: 'scanner', says: ['facebookexternalhit', 'whatsapp/', 'existence discovery', 'protocol discovery'] },
];

/** Robots and their kind, but not the phones called Cubot. */
const bot = /(?<!cu)bots?(?![a-z])/;

/** Mail programs, and what browsers say of the device they run on. */
const devices = [
  'outlook',
  'ms-office',
  'msoffice',
  'microsoft office',
  'thunderbird',
  'lotus-notes',
  'airmail',
  'apple mail',
  'applemail',
  'mailspring',
  'emclient',
  'em client',
  'iphone',
  'ipad',
  'android',
  'macintosh',
  'mac os x',
  'windows nt',
  'linux',
  'cros ',
];

/** What asked, by its user agent. `undefined` is not told: unknown. An empty one is a scanner's: people's programs have a name. */
export function mailClientOf(userAgent: string | undefined): Mail['client'] {
  if (userAgent === undefined) return 'unknown';
  const agent = userAgent.trim();
  if (agent === '') return 'scanner';
  if (agent === PREFETCH) return 'prefetch';
  const words = agent.toLowerCase();
  const row = table.find(({ says }) => says.some((word) => words.includes(word)));
  if (row) return row.client;
  if (bot.test(words)) return 'scanner';
  return devices.some((word) => words.includes(word)) ? 'device' : 'unknown';
}
