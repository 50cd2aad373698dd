import type { Org } from './org.ts';

/** The object a path like `Campaign.Name` leads to, where it is another than the path's first word. */
const objectOf: Record<string, string> = {
  Lead__r: 'Lead',
  Contact__r: 'Contact',
  CreatedBy: 'User',
  ConvertedContact: 'Contact',
};

/**
 * Those of the fields that the org has and shows us, in the order given: one that is hidden would have the whole query refused.
 * Undefined where the object itself is not to be had. A path goes one step: `Campaign.Name`.
 */
export async function fieldsThere(
  org: Pick<Org, 'describe'>,
  object: string,
  fields: readonly string[],
): Promise<string[] | undefined> {
  const parents = [...new Set(fields.flatMap((field) => parentOf(field) ?? []))];
  const [own, ...theirs] = await Promise.all([object, ...parents].map((name) => org.describe(name)));
  if (own === undefined) return undefined;
  return fields.filter((field) => {
    const parent = parentOf(field);
    const described = parent === undefined ? own : theirs[parents.indexOf(parent)];
    return (
      (parent === undefined || own.fields.has(lookupOf(field))) && described?.fields.has(field.split('.').at(-1) ?? '')
    );
  });
}

/** The field that a path goes by: it may be hidden where what it leads to is not. */
function lookupOf(path: string): string {
  const [first = ''] = path.split('.');
  return first.endsWith('__r') ? first.replace(/__r$/, '__c') : `${first}Id`;
}

function parentOf(field: string): string | undefined {
  const [first = '', second] = field.split('.');
  return second === undefined ? undefined : (objectOf[first] ?? first);
}
