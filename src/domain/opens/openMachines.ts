import { MINUTE_MS } from '../decay.ts';
import type { MailSignal, Message } from './openMessages.ts';

const SECOND_MS = 1000;
const TOO_SOON_MS = { open: 2 * SECOND_MS, click: 5 * SECOND_MS };
const done = { open: 'opened', click: 'clicked' };
/** A person follows one link or two in a minute; three may be a curious one's, if not all in seconds. */
const RUSH_LINKS = 3;
const RUSH_MS = MINUTE_MS;
const AT_ONCE_MS = MINUTE_MS;
const BURST_MS = 10 * SECOND_MS;

/**
 * Why this open or click is a machine's, as far as it shows by itself; undefined when it does not. Before its delivery
 * counts as too soon: gateways look at mail before they hand it over.
 */
export function machineSign({ at, mail }: MailSignal, kind: 'open' | 'click'): string | undefined {
  if (mail.flagged === true) return 'the mail system says that it was a machine';
  if (mail.client === 'scanner') return `${done[kind]} by a mail scanner`;
  if (mail.deliveredAt === undefined || at - mail.deliveredAt > TOO_SOON_MS[kind]) return undefined;
  return `${done[kind]} as soon as it was delivered, as machines do`;
}

/**
 * Ids of clicks in a rush of a minute in which 3 links of the message or more were followed: `several`. `most`: half of its
 * links or more; when nobody told how many it has, 3 or more within 10 seconds. What has no `link` adds none.
 */
export function rushesOf({ opens, clicks }: Message): { most: Set<string>; several: Set<string> } {
  const several = inRush(clicks, RUSH_LINKS, RUSH_MS);
  if (several.size === 0) return { most: several, several };
  const known = [...opens, ...clicks].reduce((links, { mail }) => Math.max(links, mail.links ?? 0), 0);
  if (known === 0) return { most: inRush(clicks, RUSH_LINKS, BURST_MS), several };
  return { most: known <= 2 * RUSH_LINKS ? several : inRush(clicks, known / 2, RUSH_MS), several };
}

/** Why a click that is no machine's may still be one's: a scanner nobody knows looks at what comes in, one link after the other. */
export function doubtOf(click: MailSignal, several: ReadonlySet<string>): string | undefined {
  if (several.has(click.id)) return 'one of several links clicked within a minute';
  return isLater(click) === false ? 'clicked within a minute of delivery' : undefined;
}

/** More than a minute after delivery; undefined when nobody told when that was. */
export function isLater({ at, mail }: MailSignal): boolean | undefined {
  return mail.deliveredAt === undefined ? undefined : at - mail.deliveredAt > AT_ONCE_MS;
}

/** Clicks in a stretch so long, both ends included, in which so many links or more were followed. */
function inRush(clicks: readonly MailSignal[], links: number, lengthMs: number): Set<string> {
  const rush = new Set<string>();
  const followed = new Map<string, number>();
  let start = 0;
  let next = 0;
  for (const [index, click] of clicks.entries()) {
    follow(followed, click, 1);
    for (let first = clicks[start]; first !== undefined && click.at - first.at > lengthMs; first = clicks[start]) {
      follow(followed, first, -1);
      start += 1;
    }
    if (followed.size < links) continue;
    for (const one of clicks.slice(Math.max(start, next), index + 1)) rush.add(one.id);
    next = index + 1;
  }
  return rush;
}

function follow(followed: Map<string, number>, { mail }: MailSignal, change: 1 | -1): void {
  if (mail.link === undefined) return;
  const times = (followed.get(mail.link) ?? 0) + change;
  if (times === 0) followed.delete(mail.link);
  else followed.set(mail.link, times);
}
