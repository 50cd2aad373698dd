import { z } from 'zod';
import type { AccountSettings } from '../domain/accounts/accounts.ts';
import type { FitSettings, FitTest } from '../domain/fit/fit.ts';
import type { Mapping } from '../domain/mapping/mapping.ts';
import type { OpenSettings } from '../domain/opens/opens.ts';

const name = z
  .string()
  .min(1)
  .regex(/^\P{Cc}*$/u, 'must hold no control characters');
const names = z.array(name);
const part = z.number().min(0).max(1);
const whole = z.number().int().min(0);
const days = z.number().positive().max(3650);

const nameRule = z.strictObject({ matches: name, type: name, atLeast: z.number().exactOptional() });
const kindRule = z.strictObject({ type: name, confidence: part });
const intents = z.enum([
  'positive',
  'question',
  'referral',
  'objection',
  'refusal',
  'not_now',
  'out_of_office',
  'unsubscribe',
  'automatic',
  'neutral',
]);

/** Which activities become which signals. */
export const mappingSchema = z.strictObject({
  pages: z.array(nameRule),
  forms: z.array(nameRule),
  events: z.array(nameRule),
  campaigns: z.array(nameRule),
  kinds: z.strictObject({ email_open: kindRule, email_click: kindRule, meeting_booked: kindRule, visit: kindRule }),
  companyTypes: names,
  replies: z.partialRecord(intents, name) as z.ZodType<Mapping['replies']>,
}) satisfies z.ZodType<Mapping>;

/** How opens and clicks are graded, and which patterns of them are told. */
export const opensSchema = z.strictObject({
  types: names.min(1),
  clickTypes: names,
  visitTypes: names,
  confirmedBy: names,
  confidence: z.strictObject({ machine: part, prefetch: part, ambiguous: part, probable: part, confirmed: part }),
  patterns: z.strictObject({
    manyOpens: z.strictObject({ times: whole.min(2), days }),
    revivedDays: days.min(1),
    severalMessages: z.strictObject({ messages: whole.min(2), hours: z.number().positive() }),
  }),
}) satisfies z.ZodType<OpenSettings>;

const size = z.number().min(0);
const textTest = z
  .strictObject({
    fact: z.literal(['industry', 'country', 'role']),
    in: names.min(1).exactOptional(),
    matches: name.exactOptional(),
  })
  .refine((test) => test.in !== undefined || test.matches !== undefined, { error: 'asks nothing: give in or matches' });
const fitTest = z.discriminatedUnion('fact', [
  z
    .strictObject({ fact: z.literal('size'), atLeast: size.exactOptional(), atMost: size.exactOptional() })
    .refine((test) => test.atLeast !== undefined || test.atMost !== undefined, {
      error: 'asks nothing: give atLeast or atMost',
    }),
  textTest,
  z.strictObject({
    fact: z.literal('address'),
    is: z.array(z.enum(['free', 'disposable', 'own', 'competitor', 'education'])).min(1),
  }),
  z.strictObject({
    fact: z.literal('attribute'),
    name,
    equals: z.union([z.string(), z.number(), z.boolean()], 'must be a text, a number, true or false'),
  }),
]) satisfies z.ZodType<FitTest>;

/** Whom we sell to. */
export const fitSchema = z.strictObject({
  rules: z.array(
    z.strictObject({ fit: z.enum(['good', 'poor', 'excluded']), because: name, all: z.array(fitTest).min(1) }),
  ),
  freeDomains: names,
  educationDomains: names,
}) satisfies z.ZodType<FitSettings>;

/** How a company is scored, and when its buying committee is hot. */
export const accountsSchema = z.strictObject({
  nextLead: part,
  committee: z.strictObject({
    leads: whole.min(1),
    days,
    families: names,
    types: names,
    score: whole.max(100),
    everyDays: z.number().min(0).max(3650),
    roles: z.array(z.strictObject({ part: name, titles: names.min(1) })),
  }),
}) satisfies z.ZodType<AccountSettings>;
