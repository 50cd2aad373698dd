import { z } from 'zod';
import type { Ask } from '../api.ts';
import { hotOptionOf, hotStatus, readProperty, type Property, type PropertyOption } from '../lead-status.ts';
import { paths } from '../paths.ts';
import type { Deed, Finding } from './finding.ts';

const where = 'in HubSpot (Settings > Properties)';

/** The Lead Status that says hot: the portal's own by its label, however it came there, or one to be added behind all others. */
export async function lookAtHotStatus(ask: Ask): Promise<Omit<Finding, 'area' | 'what'>> {
  const { options } = await readProperty(ask, 'hs_lead_status');
  const existing = hotOptionOf(options ?? []);
  if (existing?.hidden)
    return {
      state: 'wrong',
      sentence: `hubspot: the Lead Status option "${existing.label}" is hidden: show it ${where}`,
    };
  if (existing) return { state: 'there', sentence: `"${existing.label}" is one of ${options?.length ?? 0} options` };
  const sentence = `"${hotStatus.label}" is to be added behind the portal's own ${options?.length ?? 0} options, which stay`;
  return { state: 'missing', sentence, do: () => addHotStatus(ask) };
}

// The list is read again just before: what people changed since the plan was made must not be lost by replacing it.
async function addHotStatus(ask: Ask): Promise<Deed> {
  const found = await readProperty(ask, 'hs_lead_status');
  const options = found.options ?? [];
  if (hotOptionOf(options)) return undefined;
  const displayOrder = Math.max(-1, ...options.map((option) => option.displayOrder ?? -1)) + 1;
  return addOptions(ask, found, [{ ...hotStatus, displayOrder, hidden: false, description: undefined }]);
}

/** The wanted options, by value, that a property lacks. */
export function lacking(found: Property, wanted: readonly PropertyOption[] = []): PropertyOption[] {
  return wanted.filter(({ value }) => !found.options?.some((option) => option.value === value));
}

/** Adds options behind those that are there, which go back as they are: a PATCH replaces the whole list. Read again to be sure. */
export async function addOptions(ask: Ask, found: Property, missing: PropertyOption[]): Promise<Deed> {
  const wanted = [...(found.options ?? []), ...missing];
  const path = `${paths.contactProperties}/${found.name}`;
  const call = { what: `add an option to ${found.name}`, method: 'PATCH', path, body: { options: wanted } } as const;
  await ask({ ...call, writes: true }, z.unknown());
  const after = new Set((await readProperty(ask, found.name)).options?.map(({ value }) => value));
  const lost = wanted.filter(({ value }) => !after.has(value));
  if (lost.length === 0) return { did: `added to ${found.name}: ${labelsOf(missing)}` };
  return { problem: `hubspot: ${found.name} lacks the options ${labelsOf(lost)} after adding: add them ${where}` };
}

/** Their labels in quotation marks. */
export function labelsOf(options: readonly PropertyOption[]): string {
  return options.map(({ label }) => `"${label}"`).join(', ');
}
