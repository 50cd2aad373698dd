import { mailClientOf } from '../opens/mailClients.ts';
import { pathOf, withoutAddresses } from './mappingNames.ts';
import { readReply, type ReplyIntent } from '../replies/replies.ts';
import type { Mail, Signal } from '../signals.ts';

/** What a CRM or tracker reports: the same shape as the CRM port's Activity. */
export type ReportedActivity = {
  sourceId: string;
  kind: ActivityKind;
  at: number;
  name: string;
  /** Of an event that carries a number: usage in percent, growth in percent. */
  value?: number;
  mail?: ReportedMail;
  /** Of a reply: its words, which are read and not kept. */
  reply?: { text: string; subject?: string; headers?: Record<string, string> };
};

type ReportedMail = {
  message: string;
  deliveredAt?: number;
  userAgent?: string;
  flagged?: boolean;
  link?: string;
  links?: number;
};

type ActivityKind =
  | 'page_view'
  | 'form_submission'
  | 'email_open'
  | 'email_click'
  | 'email_reply'
  | 'meeting_booked'
  | 'visit'
  | 'campaign_response'
  | 'custom_event';

/**
 * `matches` is a regular expression over the lower-case path or name; the first rule that matches wins. With `atLeast`, an
 * event whose number is lower is none; one without a number is taken at its word.
 */
type NameRule = { matches: string; type: string; atLeast?: number };
type KindRule = { type: string; confidence: number };

/** Which activities become which signals, as plain JSON. Replies of an intent that is not named become nothing. */
export type Mapping = {
  pages: NameRule[];
  forms: NameRule[];
  events: NameRule[];
  /** Over the type or name of a campaign that somebody took part in. */
  campaigns: NameRule[];
  kinds: Record<'email_open' | 'email_click' | 'meeting_booked' | 'visit', KindRule>;
  replies: { [intent in ReplyIntent]?: string };
  /** Types that are about the company, and so count for all its people. */
  companyTypes: string[];
};

/** A signal before it is kept: `sourceId` is the source's. */
type MappedSignal = Pick<Signal, 'subject' | 'type' | 'at' | 'asset' | 'confidence' | 'level' | 'mail' | 'evidence'> & {
  sourceId: string;
};

/** `rule` is where in the mapping it is decided: `pages[3]`. */
export type MappingResult =
  | { kind: 'signal'; signal: MappedSignal; rule: string }
  | { kind: 'ignored'; reason: string };

/** Longer names than anybody gives are cut, so that no pattern can take long. */
const LONGEST_NAME = 200;

type NameRules = (name: string, value: number | undefined) => { type: string; rule: string } | 'none' | 'below';

/**
 * Reads activities by one mapping: the signal each is, or why it is none. The reader never throws, whatever the names hold;
 * making it throws on a pattern that is no regular expression. Reasons are constant texts, fit for counting; `asset` holds no
 * query string and no e-mail address.
 */
export function signalReader(mapping: Mapping): (activity: ReportedActivity) => MappingResult {
  const read = activityReader(mapping);
  return (activity) => {
    const result = read(activity);
    if (result.kind === 'ignored' || !mapping.companyTypes.includes(result.signal.type)) return result;
    return { ...result, signal: { ...result.signal, subject: 'company' } };
  };
}

function activityReader(mapping: Mapping): (activity: ReportedActivity) => MappingResult {
  const [pages, forms] = [namesBy('pages', mapping.pages), namesBy('forms', mapping.forms)];
  const [events, campaigns] = [namesBy('events', mapping.events), namesBy('campaigns', mapping.campaigns)];
  return (activity) => {
    if (!Number.isSafeInteger(activity.at)) return ignored('its time is no date');
    switch (activity.kind) {
      case 'page_view':
        return fromPage(activity, pages);
      case 'form_submission':
        return fromName(activity, forms, 'form');
      case 'custom_event':
        return fromName(activity, events, 'event');
      case 'campaign_response':
        return fromName(activity, campaigns, 'campaign');
      case 'email_reply':
        return fromReply(activity, mapping);
      case 'email_open':
      case 'email_click':
      case 'meeting_booked':
      case 'visit':
        return fromKind(activity, activity.kind, mapping);
      default:
        return ignored('unknown kind of activity');
    }
  };
}

function namesBy(list: string, rules: readonly NameRule[]): NameRules {
  const patterns = rules.map((rule, index) => ({
    ...rule,
    pattern: new RegExp(rule.matches),
    rule: `${list}[${index}]`,
  }));
  return (name, value) => {
    const found = patterns.find(({ pattern }) => pattern.test(name));
    if (found === undefined) return 'none';
    return value !== undefined && value < (found.atLeast ?? -Infinity) ? 'below' : found;
  };
}

function fromPage(activity: ReportedActivity, rules: NameRules): MappingResult {
  const path = pathOf(activity.name);
  if (path === undefined) return ignored('page: its URL does not parse');
  const found = rules(path, undefined);
  return typeof found === 'string' ? ignored('page: no rule matches') : signal(activity, found, { asset: path });
}

function fromName(activity: ReportedActivity, rules: NameRules, what: 'form' | 'event' | 'campaign'): MappingResult {
  const name = activity.name.trim().slice(0, LONGEST_NAME).toLowerCase();
  const found = rules(what === 'event' ? name : name.replaceAll('_', ' '), activity.value);
  if (found === 'none') return ignored(`${what}: no rule matches`);
  if (found === 'below') return ignored(`${what}: its number is below the rule's`);
  const level = activity.value;
  return signal(activity, found, { asset: withoutAddresses(name), ...(level !== undefined && { level }) });
}

function fromKind(activity: ReportedActivity, kind: keyof Mapping['kinds'], mapping: Mapping): MappingResult {
  const { type, confidence } = mapping.kinds[kind];
  const asset = activity.mail?.message ?? pathOf(activity.name);
  return signal(activity, { type, rule: `kinds.${kind}` }, { confidence, ...(asset !== undefined && { asset }) });
}

function fromReply(activity: ReportedActivity, mapping: Mapping): MappingResult {
  const { intent, confidence, sentence } = readReply({ text: '', ...activity.reply, at: activity.at });
  const type = mapping.replies[intent];
  if (type === undefined) return ignored(`reply: ${intent.replaceAll('_', ' ')}`);
  const evidence = sentence !== undefined && { evidence: sentence };
  return signal(activity, { type, rule: `replies.${intent}` }, { asset: intent, confidence, ...evidence });
}

function signal(
  { at, sourceId, mail }: ReportedActivity,
  { type, rule }: { type: string; rule: string },
  more: Partial<MappedSignal>,
): MappingResult {
  const known = mail !== undefined && { mail: mailOf(mail) };
  return { kind: 'signal', rule, signal: { subject: 'lead', type, at, confidence: 1, sourceId, ...more, ...known } };
}

function mailOf({ userAgent, ...mail }: ReportedMail): Mail {
  return { ...mail, client: mailClientOf(userAgent) };
}

function ignored(reason: string): MappingResult {
  return { kind: 'ignored', reason };
}
