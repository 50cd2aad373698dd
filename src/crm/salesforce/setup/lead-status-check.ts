import { z } from 'zod';
import { Failure } from '../../../failure.ts';
import { hotStatus, hotValueOf, isHot } from '../lead-status.ts';
import { mergeHotStatus } from '../lead-status-value.ts';
import type { Org } from '../org.ts';
import type { Deed, Finding } from './finding.ts';
import { readDefinitions } from './in-org.ts';
import { listed, metadataCall } from './metadata-call.ts';

const byHand = [
  'Setup > Object Manager > Lead > Fields & Relationships > Lead Status > New',
  `the value: ${hotStatus}`,
  'where the org has lead processes: Setup > Lead Processes, and add it to each that reps of hot leads use',
];

/** Whether Lead Status has the hot value, and each lead process, too: one that lacks it hides the value from its record types. */
export async function leadStatusFindings(org: Org, mayDeploy: boolean): Promise<Finding[]> {
  const about = { area: 'access', what: 'Lead Status' } as const;
  const isThere = hotValueOf(await org.describe('Lead')) !== undefined;
  const sentence = isThere
    ? `has the value "${hotStatus}"`
    : `the value "${hotStatus}" is to be added; all others stay`;
  const own: Finding = { ...about, state: isThere ? 'there' : 'missing', sentence };
  if (!mayDeploy) return [isThere ? own : { ...own, steps: byHand, left: 'hand' }];
  return [isThere ? own : { ...own, do: () => addValue(org) }, ...(await processFindings(org))];
}

async function addValue(org: Org): Promise<Deed> {
  const merged = await metadataCall(org, 'change Lead Status', async () => mergeHotStatus(await org.connection()));
  if (merged === 'added') return { did: `added the value "${hotStatus}"; all others stayed` };
  return merged === 'there' ? undefined : { problem: 'Salesforce did not save the value', steps: byHand };
}

const process = z.looseObject({
  fullName: z.string(),
  values: z.preprocess(listed, z.array(z.looseObject({ fullName: z.string() }))),
});
type Process = z.infer<typeof process>;

async function processFindings(org: Org): Promise<Finding[]> {
  return (await leadProcesses(org)).map((each): Finding => {
    const name = decodeURIComponent(each.fullName.replace(/^Lead\./, ''));
    const about = { area: 'access', what: `the lead process "${name}"` } as const;
    if (has(each)) return { ...about, state: 'there', sentence: 'has the value' };
    const sentence = 'lacks the value, so that its record types do not show it: it is to be added';
    return { ...about, state: 'missing', sentence, do: () => addTo(org, each.fullName, name) };
  });
}

async function leadProcesses(org: Org): Promise<Process[]> {
  try {
    const found = await metadataCall(org, 'list lead processes', (metadata) =>
      metadata.list({ type: 'BusinessProcess' }),
    );
    const names = z
      .array(z.object({ fullName: z.string() }))
      .parse(listed(found))
      .map(({ fullName }) => fullName);
    const ofLead = names.filter((name) => name.startsWith('Lead.'));
    return await readDefinitions(org, 'BusinessProcess', ofLead, process);
  } catch (error) {
    if (error instanceof Failure && error.code === 'forbidden') return [];
    throw error;
  }
}

// Values of processes are written with their special characters encoded.
function has({ values }: Process): boolean {
  return values.some(({ fullName }) => isHot(decodeURIComponent(fullName)));
}

/** Read again before it is written: what is left out of the values is lost to the process. */
async function addTo(org: Org, fullName: string, name: string): Promise<Deed> {
  const steps = [`Setup > Lead Processes > ${name}: add "${hotStatus}" to the selected values`];
  const [read] = await readDefinitions(org, 'BusinessProcess', [fullName], process);
  if (read === undefined || read.values.length === 0) return { problem: 'it could not be read', steps };
  if (has(read)) return undefined;
  const changed = { ...read, values: [...read.values, { fullName: hotStatus, default: false }] };
  const saved = await metadataCall(org, `change the lead process ${name}`, (metadata) =>
    metadata.update('BusinessProcess', changed as never),
  );
  const isSaved = listed(saved).every((one) => String((one as { success?: unknown }).success) === 'true');
  return isSaved
    ? { did: `added the value to the lead process "${name}"` }
    : { problem: 'Salesforce did not save it', steps };
}
