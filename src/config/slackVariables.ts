import { z } from 'zod';
import { secret, webUrl } from './values.ts';
import { variable } from './variable.ts';

export const slackVariables = {
  SLACK_BOT_TOKEN: variable({
    doc: 'Bot token of the Slack app that `hot-lead slack manifest` describes; docs/slack.md says why it asks for each permission.',
    where: 'api.slack.com/apps > your app > OAuth & Permissions > Bot User OAuth Token',
    expects: 'a token that starts with xoxb-, without quotes or spaces',
    example: 'xoxb-000000000000-000000000000-xxxxxxxxxxxxxxxxxxxxxxxx',
    hidden: true,
    alias: ['SLACK_TOKEN', 'SLACK_API_TOKEN'],
    schema: secret.refine((value) => value.reveal().startsWith('xoxb-')),
  }),
  SLACK_CHANNEL: variable({
    doc: 'The channel that sees every hot lead. A private one needs the app as a member.',
    expects: 'a channel as #name or as an id such as C0123456789',
    example: '#hot-leads',
    fallback: '#hot-leads',
    schema: z.string().regex(/^(#[^\s#,]+|[CG][A-Z0-9]{5,})$/),
  }),
  SLACK_SIGNING_SECRET: variable({
    doc: 'Proves that a press of a button is from Slack. Needed with PUBLIC_URL for buttons, /hotleads and the app’s home.',
    where: 'api.slack.com/apps > your app > Basic Information > Signing Secret',
    expects: 'a signing secret, without quotes or spaces',
    example: '00000000000000000000000000000000',
    hidden: true,
    schema: secret,
  }),
  SLACK_APP_TOKEN: variable({
    doc: 'Buttons without a public address: Slack is asked over a socket. Instead of SLACK_SIGNING_SECRET.',
    where: 'api.slack.com/apps > your app > Basic Information > App-Level Tokens, with connections:write',
    expects: 'a token that starts with xapp-, without quotes or spaces',
    example: 'xapp-1-A0000000000-0000000000000-xxxxxxxx',
    hidden: true,
    schema: secret.refine((value) => value.reveal().startsWith('xapp-')),
  }),
  SLACK_CLIENT_ID: variable({
    doc: 'Lets Slack workspaces install the app by a link instead of SLACK_BOT_TOKEN: see `hot-lead slack install`.',
    where: 'api.slack.com/apps > your app > Basic Information > Client ID',
    expects: 'two numbers with a dot between them',
    example: '0000000000.0000000000',
    schema: z.string().regex(/^\d+\.\d+$/),
  }),
  SLACK_CLIENT_SECRET: variable({
    doc: 'Belongs to SLACK_CLIENT_ID.',
    where: 'api.slack.com/apps > your app > Basic Information > Client Secret',
    expects: 'a client secret, without quotes or spaces',
    example: '00000000000000000000000000000000',
    hidden: true,
    schema: secret,
  }),
  SLACK_API_URL: variable({
    doc: 'Where Slack answers; changed for tests only.',
    expects: 'an http(s):// address',
    example: 'https://slack.com/api',
    fallback: 'https://slack.com/api',
    schema: webUrl(/^https?:\/\//),
  }),
};
