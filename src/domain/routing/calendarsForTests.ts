import { takeTurn, type Member } from '../roundRobin.ts';

const DAYS = 60;

/**
 * The furthest anybody ever was from their exact share over 1000 leads in a pool of 2 to 12 reps in any zones, with shifts of 4 to 9
 * hours, days off, and weights up to 400 times each other. The same for the same seed.
 */
export function worstInCalendar(seed: number): number {
  const chance = chanceFrom(seed);
  const shifts = Array.from({ length: 2 + Math.floor(chance() * 11) }, (_, i) => shiftsOf(`rep${i}`, chance));
  let members: Member[] = shifts.map(({ rep, weight }) => ({ rep, weight, entitlement: 0, assigned: 0 }));
  let hour = 0;
  for (let lead = 0; lead < 1_000; lead += 1) {
    hour += -Math.log(1 - chance()) * ((DAYS * 24) / 1_000);
    const here = shifts.filter(({ works }) => works(hour)).map(({ rep }) => rep);
    members = takeTurn(members, new Set(here), lead)?.members ?? members;
  }
  return members.reduce((worst, member) => Math.max(worst, member.worst ?? 0), 0);
}

function shiftsOf(
  rep: string,
  chance: () => number,
): { rep: string; weight: number; works: (hour: number) => boolean } {
  const weight = Math.exp((chance() - 0.5) * 6);
  const start = Math.floor(chance() * 24);
  const length = 4 + Math.floor(chance() * 6);
  const days = Array.from({ length: DAYS }, (_, day) => day % 7 < 5 && chance() > 0.1);
  const works = (hour: number) => {
    const begun = Math.floor((hour - start) / 24);
    return hour - start - begun * 24 < length && days[((begun % DAYS) + DAYS) % DAYS] === true;
  };
  return { rep, weight, works };
}

/** Numbers in [0, 1) by a linear congruential generator (Numerical Recipes' constants). */
function chanceFrom(seed: number): () => number {
  let state = Math.imul(seed + 1, 2_654_435_761) >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
