import { DAY_MS, MINUTE_MS } from '../decay.ts';
import type { LeadState } from '../look.ts';
import type { Model } from '../model.ts';
import { type Grade, gradesAt } from '../opens/opens.ts';
import type { Signal } from '../signals.ts';
import type { Standing } from '../tiers.ts';
import { messageNameOf } from './openedMessage.ts';

/** Grades from this one on are a person's: probably, or confirmed. */
const PERSONS_GRADE = 4;

/** A warm lead clicked, by all that is known a person. `key` is the same for one lead and day (UTC). `at` is epoch ms. */
export type WarmClick = { kind: 'warm_click'; key: string; at: number; link?: string; about?: string };

/**
 * The newest click of the last day that a look sees for the first time, if the lead is warm and nothing else tells of it: it has
 * no episode. Clicks that machines may have made never count; of one without details the source's own word does.
 */
export function warmClickOf(
  { signals, unseenFrom, open }: Pick<LeadState, 'signals' | 'unseenFrom' | 'open'>,
  { tier, at: now }: Pick<Standing, 'tier' | 'at'>,
  { opens, aheadMinutes }: Pick<Model, 'opens' | 'aheadMinutes'>,
): WarmClick | undefined {
  if (tier !== 3 || open !== undefined || unseenFrom === undefined) return undefined;
  const fresh = signals.filter(
    ({ type, at }) => opens.clickTypes.includes(type) && at >= unseenFrom && now - at < DAY_MS,
  );
  if (fresh.length === 0) return undefined;
  const grades = gradesAt(now, signals, opens, aheadMinutes * MINUTE_MS);
  const clicks = fresh.filter((click) => isPersons(click, grades.get(click.id), opens.confidence.probable));
  const newest = clicks.toSorted((a, b) => b.at - a.at || (a.id < b.id ? -1 : 1))[0];
  return newest && { kind: 'warm_click', key: `warm_click/${dayOf(newest.at)}`, at: newest.at, ...placeOf(newest) };
}

function isPersons({ confidence }: Signal, grade: Grade | undefined, probable: number): boolean {
  return grade === undefined ? confidence >= probable : grade.tier >= PERSONS_GRADE;
}

/** Which link, without what may name the person, and of which message. */
function placeOf(click: Signal): Pick<WarmClick, 'link' | 'about'> {
  const link = click.mail?.link?.replace(/[?#].*$/s, '');
  const about = messageNameOf(click);
  return { ...(link !== undefined && link !== '' && { link }), ...(about !== undefined && { about }) };
}

function dayOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}
