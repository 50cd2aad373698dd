import { areas } from '../crm/hubspot/setup/finding.ts';
import type { Settled } from '../crm/hubspot/setup/setup.ts';
import { setupInWords } from './setupWords.ts';

const titles = {
  account: 'The account',
  permissions: 'What the app may do',
  plan: 'What the account’s plan has',
  properties: 'Properties',
  workflows: 'Workflows',
};

/** What stands in an account, for people. */
export function portalSetupInWords(findings: readonly Settled[], dryRun: boolean): string[] {
  return setupInWords(findings, dryRun, { areas, titles, account: 'account', bullet: (step) => `${step + 1}.` });
}
