import { defaultModel } from '../../src/domain/model.ts';
import type { Signal } from '../../src/domain/signals.ts';
import type { Standing } from '../../src/domain/tiers.ts';
import { chanceFrom, mixedSignals } from './scoring.ts';

/** What a rival says of a lead. */
export type Verdict = Pick<Standing, 'score' | 'tier'>;
/** Answers in the leads' order. */
export type Judge = (leads: readonly Signal[][]) => Promise<Verdict[]>;

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const allTypes = Object.keys(defaultModel.catalogue);
const weakTypes = allTypes.filter((type) =>
  ['engagement', 'negative'].includes(defaultModel.catalogue[type]?.family ?? ''),
);

/** How much of a lead's doings is strong and recent (0 to 1), what they are about, and how sure their sources are (0 to 1). */
type Nature = { interest: number; types: string[]; sureness: number };

/**
 * Leads of twenty mixed signals each, the same every time, with what makes scoring hard: unsure signals, clocks that run
 * ahead, refreshes, old signals, news of the company. Some do few kinds of things, or little, so that every rule decides
 * for some of them.
 */
export function rivalLeads(count: number, now: number): Signal[][] {
  return Array.from({ length: count }, (_, lead) => {
    const chance = chanceFrom(count + lead);
    const nature = natureFrom(chance);
    const signals: Signal[] = [];
    for (const mixed of mixedSignals(lead, now)) {
      const signal = ofNature(mixed, nature, chance);
      signals.push(twisted(signal, signals.at(-1) ?? signal, now, chance()));
    }
    return signals;
  });
}

function natureFrom(chance: () => number): Nature {
  const few = () => Array.from({ length: 4 }, () => oneOf(allTypes, chance));
  return {
    interest: chance(),
    types: chance() < 0.4 ? few() : allTypes,
    sureness: chance() < 0.3 ? 0.3 + chance() / 3 : 1,
  };
}

function ofNature(signal: Signal, { interest, types, sureness }: Nature, chance: () => number): Signal {
  const type = oneOf(chance() < interest ? types : weakTypes, chance);
  const at = Math.round(signal.at - chance() * (1 - interest) * 20 * DAY_MS);
  const subject = defaultModel.catalogue[type]?.family === 'firmographic' ? 'company' : 'lead';
  return { ...signal, type, at, receivedAt: at, subject, confidence: sureness };
}

function oneOf(types: string[], chance: () => number): string {
  return types[Math.floor(chance() * types.length)] ?? 'email_open';
}

function twisted(signal: Signal, before: Signal, now: number, chance: number): Signal {
  const { asset: _, ...aboutNothing } = signal;
  if (chance < 0.1) return { ...signal, confidence: Math.floor(chance * 100) / 10 };
  if (chance < 0.13) return { ...signal, at: now + Math.round((chance - 0.1) * 300 * MINUTE_MS) };
  if (chance < 0.3) return refreshed(signal, before, (chance - 0.13) * 200 * MINUTE_MS);
  return chance < 0.4 ? aboutNothing : signal;
}

/** The same page as before, up to 34 minutes earlier, so that three in a row may be one visit or two. */
function refreshed(signal: Signal, { type, subject, asset, at }: Signal, earlierMs: number): Signal {
  const same = { ...signal, type, subject, at: Math.round(at - earlierMs), confidence: 0.9 };
  return asset === undefined ? same : { ...same, asset };
}
