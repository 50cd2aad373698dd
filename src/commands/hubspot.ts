import { saidOnce } from './hubspotSaid.ts';
import { commandOf } from './subcommands.ts';

/** `hot-lead hubspot`: connecting HubSpot accounts and setting them up. */
export const hubspotCommand = commandOf('hubspot', {
  app: {
    takes: '--out <folder> [--static] [--url https://...] [--support help@acme.com]',
    says: 'write the HubSpot app as a folder that is ready to upload',
    load: async () => saidOnce((await import('./hubspotApp.ts')).hubspotAppCommand),
  },
  install: {
    takes: '[--workspace name]',
    says: 'print a link, good for an hour, by which a HubSpot account installs the app',
    load: async () => saidOnce((await import('./hubspotInstall.ts')).hubspotInstallCommand),
  },
  setup: {
    takes:
      '[--dry-run] [--json] [--workspace name] [--recipe] [--demo-form "Demo Request"] [--pricing-page /pricing] [--action-id 123456[@version]]',
    says: 'make and verify what the product needs in HubSpot, and say what the account cannot do',
    load: async () => saidOnce((await import('./hubspotSetup.ts')).hubspotSetupCommand),
  },
  status: {
    takes: '[--json]',
    says: 'list connected accounts: since when, what they may not read, calls left today, how far the import is',
    load: async () => saidOnce((await import('./hubspotStatus.ts')).hubspotStatusCommand),
  },
  uninstall: {
    takes: '[--workspace name]',
    says: 'remove the app from a HubSpot account and forget its tokens',
    load: async () => saidOnce((await import('./hubspotUninstall.ts')).hubspotUninstallCommand),
  },
});
