import { createHash } from 'node:crypto';
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

/** HubSpot says nothing of how soon a submission shows: what was sent this long before a round is looked for once more. */
const overlapMs = 600_000;
const usual = { method: 'GET', writes: false, lane: 'score' } as const;

const form = z.object({
  id: z.coerce.string(),
  name: z
    .string()
    .nullish()
    .transform((name) => name ?? ''),
});
const formList = z.object({
  results: z.array(form),
  paging: z.object({ next: z.object({ after: z.coerce.string() }).nullish() }).nullish(),
});
const submission = z.object({
  conversionId: z.string().nullish(),
  submittedAt: moment,
  values: z.array(z.object({ name: z.string(), value: z.coerce.string() })),
});
const submissions = z.object({
  results: z.array(z.unknown()),
  paging: z.object({ next: z.object({ after: z.coerce.string() }).nullish() }).nullish(),
});

type Sent = { form: Place; at: number; id: string; email: string };

/**
 * Form submissions of the whole account: one call a form and round, 50 submissions a page, addresses found 100 a call. Slow
 * where there are many forms, so the contact's history may tell first; it knows of several submissions of one form the first only.
 */
export function forms(ask: Ask, now: () => number): Source {
  return {
    id: 'forms',
    everyMs: 60_000,
    replaces: [],
    // Not by its name: history's says the page as well, "Pricing: Request a demo".
    adds: [{ kind: 'form_submission', history: 'recent_conversion_event_name', byName: false }],
    since: (cursor, startAt) =>
      unlessForbidden(() => readForms(ask, now, cursorFrom(cursor, roundPosition) ?? { v: 1, from: startAt })),
  };
}

async function readForms(ask: Ask, now: () => number, before: RoundPosition): Promise<SourcePage> {
  const since = before.from - overlapMs;
  const list = (after: string | undefined) => listForms(ask, after);
  const read = (of: Place, after: string | undefined) => submissionsOf(ask, of, since, after);
  const { found, position } = await goRound(before, { list, read }, now());
  const more = position.round !== undefined;
  return { found: await peopleOf(ask, now, found), cursor: JSON.stringify(position), more, upTo: position.from };
}

async function listForms(ask: Ask, after: string | undefined): Promise<Part<Place>> {
  const query = { limit: '100', formTypes: 'all', ...(after !== undefined && { after }) };
  const { results, paging } = await ask({ ...usual, what: 'list forms', path: paths.forms, query }, formList);
  return { found: results, after: paging?.next?.after };
}

/** What one form was sent since then. HubSpot reports the newest first: a page with an older one is the last. */
async function submissionsOf(ask: Ask, of: Place, since: number, page: string | undefined): Promise<Part<Sent>> {
  const query = { limit: '50', ...(page !== undefined && { after: page }) };
  const path = `${paths.formSubmissions}/${encodeURIComponent(of.id)}`;
  const call = { ...usual, what: 'read form submissions', path, query } as const;
  // One that was deleted since it was listed has none.
  const { results, paging } = await ifThere(() => ask(call, submissions), { results: [] });
  const sent = results.flatMap((one) => sentOf(of, one));
  const fresh = sent.filter(({ at }) => at >= since);
  return { found: fresh, after: fresh.length === sent.length ? paging?.next?.after : undefined };
}

/** None for one of a strange shape, or without an address: nobody can say whose it is. */
function sentOf(of: Place, raw: unknown): Sent[] {
  const { data } = submission.safeParse(raw);
  const email = data?.values.find(({ name }) => name === 'email')?.value;
  if (data === undefined || !email) return [];
  const id =
    data.conversionId ??
    createHash('sha256')
      .update(JSON.stringify([of.id, data]))
      .digest('hex')
      .slice(0, 24);
  return [{ form: of, at: data.submittedAt, id, email: email.trim().toLowerCase() }];
}

async function peopleOf(ask: Ask, now: () => number, sent: Sent[]): Promise<SourcePage['found']> {
  if (sent.length === 0) return [];
  const ids = await contactsByEmail(
    ask,
    now,
    sent.map(({ email }) => email),
  );
  return byLead(sent.map((one) => ({ leadId: ids.get(one.email), activity: activityOf(one) })));
}

function activityOf({ form: of, at, id }: Sent): Activity {
  return { sourceId: `forms:${id}`, kind: 'form_submission', from: 'forms', at, name: storable(of.name) };
}
