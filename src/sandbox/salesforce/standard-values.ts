import { flag, kept, number, text, type Field } from './fields.ts';
import type { NewObject } from './schema.ts';

const prefixes = { LeadStatus: '01J', TaskStatus: '01T', TaskPriority: '01U', OpportunityStage: '01I' };

/** The values of a standard picklist as rows that SOQL reads. */
function picklistObject(name: keyof typeof prefixes): NewObject {
  const flags: Record<keyof typeof prefixes, Field[]> = {
    LeadStatus: [flag('IsConverted', kept)],
    TaskStatus: [flag('IsClosed', kept)],
    TaskPriority: [flag('IsHighPriority', kept)],
    OpportunityStage: [
      flag('IsClosed', kept),
      flag('IsWon', kept),
      flag('IsActive', kept),
      number('DefaultProbability', kept),
    ],
  };
  const isDefault = name === 'OpportunityStage' ? [] : [flag('IsDefault', kept)];
  const fields = [
    text('ApiName', 255, kept),
    text('MasterLabel', 255, kept),
    number('SortOrder', kept),
    ...isDefault,
    ...flags[name],
  ];
  return { name, keyPrefix: prefixes[name], createable: false, updateable: false, deletable: false, fields };
}

export const valueObjects: NewObject[] = (Object.keys(prefixes) as (keyof typeof prefixes)[]).map(picklistObject);
