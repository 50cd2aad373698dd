import { z } from 'zod';
import { secretUrl } from './values.ts';
import { variable } from './variable.ts';

export const messageVariables = {
  SMTP_URL: variable({
    doc: 'The mail server for alerts when Slack is away, context e-mails and digests. Without it there is no e-mail.',
    expects: 'smtp://user:password@host:587 or smtps://user:password@host:465',
    example: 'smtp://user:password@smtp.example.com:587',
    hidden: true,
    schema: secretUrl(/^smtps?:\/\//),
  }),
  MAIL_FROM: variable({
    doc: 'The sender of those e-mails.',
    expects: 'an address such as hot-leads@example.com, or with a name: Hot leads <hot-leads@example.com>',
    example: 'Hot leads <hot-leads@example.com>',
    schema: z.string().regex(/^([^<>\s@]+@[^<>\s@]+\.[^<>\s@]+|[^<>]+ <[^<>\s@]+@[^<>\s@]+\.[^<>\s@]+>)$/),
  }),
  TEAMS_WEBHOOK_URL: variable({
    doc: 'A Microsoft Teams channel for what is not one rep’s, without Slack or while Slack is away: the address of a workflow "When a Teams webhook request is received".',
    where: 'Teams, the channel > Workflows',
    expects: 'an https:// address',
    example: 'https://prod-00.westeurope.logic.azure.com/workflows/00000000',
    hidden: true,
    schema: secretUrl(/^(https:\/\/|http:\/\/(localhost|127\.0\.0\.1)([:/]|$))/),
  }),
  HOOKS_TO_PRIVATE: variable({
    doc: 'Allows webhooks out to addresses inside your own network.',
    expects: 'yes or no',
    example: 'no',
    fallback: 'no',
    schema: z.enum(['yes', 'no']),
  }),
};
