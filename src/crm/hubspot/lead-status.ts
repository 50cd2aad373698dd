import { z } from 'zod';
import { Failure } from '../../failure.ts';
import type { Ask } from './api.ts';
import { paths } from './paths.ts';

/** A choice of an enumeration property, with everything a PATCH must give back to keep it as it is. */
const propertyOption = z.object({
  label: z.string(),
  value: z.string(),
  displayOrder: z.number().optional(),
  hidden: z.boolean().optional(),
  description: z
    .string()
    .nullish()
    .transform((text) => text ?? undefined),
});
export type PropertyOption = z.infer<typeof propertyOption>;

const property = z.object({ name: z.string(), type: z.string(), options: z.array(propertyOption).nullish() });
export type Property = z.infer<typeof property>;

/** The Lead Status that says hot. */
export const hotStatus = { label: 'Hot Lead - Immediate Action Required', value: 'HOT_LEAD_IMMEDIATE_ACTION_REQUIRED' };

/** A contact property as the portal has it now; throws a Failure with code `not_found` when there is none. */
export function readProperty(ask: Ask, name: string): Promise<Property> {
  const path = `${paths.contactProperties}/${name}`;
  return ask({ what: `read property ${name}`, method: 'GET', path, writes: false }, property);
}

/** The portal's own option that says hot: someone may have made it by hand, with HubSpot's choice of value. */
export function hotOptionOf(options: PropertyOption[]): PropertyOption | undefined {
  return (
    options.find(({ value }) => value === hotStatus.value) ??
    options.find(({ label }) => label.trim() === hotStatus.label)
  );
}

/** The value to write for hot, read from the portal once and again after `forget`. */
export function hotStatusReader(ask: Ask): { value: () => Promise<string>; forget: () => void } {
  let known: Promise<string> | undefined;
  const forget = () => (known = undefined);
  const value = async () => {
    known ??= readHotValue(ask);
    try {
      return await known;
    } catch (error) {
      forget();
      throw error;
    }
  };
  return { value, forget };
}

async function readHotValue(ask: Ask): Promise<string> {
  try {
    const { options } = await readProperty(ask, 'hs_lead_status');
    return hotOptionOf(options ?? [])?.value ?? hotStatus.value;
  } catch (error) {
    // Reading definitions needs a scope that writing values does not.
    if (error instanceof Failure && error.code === 'forbidden') return hotStatus.value;
    throw error;
  }
}
