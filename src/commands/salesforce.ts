import { salesforceSaidOnce } from './salesforceSaid.ts';
import { commandOf } from './subcommands.ts';

/** `hot-lead salesforce`: connecting Salesforce orgs and setting them up. */
export const salesforceCommand = commandOf('salesforce', {
  install: {
    takes: '[--workspace name]',
    says: 'print a link, good for an hour, by which somebody connects a Salesforce org',
    load: async () => salesforceSaidOnce((await import('./salesforceInstall.ts')).salesforceInstallCommand),
  },
  setup: {
    takes: '[--dry-run] [--reps] [--use-fields] [--workspace name] [--json]',
    says: 'deploy fields, reports and dashboard to the org, give out permissions, and say what is left for a person',
    load: async () => salesforceSaidOnce((await import('./salesforceSetup.ts')).salesforceSetupCommand),
  },
  status: {
    takes: '[--json]',
    says: 'list orgs: since when, as which user, API calls of the day, when it was last read, what is wrong',
    load: async () => salesforceSaidOnce((await import('./salesforceStatus.ts')).salesforceStatusCommand),
  },
  uninstall: {
    takes: '[--workspace name]',
    says: 'revoke our access to a Salesforce org and forget its tokens',
    load: async () => salesforceSaidOnce((await import('./salesforceUninstall.ts')).salesforceUninstallCommand),
  },
});
