import { ROLLED_UP } from '../domain/telling/settings.ts';
import type { Target } from './told.ts';

/**
 * Many for one reader or place at once are one message. What may have been posted already stands apart from what was not: nobody
 * is to doubt what is new, or miss it because the other was given up.
 */
export function bundled(targets: Target[], from: number): Target[][] {
  const alike = Map.groupBy(targets, ({ channel, place, reader, step }) => {
    const where = place.kind === 'person' ? reader : place.id;
    return JSON.stringify([channel.kind, place.kind, where, step.calledAt === undefined ? 'new' : step.repeats]);
  });
  return [...alike.values()].flatMap((those) =>
    those.length >= from ? inMessages(those) : those.map((each) => [each]),
  );
}

/** What one message can hold. */
function inMessages(bundle: Target[]): Target[][] {
  const count = Math.ceil(bundle.length / ROLLED_UP);
  return Array.from({ length: count }, (_, index) => bundle.slice(index * ROLLED_UP, (index + 1) * ROLLED_UP));
}
