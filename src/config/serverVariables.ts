import { z } from 'zod';
import { isTimeZone, secret, secretUrl, webUrl, wholeNumber } from './values.ts';
import { variable } from './variable.ts';

const levels = ['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace'] as const;

export const serverVariables = {
  PORT: variable({
    doc: 'The port the server listens on; 0 takes any free one.',
    expects: 'a whole number from 0 to 65535',
    example: '3000',
    fallback: '3000',
    schema: wholeNumber(0, 65_535),
  }),
  PUBLIC_URL: variable({
    doc: 'How the internet reaches this server. HubSpot sends its webhooks there; without it HubSpot is only polled.',
    expects: 'an https:// address (http:// for localhost only)',
    example: 'https://hot-leads.example.com',
    schema: webUrl(/^(https:\/\/|http:\/\/(localhost|127\.0\.0\.1)([:/]|$))/),
  }),
  DATABASE_URL: variable({
    doc: 'PostgreSQL to use. Without it a PostgreSQL of our own runs in DATA_DIR.',
    expects: 'postgres://user:password@host:5432/database',
    example: 'postgres://hotlead:password@db.example.com:5432/hotlead',
    hidden: true,
    schema: secretUrl(/^postgres(ql)?:\/\//),
  }),
  REDIS_URL: variable({
    doc: 'Redis for the job queue. Without it the queue is in PostgreSQL.',
    expects: 'redis://host:6379 or rediss://user:password@host:6379',
    example: 'redis://redis.example.com:6379',
    hidden: true,
    schema: secretUrl(/^rediss?:\/\//),
  }),
  DATA_DIR: variable({
    doc: 'The folder of our own PostgreSQL. Deleting it deletes the data.',
    expects: 'a path',
    example: '.data',
    fallback: '.data',
    schema: z.string(),
  }),
  LOG_LEVEL: variable({
    doc: 'How much is logged.',
    expects: `one of ${levels.join(', ')}`,
    example: 'info',
    fallback: 'info',
    schema: z.enum(levels),
  }),
  DEFAULT_TIME_ZONE: variable({
    doc: 'The time zone of what many read, as the reasons in the CRM, and of reps whose own is not known.',
    expects: 'an IANA name such as Europe/Berlin',
    example: 'UTC',
    fallback: 'UTC',
    schema: z.string().refine(isTimeZone),
  }),
  SECRET_KEY: variable({
    doc: 'Seals tokens in the database and signs the links in e-mails. Changing it makes both useless.',
    where: '`openssl rand -hex 32`',
    expects: 'at least 32 characters, without quotes or spaces',
    example: '0000000000000000000000000000000000000000000000000000000000000000',
    hidden: true,
    schema: secret.refine((value) => value.reveal().length >= 32),
  }),
};
