import type { MailSignal, Message } from './openMessages.ts';

const SECOND_MS = 1000;
const TOO_SOON_MS = { open: 2 * SECOND_MS, click: 5 * SECOND_MS };
const done = { open: 'opened', click: 'clicked' };
const BURST_MS = 10 * SECOND_MS;
/** A person follows one link or two in 10 seconds, not three. */
const BURST_LINKS = 3;

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
 * Ids of clicks among 10 seconds in which so many links of the message were followed: `all` of them (3 or more; when
 * nobody told how many it has, any 3), `several` for 3 or more. What has no `link` adds none.
 */
export function burstsOf({ opens, clicks }: Message): { all: Set<string>; several: Set<string> } {
  const several = inBurst(clicks, BURST_LINKS);
  if (several.size === 0) return { all: several, several };
  const most = [...opens, ...clicks].reduce((links, { mail }) => Math.max(links, mail.links ?? 0), BURST_LINKS);
  return { all: most === BURST_LINKS ? several : inBurst(clicks, most), several };
}

function inBurst(clicks: readonly MailSignal[], links: number): Set<string> {
  const burst = new Set<string>();
  const followed = new Map<string, number>();
  let start = 0;
  let next = 0;
  for (const [index, click] of clicks.entries()) {
    follow(followed, click, 1);
    for (let first = clicks[start]; first !== undefined && click.at - first.at > BURST_MS; first = clicks[start]) {
      follow(followed, first, -1);
      start += 1;
    }
    if (followed.size < links) continue;
    for (const one of clicks.slice(Math.max(start, next), index + 1)) burst.add(one.id);
    next = index + 1;
  }
  return burst;
}

function follow(followed: Map<string, number>, { mail }: MailSignal, change: 1 | -1): void {
  if (mail.link === undefined) return;
  const times = (followed.get(mail.link) ?? 0) + change;
  if (times === 0) followed.delete(mail.link);
  else followed.set(mail.link, times);
}
