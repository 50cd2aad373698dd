import type { Asked } from '../shared/ask.ts';
import type { Problem } from './editing.ts';

/** Why the server did not do it, and what it found wrong; undefined when it did. */
export type Refusal = { text: string; problems: Problem[] };

type Answered = { ok: true } | { ok: false; text: string; problems?: Problem[] };

/** A refusal comes as an answer that says so, or as an HTTP error whose body may say so too. */
export function refusalIn<T extends Answered>(asked: Asked<T>): Refusal | undefined {
  if (!asked.ok) return { text: asked.because, problems: problemsIn(asked.body) };
  return asked.data.ok ? undefined : { text: asked.data.text, problems: asked.data.problems ?? [] };
}

/** The problems of some place in the body of an HTTP error; what is wrong in general its text says. */
export function problemsIn(body: unknown): Problem[] {
  if (typeof body !== 'object' || body === null || !('problems' in body) || !Array.isArray(body.problems)) return [];
  return body.problems.filter(isProblem).filter(({ path }) => path !== '');
}

function isProblem(one: unknown): one is Problem {
  if (typeof one !== 'object' || one === null) return false;
  return 'path' in one && typeof one.path === 'string' && 'text' in one && typeof one.text === 'string';
}
