import type { Alert } from '../channel.ts';
import { type Block, context, contextOf, fieldBlocks, header, plain, type SlackMessage } from './blocks.ts';
import { buttonRow, openLabel, recordUrl } from './cardButtons.ts';
import { facts, respondBy } from './cardFacts.ts';
import { hasClock, stateLines } from './cardState.ts';
import { whyNow } from './cardWhy.ts';
import { mrkdwnSaying, richSaying } from './saying.ts';
import { escaped, oneLine } from './text.ts';

const HEADER = 150;
const TEXT = 4000;
const WORDS = 150;
const NOTE = 300;
const QUOTE = 200;
const PRINTED_URL = 600;
/** Said of tier 1. */
const EXECUTIVE = 'Tier 1: an executive may be brought in.';

/**
 * The alert as one Slack message, as it stands now; `text` is what a notification shows. Slack's limits hold and nobody is
 * pinged, whatever the lead is called.
 */
export function alertMessage(alert: Alert): SlackMessage {
  const blocks: Block[] = [
    header(headline(alert)),
    ...stateLines(alert).map((line) => richSaying(line, alert.timeZone)),
    ...warnings(alert).map((note): Block => ({ type: 'section', text: plain(note) })),
    ...whyNow(alert),
    ...fieldBlocks(facts(alert)),
    ...notes(alert),
    ...buttonRow(alert),
  ];
  return { text: sentence(alert), blocks };
}

/** The whole card in lines of mrkdwn, at most 4,000 characters: what is posted when Slack refuses the blocks. */
export function alertText(alert: Alert): string {
  const [, ...states] = stateLines(alert);
  const lines = [
    sentence(alert),
    ...states.map((line) => mrkdwnSaying(line, alert.timeZone)),
    ...warnings(alert).map((note) => escaped(note, NOTE)),
    alert.tier === 1 && hasClock(alert) ? EXECUTIVE : '',
    escaped(alert.routingNote ?? '', NOTE),
    ...alert.reasons.slice(0, 5).map((reason) => `• ${escaped(reason, WORDS)}`),
    alert.quote === undefined ? '' : `> ${escaped(alert.quote, QUOTE)}`,
    link(alert),
    ...facts(alert).map(([name, value]) => `${name}: ${value}`),
  ];
  return fitting(lines.filter((line) => line !== '')).join('\n');
}

function link({ lead }: Alert): string {
  const url = recordUrl(lead.recordUrl)?.replaceAll('|', '%7C').replaceAll('&', '&amp;');
  return url === undefined || url.length > PRINTED_URL ? '' : `<${url}|${openLabel(lead.crm)}>`;
}

/** A line that finds no room is left out whole. */
function fitting(lines: string[]): string[] {
  let room = TEXT;
  return lines.filter((line) => {
    const fits = line.length < room;
    if (fits) room -= line.length + 1;
    return fits;
  });
}

function headline(alert: Alert): string {
  const { score, lead } = alert;
  const start = `${markOf(alert)} ${score} · `;
  const company = oneLine(lead.company ?? '', 60);
  const from = company === '' ? '' : ` — ${company}`;
  return `${start}${oneLine(lead.name, HEADER - start.length - from.length) || 'Unnamed lead'}${from}`;
}

function markOf({ standing, tier }: Alert): string {
  if (standing.kind === 'contacted') return '✅';
  if (standing.kind === 'closed') return '⚪';
  return tier === 3 ? '🌤️' : '🔥';
}

/** What a notification shows: mrkdwn, so escaped. */
function sentence(alert: Alert): string {
  const { lead, score, reasons, tier, timeZone } = alert;
  const company = escaped(lead.company ?? '', 80);
  const name = escaped(lead.name, 100) || 'Unnamed lead';
  const why = escaped(reasons[0] ?? '', WORDS);
  const [state] = stateLines(alert);
  const now = state === undefined ? '' : ` ${mrkdwnSaying(state, timeZone)}.`;
  const by = hasClock(alert) ? ` Respond by ${respondBy(alert)}` : '';
  const who = `${name}${company === '' ? '' : ` (${company})`}`;
  return `${tier === 3 ? 'Warm' : 'Hot'} lead ${score}, ${who}${why === '' ? '' : `: ${why}`}.${now}${by}`;
}

function warnings({ mayBeRepeated, episode, note = '', standing }: Alert): string[] {
  // What the ladder did is said once, where it stands.
  const why = standing.escalated?.includes(note) ? '' : oneLine(note, NOTE);
  const said = why === '' ? [] : [`⏰ ${why}`];
  if (!mayBeRepeated) return said;
  return [...said, `⚠️ This may be a second copy of the same alert (episode ${oneLine(episode, 64)})`];
}

function notes(alert: Alert): Block[] {
  const routing = oneLine(alert.routingNote ?? '', NOTE);
  return [
    ...(alert.tier === 1 && hasClock(alert) ? [context(EXECUTIVE)] : []),
    ...(routing === '' ? [] : [contextOf(routing)]),
  ];
}
