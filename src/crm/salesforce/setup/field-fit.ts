import { z } from 'zod';
import type { SourceFile } from './source-tree.ts';

const count = z.preprocess(
  (value) => (value === undefined || value === null || value === '' ? undefined : Number(value)),
  z.number().optional(),
);
const words = z.preprocess((value) => {
  const [first] = Array.isArray(value) ? (value as unknown[]) : [value];
  return typeof first === 'string' && first !== '' ? first : undefined;
}, z.string().optional());

/** What decides whether a field can hold what ours holds. Sizes that a field does not have are undefined. */
export const fieldShape = z.object({
  fullName: z.string(),
  type: words,
  formula: words,
  referenceTo: words,
  length: count,
  precision: count,
  scale: count,
});
export type FieldShape = z.infer<typeof fieldShape>;

/** The field that a file of ours describes. */
export function fieldIn({ path, content }: SourceFile): FieldShape {
  const text = content.toString('utf8');
  const [, object = ''] = path.split('/');
  const said = (name: string) => new RegExp(`^ {4}<${name}>(?<text>[^<]*)</${name}>`, 'm').exec(text)?.groups?.['text'];
  const sizes = { length: said('length'), precision: said('precision'), scale: said('scale') };
  const fullName = `${object}.${said('fullName') ?? ''}`;
  return fieldShape.parse({
    fullName,
    type: said('type'),
    formula: said('formula'),
    referenceTo: said('referenceTo'),
    ...sizes,
  });
}

/**
 * Whether an org's field of the same name can become ours. `same`: as ours, or smaller, which a deploy widens. `roomier`: it holds
 * more than ours and is left as it is. `other`: a deploy would change what is in it.
 */
export function fitOf(ours: FieldShape, theirs: FieldShape): 'same' | 'roomier' | 'other' {
  const isAlike = ours.type === theirs.type && ours.referenceTo === theirs.referenceTo;
  if (!isAlike || (ours.formula === undefined) !== (theirs.formula === undefined)) return 'other';
  if (ours.formula !== undefined) return 'same';
  const more = roomOf(theirs).map((room, at) => room - (roomOf(ours)[at] ?? 0));
  if (more.every((difference) => difference <= 0)) return 'same';
  return more.every((difference) => difference >= 0) ? 'roomier' : 'other';
}

/** Characters, digits before the point, and digits after it. */
function roomOf({ length = 0, precision = 0, scale = 0 }: FieldShape): number[] {
  return [length, precision - scale, scale];
}

/** A field's type for people: Number(5, 1), Text(100), Lookup to Lead. */
export function typeInWords({ type = 'no type', formula, referenceTo, length, precision, scale }: FieldShape): string {
  const kind = formula === undefined ? type : `${type} formula`;
  if (referenceTo !== undefined) return `${kind} to ${referenceTo}`;
  if (precision !== undefined) return `${kind}(${precision}, ${scale ?? 0})`;
  return length === undefined ? kind : `${kind}(${length})`;
}
