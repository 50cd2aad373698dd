import { z } from 'zod';
import type { Caps } from '../domain/hours/availability.ts';
import type { DayHours, Person, Pool, RoutingSettings, Territory } from '../domain/routing/settings.ts';
import type { Rung, SlaSettings } from '../domain/sla/settings.ts';

const TWO_DAYS = 2_880;

const name = z
  .string()
  .min(1)
  .regex(/^\P{Cc}*$/u, 'must hold no control characters');
const names = z.array(name);
const part = z.number().min(0).max(1);
const people = z.number().int().min(0);
const minutes = z.number().min(0).max(TWO_DAYS);
const role = z.enum(['bdr', 'ae', 'csm']);
const email = z.string().refine((text) => emailProblem(text) === undefined, {
  error: ({ input }) => emailProblem(String(input)) ?? '',
});
const timeZone = z.string().refine(isTimeZone, { error: 'must be an IANA time zone, such as "Europe/Berlin"' });
const country = z.string().regex(/^[A-Z]{2}(?:-[A-Z0-9]{1,3})?$/, {
  error: 'must be an ISO country, with its part where holidays differ: "DE" or "DE-BY"',
});
const channel = z.string().regex(/^#[^\s#]+$/, { error: 'must be a channel, such as "#hot-leads"' });

const dayHours = z.strictObject({
  days: z.array(z.enum(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'])).min(1),
  // A shift begins on its day, and may end on the next.
  from: minutes.max(1_439).int(),
  to: minutes.int(),
}) satisfies z.ZodType<DayHours>;

const caps = z.strictObject({
  openHot: people.min(1).exactOptional(),
  perDay: people.min(1).exactOptional(),
}) satisfies z.ZodType<Caps>;

const person = z.strictObject({
  role: role.exactOptional(),
  backup: email.exactOptional(),
  country: country.exactOptional(),
  timeZone: timeZone.exactOptional(),
  hours: z.array(dayHours).exactOptional(),
  caps: caps.exactOptional(),
}) satisfies z.ZodType<Person>;

const member = z.strictObject({ rep: email, weight: z.number().min(0).max(1_000) });
const pool = z.strictObject({
  mode: z.enum(['assign', 'claim']),
  members: z.union([z.literal('everyone'), z.array(member)], 'must be "everyone" or a list of rep and weight'),
  role: role.exactOptional(),
  caps: caps.exactOptional(),
  rampUp: z.array(part).min(1).exactOptional(),
}) satisfies z.ZodType<Pool>;

const size = z
  .strictObject({ atLeast: people.exactOptional(), atMost: people.exactOptional() })
  .refine((test) => test.atLeast !== undefined || test.atMost !== undefined, {
    error: 'asks nothing: give atLeast or atMost, or leave size out',
  });
const territory = z.strictObject({
  name,
  countries: names.min(1).exactOptional(),
  industries: names.min(1).exactOptional(),
  sources: names.min(1).exactOptional(),
  size: size.exactOptional(),
  pool: name,
}) satisfies z.ZodType<Territory>;

/** Who gets a hot lead. Whether its names are there and its bounds do not cross, `routingMisfits` says. */
export const routingSchema = z.strictObject({
  people: z.record(name, person),
  pools: z.record(name, pool),
  territories: z.array(territory),
  namedAccounts: z.array(z.strictObject({ account: name, rep: email, backup: email })),
  stages: z.record(name, role),
  tags: z.record(name, role),
  customerPool: name.exactOptional(),
  productPool: name.exactOptional(),
  poorFitPool: name.exactOptional(),
  trialLifecycles: names,
  freshDays: z.number().min(0).max(3_650),
  holdHours: z.number().min(0).max(168),
  bufferMinutes: z.number().min(0).max(240),
  caps,
  hours: z.array(dayHours).min(1),
  coverage: z.strictObject({ channel: channel.exactOptional(), managers: z.array(email) }),
  reassignOwner: z.enum(['ours', 'always']),
}) satisfies z.ZodType<RoutingSettings>;

const rung = z.strictObject({
  afterMinutes: minutes,
  do: z.enum(['remind', 'backup', 'reassign', 'manager']),
}) satisfies z.ZodType<Rung>;

/** What happens while nobody answers. Whether the rungs are in order, `routingMisfits` says. */
export const slaSchema = z.strictObject({
  urgent: z.array(rung).min(1),
  standard: z.array(rung),
  urgentTypes: names,
  ceilingMinutes: minutes,
  releaseMinutes: minutes.min(1),
  respondMinutes: minutes.min(1),
  statusAfterContact: name.exactOptional(),
}) satisfies z.ZodType<SlaSettings>;

/** What is wrong with an address that names a person, and what to write; undefined when nothing is. */
export function emailProblem(text: string): string | undefined {
  const right = text.trim().toLowerCase();
  if (!/^[^\s@]+@[^\s@]+\.[^\s@.]+$/.test(right)) return 'must be an e-mail, such as "ann@acme.com"';
  return text === right ? undefined : `must be in lower case without blanks: write ${JSON.stringify(right)}`;
}

/** Offsets such as "+01:00" are none: they know no summer. */
function isTimeZone(text: string): boolean {
  if (!/^[A-Za-z]/.test(text)) return false;
  try {
    return Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
