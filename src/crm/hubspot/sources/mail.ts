import { z } from 'zod';
import type { Activity, Source, SourcePage } from '../../crm.ts';
import type { Ask } from '../api.ts';
import { moment } from '../moment.ts';
import { paths } from '../paths.ts';
import { storable } from '../storable.ts';
import { unlessForbidden } from './absent.ts';
import { byLead } from './by-lead.ts';
import { contactsByEmail } from './contacts-by-email.ts';
import { cursorFrom } from './cursor.ts';

/** Events come to HubSpot's store a little late: a sweep looks this far back once more. */
const overlapMs = 600_000;
const pageSize = 500;

const event = z.object({
  id: z.string().min(1),
  type: z.enum(['OPEN', 'CLICK']),
  recipient: z.string(),
  created: moment,
  userAgent: z.string().nullish(),
  url: z.string().nullish(),
  emailCampaignId: z.coerce.string().nullish(),
  filteredEvent: z.boolean().nullish(),
  sentBy: z.object({ id: z.string().nullish(), created: moment.nullish() }).nullish(),
});
type MailEvent = z.infer<typeof event>;
const events = z.object({
  events: z.array(z.unknown()),
  hasMore: z.boolean().nullish(),
  offset: z.string().nullish(),
});

/* A sweep reads opens, then clicks, of one stretch of time, whose end stands still while it is read. */
const position = z.object({
  v: z.literal(1),
  from: z.number(),
  sweep: z.object({ startedAt: z.number(), type: z.enum(['OPEN', 'CLICK']), offset: z.string().optional() }).optional(),
});
type Position = z.infer<typeof position>;
type Sweep = NonNullable<Position['sweep']>;

/** Opens and clicks of marketing e-mails with what tells a person from a machine; addresses are found 100 a call. */
export function mail(ask: Ask, now: () => number): Source {
  return {
    id: 'mail',
    everyMs: 120_000,
    replaces: ['email_open', 'email_click'],
    adds: [],
    since: (cursor, startAt) =>
      unlessForbidden(() => readMail(ask, now, cursorFrom(cursor, position) ?? { v: 1, from: startAt })),
  };
}

async function readMail(ask: Ask, now: () => number, { from, sweep: open }: Position): Promise<SourcePage> {
  const sweep: Sweep = open ?? { startedAt: now(), type: 'OPEN' };
  const query = {
    eventType: sweep.type,
    startTimestamp: String(from - overlapMs),
    endTimestamp: String(sweep.startedAt),
    limit: String(pageSize),
    ...(sweep.offset !== undefined && { offset: sweep.offset }),
  };
  const call = { what: 'read e-mail events', method: 'GET', path: paths.emailEvents, query } as const;
  const answer = await ask({ ...call, writes: false, lane: 'score' }, events);
  const told = answer.events.flatMap((raw) => event.safeParse(raw).data ?? []);
  const next = nextSweep(sweep, answer.hasMore === true && answer.offset ? answer.offset : undefined);
  const at: Position = next === undefined ? { v: 1, from: sweep.startedAt } : { v: 1, from, sweep: next };
  const found = await peopleOf(ask, now, told);
  return { found, cursor: JSON.stringify(at), more: next !== undefined, upTo: at.from };
}

function nextSweep({ startedAt, type }: Sweep, offset: string | undefined): Sweep | undefined {
  if (offset !== undefined) return { startedAt, type, offset };
  return type === 'OPEN' ? { startedAt, type: 'CLICK' } : undefined;
}

async function peopleOf(ask: Ask, now: () => number, told: MailEvent[]): Promise<SourcePage['found']> {
  if (told.length === 0) return [];
  const ids = await contactsByEmail(
    ask,
    now,
    told.map(({ recipient }) => recipient),
  );
  return byLead(
    told.map((one) => ({ leadId: ids.get(one.recipient.trim().toLowerCase()), activity: activityOf(one) })),
  );
}

function activityOf({ id, type, created, ...one }: MailEvent): Activity {
  const message = one.emailCampaignId ?? one.sentBy?.id ?? 'marketing email';
  return {
    sourceId: `mail:${id}`,
    kind: type === 'OPEN' ? 'email_open' : 'email_click',
    from: 'mail',
    at: created,
    name: 'marketing email',
    mail: {
      message: storable(message),
      ...(one.sentBy?.created != null && { deliveredAt: one.sentBy.created }),
      ...(one.userAgent && { userAgent: storable(one.userAgent) }),
      ...(one.filteredEvent === true && { flagged: true }),
      ...(one.url && { link: linkOf(one.url) }),
    },
  };
}

/** Without what identifies the reader: tracked links carry that in their query. */
function linkOf(url: string): string {
  return storable(url)
    .replace(/[?#].*$/s, '')
    .slice(0, 300);
}
