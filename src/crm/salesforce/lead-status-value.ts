import type { Connection } from 'jsforce';
import { z } from 'zod';
import { hotStatus, isHot } from './lead-status.ts';

/** A set of values as the metadata API reads it. What we do not know of a value goes back as it came. */
const valueSet = z.looseObject({
  fullName: z.string(),
  sorted: z.unknown(),
  standardValue: z.preprocess(
    (values) => (Array.isArray(values) ? values : values === undefined || values === null ? [] : [values]),
    z.array(z.looseObject({ fullName: z.string(), label: z.string().nullish(), isActive: z.unknown().optional() })),
  ),
});
type ValueSet = z.infer<typeof valueSet>;

const saved = z.looseObject({ success: z.unknown() });

/**
 * Adds the hot value to Lead Status by the metadata API: everything that is there goes back as it was, because what is left out
 * becomes inactive. `there`: it was there already. Throws what the metadata API throws. Safe twice.
 */
export async function mergeHotStatus(connection: Connection): Promise<'there' | 'added' | 'refused'> {
  const read = valueSet.parse(await connection.metadata.read('StandardValueSet', 'LeadStatus'));
  // No org is without: a set of none is what we may not read, and never what to send back.
  if (read.standardValue.length === 0) return 'refused';
  const merged = withHot(read);
  if (merged === undefined) return 'there';
  const answer: unknown = await connection.metadata.update('StandardValueSet', merged as never);
  const results = z.array(saved).parse(Array.isArray(answer) ? answer : [answer]);
  return results.every(({ success }) => String(success) === 'true') ? 'added' : 'refused';
}

/** The set with the hot value in it, active; undefined when nothing is to be changed. */
export function withHot(set: ValueSet): ValueSet | undefined {
  const own = set.standardValue.find(({ fullName, label }) => isHot(fullName) || isHot(label));
  if (own === undefined) {
    const value = { fullName: hotStatus, label: hotStatus, default: false, converted: false };
    return { ...set, standardValue: [...set.standardValue, value] };
  }
  if (String(own.isActive) !== 'false') return undefined;
  const revived = { ...own, isActive: true };
  return { ...set, standardValue: set.standardValue.map((value) => (value === own ? revived : value)) };
}
