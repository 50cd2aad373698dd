import type { Reply } from '../server.ts';
import type { AddEndpoint, Asked } from './endpoint.ts';
import { queryLimit } from './input.ts';
import { invalid } from './refusal.ts';

/** What happened to one marketing e-mail at one recipient: `created` is when (epoch ms). */
export type EmailEvent = {
  id: string;
  type: string;
  recipient: string;
  created: number;
  emailCampaignId?: number;
  /** Of an opening or a click: by which program. */
  userAgent?: string;
  /** Of a click: what was clicked, and which link of the mail it is. */
  url?: string;
  linkId?: number;
  /** HubSpot took it for a machine's: it is not in the account's figures. */
  filteredEvent?: boolean;
};

/** Marketing e-mail events, which are not dated (dossier 3.8). Newest first; the offset is a word to be given back as it is. */
export function mailEventRoutes(add: AddEndpoint): void {
  add('GET', '/email/public/v1/events', ['content'], list);
}

function list(asked: Asked): Reply {
  const { portal, request } = asked;
  const limit = queryLimit(request, 1_000, 10);
  const from = offsetIn(request.query.get('offset'));
  const newestFirst = portal.activity.emailEvents
    .filter(fitting(request.query))
    .toSorted((a, b) => b.created - a.created);
  const hasMore = from + limit < newestFirst.length;
  const events = newestFirst.slice(from, from + limit).map((event) => view(event, portal.id));
  return { status: 200, body: { hasMore, offset: offsetOf(from + events.length), events } };
}

function fitting(query: URLSearchParams): (event: EmailEvent) => boolean {
  const [recipient, type, campaign] = ['recipient', 'eventType', 'campaignId'].map((name) => query.get(name));
  const since = Number(query.get('startTimestamp') ?? 0);
  const until = Number(query.get('endTimestamp') ?? Infinity);
  const excludes = query.get('excludeFilteredEvents') === 'true';
  return (event) =>
    event.created >= since &&
    event.created <= until &&
    (!recipient || event.recipient === recipient) &&
    (!type || event.type === type) &&
    (!campaign || String(event.emailCampaignId) === campaign) &&
    !(excludes && event.filteredEvent === true);
}

function offsetOf(from: number): string {
  return Buffer.from(`at ${from}`).toString('base64url');
}

function offsetIn(offset: string | null): number {
  if (offset === null || offset === '') return 0;
  const from = Number(Buffer.from(offset, 'base64url').toString('utf8').slice(3));
  if (Number.isInteger(from) && from >= 0) return from;
  throw invalid('offset is not one that an earlier answer gave');
}

function view({ userAgent, filteredEvent, ...event }: EmailEvent, portalId: number): object {
  return {
    ...event,
    portalId,
    appId: 113,
    appName: 'Batch',
    ...(filteredEvent === undefined ? {} : { filteredEvent }),
    ...(userAgent === undefined ? {} : { userAgent, browser: { name: userAgent.split('/')[0], type: 'Browser' } }),
  };
}
