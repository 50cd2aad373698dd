import type { Property } from './property-table.ts';
import { invalid, type Refusal } from './refusal.ts';

type Fault = { error: string; message: string };

/** What validation must know about the portal. HubSpot itself (`byHubspot`) may write what is read only for apps. */
export type ValueRules = {
  portalId: number;
  properties: Map<string, Property>;
  isOwner: (id: string) => boolean;
  byHubspot?: true;
};

/**
 * The values as HubSpot keeps them (dates and times as ISO text). One bad value refuses them all, in the shape
 * "Property values were not valid: [...]" that HubSpot has for it.
 */
export function checkedValues(values: Record<string, string>, rules: ValueRules): Record<string, string> {
  const faults: object[] = [];
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(values)) {
    const found = checkedValue(name, value, rules);
    if (typeof found === 'string') kept[name] = found;
    else
      faults.push({ isValid: false, ...found, name, localizedErrorMessage: found.message, portalId: rules.portalId });
  }
  if (faults.length > 0) throw valuesRefused(faults);
  return kept;
}

function valuesRefused(faults: object[]): Refusal {
  return invalid(`Property values were not valid: ${JSON.stringify(faults)}`);
}

// Documented are the status, the category and the envelope; these codes and words are as public error reports quote them,
// so nothing should branch on them.
function checkedValue(name: string, value: string, rules: ValueRules): string | Fault {
  const property = rules.properties.get(name);
  if (!property || property.archived) {
    return { error: 'PROPERTY_DOESNT_EXIST', message: `Property "${name}" does not exist` };
  }
  if (property.modificationMetadata.readOnlyValue && !rules.byHubspot) {
    return { error: 'READ_ONLY_VALUE', message: `"${name}" is a read only property; its value cannot be set.` };
  }
  if (value === '') return '';
  if (property.referencedObjectType === 'OWNER') {
    // The refusal is documented by its code only; the wording is ours.
    return rules.isOwner(value) ? value : { error: 'INVALID_OWNER_ID', message: `${value} is not a valid owner` };
  }
  if (name === 'email' && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value)) {
    return { error: 'INVALID_EMAIL', message: `Email address ${value} is invalid` };
  }
  return typedValue(property, value);
}

function typedValue(property: Property, value: string): string | Fault {
  switch (property.type) {
    case 'number':
      return value.trim() !== '' && Number.isFinite(Number(value))
        ? value
        : fault('INVALID_DOUBLE', value, 'a valid number');
    case 'datetime': {
      const at = instantFrom(value);
      return at === undefined ? fault('INVALID_LONG', value, 'a valid long') : new Date(at).toISOString();
    }
    case 'date':
      return dateValue(value) ?? fault('INVALID_DATE', value, 'a valid date (midnight UTC)');
    case 'bool':
      return value === 'true' || value === 'false' ? value : fault('INVALID_BOOLEAN', value, 'true or false');
    case 'enumeration':
      return enumerationValue(property, value);
    default:
      // Text over 65,536 characters is refused: dossier 3.1.
      return value.length <= 65_536
        ? value
        : { error: 'VALUE_TOO_LONG', message: 'the value is longer than 65536 characters' };
  }
}

function fault(error: string, value: string, wanted: string): Fault {
  return { error, message: `${value} was not ${wanted}.` };
}

function enumerationValue(property: Property, value: string): string | Fault {
  const allowed = new Set(property.options.map((option) => option.value));
  const chosen = property.fieldType === 'checkbox' ? value.split(';').filter((part) => part !== '') : [value];
  if (chosen.every((part) => allowed.has(part))) return value;
  const listed = property.options.map((option) => `label: "${option.label}"\nvalue: "${option.value}"`).join(', ');
  return { error: 'INVALID_OPTION', message: `${value} was not one of the allowed options: [${listed}]` };
}

/** Epoch milliseconds of an epoch-ms text or an ISO time; undefined when it is neither. */
export function instantFrom(value: string): number | undefined {
  if (/^-?\d+$/.test(value)) return new Date(Number(value)).getTime() >= 0 ? Number(value) : undefined;
  if (!/^\d{4}-\d\d-\d\d/.test(value)) return undefined;
  const at = Date.parse(value);
  return Number.isNaN(at) ? undefined : at;
}

function dateValue(value: string): string | undefined {
  const at = instantFrom(value);
  return at === undefined || at % 86_400_000 !== 0 ? undefined : new Date(at).toISOString().slice(0, 10);
}
