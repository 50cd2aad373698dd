import { z } from 'zod';
import { Failure } from '../../../failure.ts';
import type { Ask } from '../api.ts';
import { paths } from '../paths.ts';
import type { Finding } from './finding.ts';

const what = 'room for custom properties';
const counted = z.object({ limit: z.number().nullish(), usage: z.number().nullish() });
const limits = z.object({
  byObjectType: z.array(counted.extend({ objectTypeId: z.string() })).nullish(),
  overallLimit: z.number().nullish(),
  overallUsage: z.number().nullish(),
});

/**
 * The findings about properties behind one of the room for them: what there is no room for is not tried. Where HubSpot does not
 * tell the room, all is tried.
 */
export async function withRoom(ask: Ask, findings: Finding[]): Promise<Finding[]> {
  const needed = findings.filter(({ takesProperty }) => takesProperty).length;
  const left = await roomLeft(ask);
  const room = { area: 'properties', what, ...roomInWords(left, needed) } as const;
  let free = left ?? Infinity;
  const fitting = findings.map((finding): Finding => {
    if (!finding.takesProperty || free-- > 0) return finding;
    const { do: _left, ...rest } = finding;
    return { ...rest, state: 'wrong', sentence: 'not there, and there is no room for it' };
  });
  return [room, ...fitting];
}

function roomInWords(left: number | undefined, needed: number): Pick<Finding, 'state' | 'sentence'> {
  if (left === undefined)
    return { state: 'cannot', sentence: 'HubSpot does not tell how many more this account may have: all are tried' };
  if (left >= needed) return { state: 'there', sentence: `${left} more may be made, ${needed} are needed` };
  const advice =
    'delete ones that nobody uses (HubSpot, Settings > Properties), or get a plan with more, then run this again';
  return { state: 'wrong', sentence: `${left} more may be made, and ${needed} are needed: ${advice}` };
}

async function roomLeft(ask: Ask): Promise<number | undefined> {
  const call = { what: 'read the limit of custom properties', method: 'GET', writes: false } as const;
  try {
    const found = await ask({ ...call, path: paths.customPropertyLimits }, limits);
    const contacts = found.byObjectType?.find(({ objectTypeId }) => objectTypeId === '0-1');
    const rooms = [contacts, { limit: found.overallLimit, usage: found.overallUsage }].flatMap((one) =>
      one?.limit == null || one.usage == null ? [] : [Math.max(0, one.limit - one.usage)],
    );
    return rooms.length === 0 ? undefined : Math.min(...rooms);
  } catch (error) {
    const failure = Failure.from(error);
    if (failure.kind === 'permanent' || failure.code === 'forbidden') return undefined;
    throw error;
  }
}
