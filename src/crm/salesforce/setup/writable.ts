import type { Org } from '../org.ts';
import { fieldsWritten, problemsOf } from '../prepare-fields.ts';
import type { Finding } from './finding.ts';

/** What is wrong with the fields that the product writes, its own and the org's, as the user we are sees them. */
export async function writableProblems(org: Org): Promise<string[]> {
  const objects = Object.keys(fieldsWritten);
  const described = await Promise.all(objects.map((object) => org.describe(object)));
  return objects.flatMap((object, at) => problemsOf(object, described[at]));
}

/** Whether our user sees and may write every field that the product writes, by what the org describes. */
export async function writableFinding(org: Org, comes: boolean): Promise<Finding> {
  const about = { area: 'access', what: 'writing our fields' } as const;
  const problems = await writableProblems(org);
  const count = Object.values(fieldsWritten).flat().length;
  if (problems.length === 0) return { ...about, state: 'there', sentence: `all ${count} can be written by our user` };
  if (comes) return { ...about, state: 'missing', sentence: 'comes with the files and the permission set' };
  const steps = problems.map((problem) => problem.replace(/^salesforce: /, '').replace(/: run `[^`]*`$/, ''));
  const sentence =
    'not all of them; a profile or a permission set group may take away what "Hot Lead Integration" gives';
  return { ...about, state: 'wrong', sentence, steps };
}
