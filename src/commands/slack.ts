import { commandOf } from './subcommands.ts';

/** `hot-lead slack`: setting the Slack app up. */
export const slackCommand = commandOf('slack', {
  manifest: {
    takes: '[--mode http|socket] [--url https://...] [--name "Hot Lead Signal"]',
    says: 'print what Slack takes to create the app (api.slack.com/apps > Create New App > From a manifest)',
    load: async () => (await import('./slackManifest.ts')).printManifest,
  },
  install: {
    takes: '',
    says: 'print a link, good for an hour, by which a Slack workspace installs the app',
    load: async () => (await import('./slackInstall.ts')).printInstallLink,
  },
  card: {
    takes: '--lead lead.json [--state open|...] [--at 2026-01-31T09:00:00Z] [--model model.json]',
    says: 'print the card that a rep would see for a lead, for Slack’s Block Kit Builder',
    load: async () => (await import('./slackCard.ts')).slackCardCommand,
  },
  reps: {
    takes: '[--json]',
    says: 'list reps with who they are in Slack, and who is not found there',
    load: async () => (await import('./slackReps.ts')).slackRepsCommand,
  },
  link: {
    takes: 'ann@example.com U0123456789 | ann@example.com --clear',
    says: 'say who a rep is in Slack, where the e-mails differ',
    load: async () => (await import('./slackReps.ts')).slackLinkCommand,
  },
});
