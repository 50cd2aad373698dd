import type { Crm, Preparation } from '../crm.ts';
import type { Ask } from './api.ts';
import { deedOf } from './setup/finding.ts';
import { propertyChecks } from './setup/properties.ts';

/**
 * `Crm.prepare`: what a person must change comes as a problem, and the rest is still done. A passing failure throws, and so does
 * a refused token, with which nothing can be done.
 */
export function prepare(ask: Ask): Crm['prepare'] {
  return async () => {
    const report: Preparation = { done: [], problems: [] };
    for (const look of propertyChecks(ask)) {
      const finding = await look();
      if (finding.state === 'wrong') report.problems.push(finding.sentence);
      const deed = finding.do === undefined ? undefined : await deedOf(finding.do);
      if (deed === undefined) continue;
      if ('did' in deed) report.done.push(deed.did);
      else report.problems.push(deed.problem);
    }
    return report;
  };
}
