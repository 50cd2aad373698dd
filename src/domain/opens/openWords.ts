import { defaultCatalogue } from '../catalogue.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../decay.ts';
import type { Mail, Signal } from '../signals.ts';

/** Why clicks in a rush of most links are a machine's. */
export const burstInWords = 'links clicked one after the other, as machines do';

/** "confirmed: asked for a demo within 24 hours" */
export function confirmedInWords({ by, as }: { by: Signal; as: 'deed' | 'visit' }): string {
  const did = by.type === 'reply' ? 'replied' : (defaultCatalogue[by.type]?.words ?? by.type.replaceAll('_', ' '));
  return `confirmed: ${did} ${as === 'deed' ? 'within 24 hours' : 'within 10 minutes of a click'}`;
}

/** "opened twice, 3 hours apart", "opened 4 times in 2 days"; of two occasions or more, earliest first. */
export function occasionsInWords(occasions: readonly { at: number }[]): string {
  const first = occasions[0]?.at ?? 0;
  const span = spanInWords((occasions.at(-1)?.at ?? first) - first);
  return occasions.length === 2 ? `opened twice, ${span} apart` : `opened ${occasions.length} times in ${span}`;
}

/** Why an open shows no person, by what opened it; a device's is unclear at once after delivery or when that is not known. */
export function clientInWords({ client, deliveredAt }: Mail): string {
  if (client === 'prefetch') return "opened by the mail provider's privacy proxy";
  if (client === 'proxy') return "opened once, through the mail provider's image proxy";
  if (client === 'unknown') return 'opened once, by an unknown program';
  return deliveredAt === undefined
    ? 'opened once, and when it was delivered is not known'
    : 'opened once, within a minute of delivery';
}

/** Minutes up to 2 hours, hours up to 2 days, then days; rounded down. */
function spanInWords(ms: number): string {
  if (ms < 2 * HOUR_MS) return `${Math.floor(ms / MINUTE_MS)} minutes`;
  if (ms < 2 * DAY_MS) return `${Math.floor(ms / HOUR_MS)} hours`;
  return `${Math.floor(ms / DAY_MS)} days`;
}
