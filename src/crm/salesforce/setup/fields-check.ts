import type { Org } from '../org.ts';
import { fieldIn, fieldShape, fitOf, typeInWords, type FieldShape } from './field-fit.ts';
import type { Finding } from './finding.ts';
import { readDefinitions, type InOrg } from './in-org.ts';
import type { SetupOptions, Shipped } from './setup-org.ts';
import { keyOf, partOf } from './source-tree.ts';

/** What is to be said of fields that were there already, and those that stay as they are because they hold more than ours. */
export async function fieldFindings(org: Org, { sources }: Shipped, there: InOrg, { useFields = false }: SetupOptions) {
  const ours = sources.filter((file) => partOf(file).type === 'CustomField').map(fieldIn);
  const already = ours.filter(({ fullName }) => there.names.get('CustomField')?.has(fullName));
  const read = await readDefinitions(
    org,
    'CustomField',
    already.map(({ fullName }) => fullName),
    fieldShape,
  );
  const theirs = new Map(read.map((field) => [field.fullName, field]));
  const found: Finding[] = [];
  const roomier: string[] = [];
  for (const field of already) {
    const other = theirs.get(field.fullName);
    if (other === undefined) continue;
    const finding = fieldFinding(field, other, { isOurs: there.isOurs, useFields });
    if (finding) found.push(finding);
    if (fitOf(field, other) === 'roomier') roomier.push(keyOf({ type: 'CustomField', name: field.fullName }));
  }
  return { found, roomier };
}

function fieldFinding(
  ours: FieldShape,
  theirs: FieldShape,
  known: { isOurs: boolean; useFields: boolean },
): Finding | undefined {
  const about = { area: 'files', what: `the field ${ours.fullName}` } as const;
  const fit = fitOf(ours, theirs);
  const [is, wanted] = [typeInWords(theirs), typeInWords(ours)];
  if (fit === 'other')
    return {
      ...about,
      state: 'wrong',
      sentence: `the org has one of this name, ${is}, and ours is ${wanted}: nothing is deployed, since that would change what is in it; give yours another name in Setup > Object Manager, or delete it, and run this again`,
    };
  if (!known.isOurs && !known.useFields)
    return {
      ...about,
      state: 'wrong',
      sentence: `the org has one of this name, ${is}, which is not from us: what is in it would be written over; give it another name in Setup > Object Manager, or allow it with --use-fields, and run this again`,
    };
  if (fit === 'same') return undefined;
  return { ...about, state: 'there', sentence: `stays as it is: ${is} holds more than ours, ${wanted}` };
}
