import { z } from 'zod';
import { type NoticeKind, noticeKinds, paces } from '../domain/telling/preferences.ts';
import type { TellingSettings } from '../domain/telling/settings.ts';
import { emailProblem } from './routing.ts';

const DAY = 1_440;

const name = z
  .string()
  .min(1)
  .regex(/^\P{Cc}*$/u, 'must hold no control characters');
const localTime = z
  .number()
  .int()
  .min(0)
  .max(DAY - 1);
const pace = z.enum(paces);
const email = z.string().refine((text) => emailProblem(text) === undefined, {
  error: ({ input }) => emailProblem(String(input)) ?? '',
});
const webAddress = z.string().refine((text) => /^https?:$/.test(URL.parse(text)?.protocol ?? ''), {
  error: 'must be a web address, such as "https://meetings.example.com/ann"',
});

/** Who is told what, where and when. */
export const tellingSchema = z.strictObject({
  postAssigned: z.boolean(),
  managersChannel: z
    .string()
    .regex(/^#[^\s#]+$/, { error: 'must be a channel, such as "#sales-managers"' })
    .exactOptional(),
  rollUpFrom: z.number().int().min(2).max(100),
  companyMinutes: z.number().min(0).max(DAY),
  mailAfterSeconds: z.number().min(0).max(86_400),
  briefMinutes: z.number().min(0).max(DAY),
  notices: z.strictObject(
    Object.fromEntries(noticeKinds.map((kind) => [kind, pace])) as Record<NoticeKind, typeof pace>,
  ),
  floor: z.strictObject({ notices: z.array(z.enum(noticeKinds)), hot: z.enum(['all', 'lanes', 'tier 1']) }),
  digestAt: localTime,
  weekly: z.strictObject({ day: z.enum(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']), at: localTime }),
  sequence: z.strictObject({
    afterMinutes: z.number().min(0).max(10_080),
    crmSequence: z.strictObject({ id: name, sender: email }).exactOptional(),
    bookingUrl: webAddress.exactOptional(),
    phone: name.exactOptional(),
  }),
}) satisfies z.ZodType<TellingSettings>;
