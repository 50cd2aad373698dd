import { areas } from '../crm/salesforce/setup/finding.ts';
import type { Settled } from '../crm/salesforce/setup/setup.ts';
import { setupInWords } from './setupWords.ts';

const titles = {
  org: 'The org',
  rights: 'What our user may do',
  features: 'What the org has',
  files: 'Fields, reports and dashboard',
  access: 'Lead Status and who may see what',
  hand: 'Left for a person',
};

/** What stands in an org, for people. */
export function orgSetupInWords(findings: readonly Settled[], dryRun: boolean): string[] {
  return setupInWords(findings, dryRun, { areas, titles, account: 'org', bullet: () => '-' });
}
