import { DAY_MS } from '../domain/decay.ts';
import type { Model } from '../domain/model.ts';
import { openedMessageOf } from '../domain/telling/openedMessage.ts';
import { warmClickOf } from '../domain/telling/warmClicks.ts';
import type { NewNotice } from '../store/accounts.ts';
import type { Decided } from './decide.ts';

/**
 * Patterns of opens, and a warm lead's click, of the last day; older ones were told, or are no news. Of who is kept
 * from sales: none. What was so before anybody watched, the first import only brings: it is no news either.
 */
export function noticesOf(model: Model, watchingSince: number): (each: Decided) => NewNotice[] {
  return ({ lead, looked }) => {
    if (looked.suppressed !== undefined) return [];
    const { at: now } = looked.standing;
    const patterns = looked.patterns
      .filter(({ at }) => now - at < DAY_MS && at >= watchingSince)
      .map(({ key, kind, at, ...facts }) => {
        const named = openedMessageOf({ key, kind, at, ...facts }, lead.signals, model.opens, now);
        return { key: `opens:${lead.id}:${key}`, kind, lead: lead.id, at, facts: { ...facts, ...named } };
      });
    const click = looked.move.kind === 'open' ? undefined : warmClickOf(lead, looked.standing, model);
    if (click === undefined || click.at < watchingSince) return patterns;
    const { key, kind, at, ...facts } = click;
    return [...patterns, { key: `opens:${lead.id}:${key}`, kind, lead: lead.id, at, facts }];
  };
}
