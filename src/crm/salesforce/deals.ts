import { z } from 'zod';
import { Failure } from '../../failure.ts';
import type { CrmDeal } from '../crm.ts';
import type { Row } from './org.ts';

/** What is read of an opportunity. */
export const dealFields = [
  'Id',
  'StageName',
  'IsClosed',
  'IsWon',
  'OwnerId',
  'Amount',
  'CreatedDate',
  'SystemModstamp',
];

/** The same fields, of the record that another one points to. */
export function fieldsBy(relationship: string, fields: readonly string[]): string {
  return fields.map((name) => `${relationship}.${name}`).join(', ');
}

const time = z.string().transform((text, context) => {
  const at = Date.parse(text);
  if (Number.isFinite(at)) return at;
  context.addIssue({ code: 'custom', message: 'no time' });
  return z.NEVER;
});

const opportunity = z.object({
  Id: z.string(),
  StageName: z.string().nullish(),
  IsClosed: z.boolean(),
  IsWon: z.boolean(),
  OwnerId: z.string().nullish(),
  Amount: z.number().nullish(),
  CreatedDate: time,
  SystemModstamp: time,
});

/**
 * An opportunity in our words; the amount is in the opportunity's own currency. `us`: the user we are, whose deals are nobody's.
 * Throws a Failure on a row that is none.
 */
export function dealFrom(row: unknown, us: string): CrmDeal & { changedAt: number } {
  const parsed = opportunity.safeParse(row);
  if (!parsed.success) throw nonsense(parsed.error);
  const { Id, StageName, IsClosed, IsWon, OwnerId, Amount, CreatedDate, SystemModstamp } = parsed.data;
  return {
    id: Id,
    state: IsWon ? 'won' : IsClosed ? 'lost' : 'open',
    // What people call a stage is its value, but for a translation.
    ...(StageName && { stage: StageName, stageLabel: StageName }),
    ...(OwnerId && OwnerId !== us && { ownerId: OwnerId }),
    createdAt: CreatedDate,
    changedAt: SystemModstamp,
    ...(typeof Amount === 'number' && { amount: Amount }),
  };
}

/** A field that names another record; undefined where it is empty. */
export function idIn(row: Row, name: string): string | undefined {
  const value = row[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function nonsense(error: z.ZodError): Failure {
  const where = error.issues[0]?.path.join('.') ?? '';
  const message = `salesforce: an opportunity that is not as Salesforce documents it (${where}): trying again`;
  return Failure.retry(message, { code: 'nonsense' });
}
