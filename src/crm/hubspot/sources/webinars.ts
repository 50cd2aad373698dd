import { z } from 'zod';
import type { Activity, Source, SourcePage } from '../../crm.ts';
import type { Ask } from '../api.ts';
import { moment } from '../moment.ts';
import { paths } from '../paths.ts';
import { storable } from '../storable.ts';
import { ifThere, unlessForbidden } from './absent.ts';
import { byLead } from './by-lead.ts';
import { contactsByEmail } from './contacts-by-email.ts';
import { cursorFrom } from './cursor.ts';
import { goRound, type Part, type Place, roundPosition, type RoundPosition } from './round.ts';

/** Who came is often put in days later, by hand or by the webinar's own tool: so long an event is asked again. */
const lateMs = 7 * 86_400_000;
const usual = { method: 'GET', writes: false, lane: 'score' } as const;
const paging = z.object({ next: z.object({ after: z.coerce.string() }).nullish() }).nullish();

const listed = z.object({
  objectId: z.coerce.string(),
  eventName: z.string().nullish(),
  eventType: z.string().nullish(),
  startDateTime: moment.nullish(),
  endDateTime: moment.nullish(),
});
const list = z.object({ results: z.array(z.unknown()), paging });
const participation = z.object({
  id: z.coerce.string(),
  associations: z.object({
    contact: z.object({ contactId: z.coerce.string().nullish(), email: z.string().nullish() }),
  }),
  properties: z.object({ occurredAt: moment, attendanceState: z.string().nullish() }),
});

type Came = { leadId: string | undefined; email: string | undefined; activity: Activity };

/**
 * Who came to webinars and other events, 100 a call. History tells none of it, so it replaces nothing. Who only registered is
 * left out: the mapping knows attendance alone.
 */
export function webinars(ask: Ask, now: () => number): Source {
  return {
    id: 'webinars',
    everyMs: 900_000,
    replaces: [],
    adds: [],
    since: (cursor, startAt) =>
      unlessForbidden(() => readWebinars(ask, now, cursorFrom(cursor, roundPosition) ?? { v: 1, from: startAt })),
  };
}

async function readWebinars(ask: Ask, now: () => number, before: RoundPosition): Promise<SourcePage> {
  const list = (after: string | undefined) => listEvents(ask, before.from - lateMs, after);
  const read = (of: Place, after: string | undefined) => attendeesOf(ask, of, after);
  const { found, position } = await goRound(before, { list, read }, now());
  const more = position.round !== undefined;
  return { found: await peopleOf(ask, now, found), cursor: JSON.stringify(position), more, upTo: position.from };
}

async function listEvents(ask: Ask, since: number, after: string | undefined): Promise<Part<Place>> {
  const query = { limit: '100', ...(after !== undefined && { after }) };
  const answer = await ask({ ...usual, what: 'list marketing events', path: paths.marketingEvents, query }, list);
  const found = answer.results.flatMap((raw) => {
    const one = listed.safeParse(raw).data;
    const end = one?.endDateTime ?? one?.startDateTime ?? Infinity;
    return one === undefined || end < since ? [] : [{ id: one.objectId, name: nameOf(one) }];
  });
  return { found, after: answer.paging?.next?.after };
}

/** What the mapping goes by is the type or the name: "WEBINAR: Pricing for teams". */
function nameOf({ eventName, eventType }: z.infer<typeof listed>): string {
  const [name, type] = [storable(eventName ?? ''), storable(eventType ?? '')];
  return type === '' || name.toLowerCase().includes(type.toLowerCase()) ? name : `${type}: ${name}`;
}

async function attendeesOf(ask: Ask, of: Place, page: string | undefined): Promise<Part<Came>> {
  const query = { state: 'ATTENDED', limit: '100', ...(page !== undefined && { after: page }) };
  const path = `${paths.marketingEvents}/participations/${encodeURIComponent(of.id)}/breakdown`;
  const call = { ...usual, what: 'read who came to an event', path, query } as const;
  // One that was deleted since it was listed has nobody.
  const { results, paging: more } = await ifThere(() => ask(call, list), { results: [] });
  return { found: results.flatMap((raw) => cameOf(of, raw)), after: more?.next?.after };
}

function cameOf({ name }: Place, raw: unknown): Came[] {
  const { data } = participation.safeParse(raw);
  if (data === undefined || (data.properties.attendanceState ?? 'ATTENDED') !== 'ATTENDED') return [];
  const { contactId, email } = data.associations.contact;
  const at = data.properties.occurredAt;
  const activity = { sourceId: `webinars:${data.id}`, kind: 'campaign_response', from: 'webinars', at, name } as const;
  return [{ leadId: contactId ?? undefined, email: email?.toLowerCase(), activity }];
}

async function peopleOf(ask: Ask, now: () => number, came: Came[]): Promise<SourcePage['found']> {
  const strangers = came.flatMap(({ leadId, email }) => (leadId === undefined && email ? [email] : []));
  const ids = strangers.length === 0 ? new Map<string, string>() : await contactsByEmail(ask, now, strangers);
  return byLead(came.map(({ leadId, email, activity }) => ({ leadId: leadId ?? ids.get(email ?? ''), activity })));
}
