import { hour, named, pools } from './weekTeam.ts';

/** How a lead comes: by a form, or by what it reads (enough for tier 1, or for tier 2). */
type Coming = 'demo' | 'sales' | 'reading' | 'reading much';

/** Whose a lead is before the product decides anything. */
type Whose =
  | { kind: 'nobody'; pool: keyof typeof pools }
  | { kind: 'named'; account: string }
  | { kind: 'deal'; stage: string; owner: string }
  | { kind: 'owned'; owner: string };

/** What the rep who has it does: calls so many of their working minutes after they got it, or says first that they will. */
type Answering =
  | { kind: 'calls'; after: number }
  | { kind: 'claims'; after: number; calls?: number }
  | { kind: 'never' };

export type WeekLead = {
  /** "Lead 07", in the order of their coming. */
  name: string;
  at: number;
  email: string;
  country: string;
  coming: Coming;
  whose: Whose;
  answering: Answering;
};

const LEADS = 84;
/** Every so many leads in this order; what is named twice comes twice as often. */
const owners: Whose[] = [
  { kind: 'nobody', pool: 'default' },
  { kind: 'nobody', pool: 'emea' },
  { kind: 'named', account: 'northwind.example' },
  { kind: 'nobody', pool: 'default' },
  { kind: 'deal', stage: 'presentationscheduled', owner: 'Fay' },
  { kind: 'nobody', pool: 'emea' },
  { kind: 'owned', owner: 'Bob' },
  { kind: 'nobody', pool: 'default' },
  { kind: 'named', account: 'globex.example' },
  { kind: 'deal', stage: 'appointmentscheduled', owner: 'Cho' },
  { kind: 'nobody', pool: 'default' },
  { kind: 'deal', stage: 'closedwon', owner: 'Lea' },
  { kind: 'nobody', pool: 'emea' },
  { kind: 'named', account: 'initech.example' },
  { kind: 'deal', stage: 'contractsent', owner: 'Ida' },
  { kind: 'nobody', pool: 'default' },
  { kind: 'owned', owner: 'Hal' },
];
const countries = {
  default: ['United States', 'Canada', 'India', 'Japan'],
  emea: ['Germany', 'France', 'United Kingdom'],
};

/** The leads of the week in the order in which they come, at all hours, the same every time. */
export function weekLeads(): WeekLead[] {
  const chance = chanceFrom(41);
  const times = Array.from({ length: LEADS }, () => comingAt(chance)).toSorted((a, b) => a - b);
  return times.map((at, i) => leadAt(at, i, chance));
}

/** Whole minutes, so that both calendars agree to the minute; the day's middle of Europe and America more than the night. */
function comingAt(chance: () => number): number {
  const day = 1 + Math.floor(chance() * 7);
  const of = chance() < 0.6 ? 7 + chance() * 14 : chance() * 24;
  return Math.floor(hour(day, of) / 60_000) * 60_000;
}

function leadAt(at: number, i: number, chance: () => number): WeekLead {
  const whose = owners[i % owners.length] ?? { kind: 'nobody', pool: 'default' };
  const no = String(i + 1).padStart(2, '0');
  const domain = whose.kind === 'named' ? whose.account : `company${no}.example`;
  const from = countries[whose.kind === 'nobody' ? whose.pool : 'default'];
  return {
    name: `Lead ${no}`,
    at,
    email: `lead${no}@${domain}`,
    country: from[Math.floor(chance() * from.length)] ?? 'Japan',
    coming: pick(chance, ['demo', 'demo', 'sales', 'reading', 'reading', 'reading much']) ?? 'demo',
    whose,
    answering: answering(chance),
  };
}

function answering(chance: () => number): Answering {
  const of = chance();
  const soon = 2 + Math.floor(chance() * 25);
  if (of < 0.5) return { kind: 'calls', after: soon };
  if (of < 0.65) return { kind: 'calls', after: soon + 40 };
  if (of < 0.77) return { kind: 'claims', after: Math.min(soon, 9), calls: soon };
  if (of < 0.83) return { kind: 'claims', after: Math.min(soon, 9) };
  return { kind: 'never' };
}

/** Those who may have a lead of nobody's, or one whose rep is away: by the settings of the week, told anew. */
export function mayHave({ whose }: Pick<WeekLead, 'whose'>): string[] {
  if (whose.kind === 'nobody') return [...new Set([...pools[whose.pool], ...pools.default])];
  if (whose.kind === 'named') {
    const { rep, backup } = named[whose.account] ?? { rep: '', backup: '' };
    return [rep, backup];
  }
  return pools.default;
}

function pick<T>(chance: () => number, from: readonly T[]): T | undefined {
  return from[Math.floor(chance() * from.length)];
}

/** Numbers in [0, 1) by a linear congruential generator (Numerical Recipes' constants). */
function chanceFrom(seed: number): () => number {
  let state = Math.imul(seed + 1, 2_654_435_761) >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
