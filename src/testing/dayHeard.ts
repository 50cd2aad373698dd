import PostalMime from 'postal-mime';
import type { SlackMessage } from '../sandbox/slack/workspace.ts';
import { dayLeads } from './dayScript.ts';
import { manager, team } from './dayTeam.ts';
import type { DayWorld } from './dayWorld.ts';

/** One message as it arrived, told of from outside. */
export type Heard = {
  at: number;
  /** Names of the leads it is about. */
  leads: string[];
  /** A name, `#hot-leads`, or the address of somebody outside. */
  whom: string;
  by: 'Slack DM' | 'Slack thread' | '#hot-leads' | 'answer in Slack' | 'e-mail';
  /** In one line, as it was when it arrived. */
  what: string;
  /** What kind of news it is, without the times in it: the same to the same person twice is once too often. */
  meaning: string;
};

/** Looks into everybody's Slack and mailboxes; answers what is new since it looked last. */
export function listening(world: DayWorld): () => Promise<Heard[]> {
  const seen = { messages: 0, mails: 0 };
  return async () => {
    const messages = world.slack.messages().slice(seen.messages);
    const mails = world.mail.mails().slice(seen.mails);
    seen.messages += messages.length;
    seen.mails += mails.length;
    const inMail = await Promise.all(mails.map(({ raw, to: [to = ''], at }) => heardInMail(raw, to, at)));
    return [...messages.map((message) => heardInSlack(message, world)), ...inMail];
  };
}

/** The names of leads in a message. */
export function leadsIn(text: string): string[] {
  return dayLeads.map(({ name }) => name).filter((name) => text.includes(name));
}

function heardInSlack(message: SlackMessage, { slack, slackIds, clock }: DayWorld): Heard {
  const { ephemeralFor, threadTs, text } = message;
  const reader = [...slackIds].find(([, id]) => id === ephemeralFor || slack.messages(id).includes(message))?.[0];
  const lines = linesOf(message.blocks).map(readable);
  const said = lines.filter((line) => /^(?:⏰|⏫|⚠️|ℹ️|💤|🙋|➡️|✅|🚫)/u.test(line)).map(brief);
  const routing = linesOf(message.blocks.filter(isContext)).at(-1) ?? '';
  const about = leadsIn(JSON.stringify(message.blocks) + text);
  const words = [...new Set([...said, routing])].filter((each) => each !== '').join(' / ');
  return {
    at: clock.now(),
    leads: about,
    whom: reader ?? '#hot-leads',
    by: waysOf(reader, ephemeralFor, threadTs),
    what: ephemeralFor !== undefined || words === '' ? readable(text) : words,
    meaning: ephemeralFor === undefined ? meaningOf([...lines, text].join('\n')) : `answer: ${text}`,
  };
}

function waysOf(reader: string | undefined, ephemeralFor: string | undefined, thread: string | undefined): Heard['by'] {
  if (ephemeralFor !== undefined) return 'answer in Slack';
  if (thread !== undefined) return 'Slack thread';
  return reader === undefined ? '#hot-leads' : 'Slack DM';
}

async function heardInMail(raw: string, to: string, at: number): Promise<Heard> {
  const { text = '', subject = '' } = await PostalMime.parse(raw);
  const known = [...team, manager].find(({ email }) => email === to)?.name;
  const [title = ''] = text.split('\n');
  const warned = text
    .split('\n')
    .filter((line) => line.startsWith('! '))
    .map(brief);
  return {
    at,
    leads: leadsIn(`${subject}\n${text}`),
    whom: known ?? to,
    by: 'e-mail',
    what: [subject, title.startsWith('Before you call') ? title : '', ...warned]
      .filter((each) => each !== '')
      .join(' / '),
    meaning: known === undefined ? `mail to the lead: ${subject}` : meaningOf(text),
  };
}

/** A rung of the ladder, what a reply in a thread says, what is to be read before the call, the sum of a day, or that a lead is hot. */
function meaningOf(text: string): string {
  const [title = ''] = text.split('\n');
  if (title.includes('3 October')) return 'the day';
  if (text.includes('Before you call')) return 'before the call';
  const rung = /nobody has answered for [^:\n]+: ([^.\n]+)/i.exec(text)?.[1];
  return rung ?? /^⏰ (It is yours|You asked to hear of it again)/u.exec(title)?.[1] ?? 'hot';
}

/** As Slack shows it: dates as such, and names in the place of ids. */
function readable(text: string): string {
  return text.replaceAll(/<!date\^[^|>]*\|([^>]*)>/g, '$1').replaceAll(/<@\w+> ?/g, '');
}

/** Without its mark and end, so that the same news is seen to be the same. */
function brief(line: string): string {
  const plain = line.replace(/^(?:⏰|⏫|⚠️|ℹ️|💤|🙋|➡️|✅|🚫|!)\s*/u, '').replace(/\.$/, '');
  return plain.startsWith('This may be a second copy') ? 'may be a second copy' : plain;
}

function isContext(block: unknown): boolean {
  return typeof block === 'object' && block !== null && 'type' in block && block.type === 'context';
}

/** The words of every block, one line each. */
export function linesOf(blocks: readonly unknown[]): string[] {
  return blocks.flatMap((block) => wordsIn(block).join('').split('\n')).filter((line) => line.trim() !== '');
}

function wordsIn(part: unknown): string[] {
  if (Array.isArray(part)) return part.flatMap(wordsIn);
  if (typeof part !== 'object' || part === null) return [];
  const { type, text, fallback, ...rest } = part as Record<string, unknown>;
  if (type === 'button' || type === 'static_select' || type === 'overflow') return [];
  if (typeof text === 'string') return [text];
  if (typeof fallback === 'string') return [fallback];
  return [text, ...Object.values(rest)].flatMap(wordsIn);
}
