import type { Crm, Preparation } from '../crm.ts';
import { hotStatus, hotValueOf } from './lead-status.ts';
import type { Org } from './org.ts';
import { fieldsWritten, problemsOf } from './prepare-fields.ts';
import { csmProblem, queueProblem, queueQuestions, type Configured } from './prepare-settings.ts';

/**
 * `Crm.prepare`: looks whether the org has what we write, and what the configuration names, and changes nothing: an org is set up by
 * `hot-lead salesforce setup` alone. What is missing comes as a problem; while something is, nothing that was described is kept.
 */
export function prepare(org: Org, configured: Configured = {}): Crm['prepare'] {
  return async () => {
    org.forget();
    const objects = Object.keys(fieldsWritten);
    const [account, ...described] = await Promise.all(['Account', ...objects].map((object) => org.describe(object)));
    const lead = described[objects.indexOf('Lead')];
    const [rows = [], ...queue] = await org.queries({ what: 'read the organization' }, [
      'SELECT TimeZoneSidKey FROM Organization',
      ...queueQuestions(configured.taskQueue),
    ]);
    const found = [
      ...objects.flatMap((object, index) => problemsOf(object, described[index])),
      lead && hotValueOf(lead) === undefined ? statusProblem : undefined,
      queueProblem(configured.taskQueue, queue),
      csmProblem(configured.csmField, account),
    ];
    const problems = found.filter((problem) => problem !== undefined);
    if (problems.length > 0) org.forget();
    const zone = rows[0]?.['TimeZoneSidKey'];
    const prepared: Preparation = { done: [], problems };
    return typeof zone === 'string' ? { ...prepared, timeZone: zone } : prepared;
  };
}

const statusProblem = `salesforce: Lead Status lacks the value "${hotStatus}", so that no lead shows it: run \`hot-lead salesforce setup\``;
