import type { Candidate, Workplace } from './candidate.ts';
import { compareStrength, likenessOf, type Likeness } from './likeness.ts';
import { settle } from './tieBreaks.ts';

/** `matchedBy` and `because` in words: "same domain acme.com; of 3 alike the one with an open deal". */
export type AccountMatch = { account: string; matchedBy: string; passedOver: { account: string; because: string }[] };

type Alike = { candidate: Candidate; likeness: Likeness };

/**
 * The company a lead belongs to: what the CRM says; else the domain of its address; else of its website; else the same name;
 * else a similar name and one fact more (phone, page or country). `shared`: domains that are no company's (free mail,
 * disposable). `passedOver` has the others that had something in common with it, nearest first. Order of candidates does not
 * matter; one given twice counts by its stronger likeness.
 */
export function matchAccount(
  lead: Workplace,
  candidates: readonly Candidate[],
  shared: ReadonlySet<string>,
): AccountMatch | undefined {
  const alike = alikeTo(lead, candidates, shared);
  const best = alike[0]?.likeness;
  if (best === undefined || best.strength === 'not enough') return undefined;
  const settled = settle(asAlike(alike, best));
  return (
    settled && {
      account: settled.account,
      matchedBy: [wordsFor(settled.account, alike), settled.words].filter((part) => part !== undefined).join('; '),
      passedOver: [...settled.passedOver, ...lessAlike(alike, best)],
    }
  );
}

/** Strongest first, then id; each company once. */
function alikeTo(lead: Workplace, candidates: readonly Candidate[], shared: ReadonlySet<string>): Alike[] {
  const found = candidates.flatMap((candidate) => {
    const likeness = likenessOf(lead, candidate, shared);
    return likeness === undefined ? [] : [{ candidate, likeness }];
  });
  const sorted = found.toSorted((a, b) => compareStrength(a.likeness, b.likeness) || compareIds(a, b));
  const seen = new Set<string>();
  return sorted.filter(({ candidate }) => !seen.has(candidate.id) && seen.add(candidate.id));
}

function compareIds(a: Alike, b: Alike): number {
  if (a.candidate.id === b.candidate.id) return 0;
  return a.candidate.id < b.candidate.id ? -1 : 1;
}

function asAlike(alike: Alike[], best: Likeness): Candidate[] {
  return alike.filter(({ likeness }) => compareStrength(likeness, best) === 0).map(({ candidate }) => candidate);
}

function lessAlike(alike: Alike[], best: Likeness): AccountMatch['passedOver'] {
  return alike
    .filter(({ likeness }) => compareStrength(likeness, best) > 0)
    .map(({ candidate, likeness }) => ({ account: candidate.id, because: lessBecause(likeness, best) }));
}

function lessBecause({ strength, words }: Likeness, best: Likeness): string {
  return strength === 'not enough' ? words : `${words}: less than ${best.words}`;
}

function wordsFor(account: string, alike: Alike[]): string | undefined {
  return alike.find(({ candidate }) => candidate.id === account)?.likeness.words;
}
