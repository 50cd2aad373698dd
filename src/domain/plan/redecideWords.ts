/**
 * What an answer decides, without how it says it: reasons, the words of a pattern's parts, what candidates were told and the
 * rules that did not match are for people, and each release may word them otherwise. What is no answer stays as it is.
 */
export function decidedIn(answer: unknown): unknown {
  if (Array.isArray(answer)) return answer.map(decidedIn);
  if (typeof answer !== 'object' || answer === null) return answer;
  const parts = Object.entries(answer).filter(([key]) => key !== 'because' && key !== 'words');
  return Object.fromEntries(parts.map(([key, part]) => [key, decidedOf(key, part)]));
}

function decidedOf(key: string, part: unknown): unknown {
  if (key === 'unassigned' && typeof part === 'string') return true;
  if (key === 'rules' && Array.isArray(part)) return part.filter(isMatch).map(({ rule }) => rule);
  if (key === 'candidates' && Array.isArray(part)) return part.map(({ rep }: { rep: unknown }) => rep);
  return decidedIn(part);
}

function isMatch(rule: { matched?: unknown; rule?: unknown } | null): rule is { matched: true; rule: unknown } {
  return rule?.matched === true;
}
