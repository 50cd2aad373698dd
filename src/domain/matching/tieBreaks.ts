import type { Candidate } from './candidate.ts';

/** `rate`: the highest stays. `chosen` follows "the one", `passed` follows "just as alike, but". */
type TieBreak = { chosen: string; passed: string; rate: (of: Candidate) => number };

const TIE_BREAKS: TieBreak[] = [
  { chosen: 'with an open deal', passed: 'has no open deal', rate: ({ openDeals = 0 }) => (openDeals > 0 ? 1 : 0) },
  { chosen: 'that is a customer', passed: 'is no customer', rate: ({ isCustomer }) => (isCustomer ? 1 : 0) },
  { chosen: 'that is a named account', passed: 'is no named account', rate: ({ isNamed }) => (isNamed ? 1 : 0) },
  {
    chosen: 'with the latest activity',
    passed: 'has no activity as late',
    rate: ({ lastActivityAt = -Infinity }) => lastActivityAt,
  },
  {
    chosen: 'that is oldest in the CRM',
    passed: 'is not as old in the CRM',
    rate: ({ createdAt = Infinity }) => -createdAt,
  },
];

/** `words`: how it was chosen, undefined when there was no choice; `passedOver` in the order in which they fell out. */
export type Settled = {
  account: string;
  words: string | undefined;
  passedOver: { account: string; because: string }[];
};

/**
 * One of companies that are equally alike: with an open deal, a customer, a named account, latest activity, oldest, first id. Each
 * question is asked only of those that the one before left. Undefined without any; ids differ.
 */
export function settle(rivals: readonly Candidate[]): Settled | undefined {
  const chosen: string[] = [];
  const passedOver: Settled['passedOver'] = [];
  let left = rivals.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  for (const { chosen: how, passed, rate } of TIE_BREAKS) {
    const best = Math.max(...left.map(rate));
    const stay = left.filter((rival) => rate(rival) === best);
    if (stay.length < left.length) chosen.push(`${stay.length === 1 ? 'the one' : `the ${stay.length}`} ${how}`);
    passedOver.push(...because(left, (rival) => rate(rival) < best, passed));
    left = stay;
  }
  const [winner] = left;
  if (winner === undefined) return undefined;
  if (left.length > 1) chosen.push('the one with the first id');
  passedOver.push(...because(left, ({ id }) => id !== winner.id, 'has a later id'));
  const words = chosen.length === 0 ? undefined : `of ${rivals.length} alike ${chosen.join(', of these ')}`;
  return { account: winner.id, words, passedOver };
}

function because(left: Candidate[], fell: (of: Candidate) => boolean, passed: string): Settled['passedOver'] {
  return left.filter(fell).map(({ id }) => ({ account: id, because: `just as alike, but ${passed}` }));
}
