import { inspect } from 'node:util';
import { z } from 'zod';

/** A value that must not be seen: printed, logged, interpolated or put into JSON it is `<secret>`. */
class Secret {
  readonly #value: string;
  constructor(value: string) {
    this.#value = value;
  }
  /** The value itself, for the call that needs it. */
  reveal(): string {
    return this.#value;
  }
  toString(): string {
    return '<secret>';
  }
  toJSON(): string {
    return '<secret>';
  }
  [inspect.custom](): string {
    return '<secret>';
  }
}

type Variable<T = unknown> = {
  /** What it does; then, where a person has to look for the value, where that is. */
  doc: string;
  where?: string;
  /** Completes "must be". */
  expects: string;
  example: string;
  /** Used when it is not set; an empty value counts as not set. */
  fallback?: string;
  /** Its value is a secret or personal, and is never shown. */
  hidden?: true;
  /** Other names that people try. */
  alias?: string[];
  schema: z.ZodType<T, string>;
};

const variable = <T>(v: Variable<T>): Variable<T> => v;
const secret = z
  .string()
  .regex(/^[^\s"'<>]{8,}$/)
  .transform((value) => new Secret(value));
const wholeNumber = (from: number, to: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/)
    .transform(Number)
    .pipe(z.number().min(from).max(to));
const digits = z.string().regex(/^\d+$/);
const webUrl = (schemes: RegExp) =>
  z
    .string()
    .refine((value) => URL.canParse(value) && schemes.test(value))
    .transform((value) => value.replace(/\/+$/, ''));
const secretUrl = (schemes: RegExp) =>
  z
    .string()
    .refine((value) => URL.canParse(value) && schemes.test(value))
    .transform((value) => new Secret(value));

const queues = z.record(z.string(), z.union([z.string(), z.number()]).transform(String));

function taskQueues(value: string, context: z.RefinementCtx): Record<string, string> {
  try {
    const given = value.startsWith('{') ? (JSON.parse(value) as unknown) : Object.fromEntries(pairs(value));
    const entries = Object.entries(queues.parse(given)).map(([email, id]) => [email.toLowerCase(), id] as const);
    if (entries.every(([email, id]) => email.includes('@') && /^\d+$/.test(id))) return Object.fromEntries(entries);
  } catch {
    // JSON that is none is the same problem as wrong entries.
  }
  context.addIssue({ code: 'custom', message: 'not a list of queues' });
  return z.NEVER;
}

function pairs(value: string): string[][] {
  return value
    .split(',')
    .filter((entry) => entry.trim() !== '')
    .map((entry) => entry.split('=').map((part) => part.trim()));
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).format() !== '';
  } catch {
    return false;
  }
}

const levels = ['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace'] as const;
// Since 2026-10-26 no new private apps of the old kind can be made: developers.hubspot.com/docs/apps/legacy-apps/private-apps/overview
const hubspotApp =
  'HubSpot, Development > Projects > your app > Auth (private apps: Development > Legacy apps > your app > Auth)';

const variables = {
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
    doc: 'The time zone of reps whose own is not known.',
    expects: 'an IANA name such as Europe/Berlin',
    example: 'UTC',
    fallback: 'UTC',
    schema: z.string().refine(isTimeZone),
  }),
  HUBSPOT_TOKEN: variable({
    doc: 'Access token of an app in your HubSpot account, or a service key (no webhooks then). Without it the demo runs.',
    where: `${hubspotApp}: the access token; service keys: Development > Keys > Service keys`,
    expects: 'an access token, without quotes or spaces',
    example: 'pat-na1-00000000-0000-0000-0000-000000000000',
    hidden: true,
    alias: ['HUBSPOT_ACCESS_TOKEN', 'HUBSPOT_API_KEY', 'HUBSPOT_API_TOKEN', 'HUBSPOT_PRIVATE_APP_TOKEN'],
    schema: secret,
  }),
  HUBSPOT_PORTAL_ID: variable({
    doc: 'The HubSpot account, also called Hub ID: links to records and webhooks carry it.',
    where: 'HubSpot, your picture at the top right: the number under the account name',
    expects: 'a number',
    example: '12345678',
    alias: ['HUBSPOT_HUB_ID', 'HUBSPOT_ACCOUNT_ID'],
    schema: digits,
  }),
  HUBSPOT_CLIENT_SECRET: variable({
    doc: 'Proves that a webhook is from HubSpot. Needed with PUBLIC_URL.',
    where: `${hubspotApp}: the client secret`,
    expects: 'a client secret, without quotes or spaces',
    example: '00000000-0000-0000-0000-000000000000',
    hidden: true,
    alias: ['HUBSPOT_SECRET', 'HUBSPOT_APP_SECRET'],
    schema: secret,
  }),
  HUBSPOT_CLIENT_ID: variable({
    doc: 'Lets HubSpot accounts install the app by a link instead of HUBSPOT_TOKEN: see `hot-lead hubspot install`.',
    where: `${hubspotApp}: the client id`,
    expects: 'a client id, without quotes or spaces',
    example: '00000000-0000-0000-0000-000000000000',
    schema: z.string().regex(/^[\w-]{8,}$/),
  }),
  HUBSPOT_ADMINS: variable({
    doc: 'Who may change settings inside HubSpot, beside whoever installed the app there: e-mails of HubSpot users who can own records.',
    expects: 'e-mail addresses with commas between them',
    example: 'ann@example.com,bob@example.com',
    hidden: true,
    schema: z
      .string()
      .transform((value) => value.split(',').map((email) => email.trim().toLowerCase()))
      .pipe(z.array(z.string().regex(/^[^\s@]+@[^\s@]+$/))),
  }),
  HUBSPOT_APP_ID: variable({
    doc: 'The id of the app that sends webhooks; then those of other apps are refused.',
    where: `${hubspotApp}: the app id`,
    expects: 'a number',
    example: '1234567',
    schema: digits,
  }),
  HUBSPOT_CALLS_PER_10_SECONDS: variable({
    doc: 'The limit of the HubSpot account: 190 for Professional and Enterprise, 100 for Free and Starter.',
    expects: 'a whole number from 1 to 2000',
    example: '190',
    fallback: '190',
    schema: wholeNumber(1, 2_000),
  }),
  HUBSPOT_API_URL: variable({
    doc: 'Where HubSpot answers; changed for tests only.',
    expects: 'an http(s):// address',
    example: 'https://api.hubapi.com',
    fallback: 'https://api.hubapi.com',
    schema: webUrl(/^https?:\/\//),
  }),
  HUBSPOT_TASK_QUEUES: variable({
    doc: 'The task queue of each rep, by e-mail; or as JSON {"ann@example.com":"101"}.',
    where: 'HubSpot, CRM > Tasks > Manage queues: the number in the queue’s address',
    expects: 'email=queueId,email=queueId or the same as a JSON object, with numbers as ids',
    example: 'ann@example.com=101,bob@example.com=102',
    hidden: true,
    schema: z.string().transform(taskQueues),
  }),
  HUBSPOT_CSM_PROPERTY: variable({
    doc: 'The company property that says who looks after a customer: a HubSpot user. Without it the company’s owner does.',
    where: 'HubSpot, Settings > Properties > Company properties: the internal name',
    expects: 'the internal name of a company property',
    example: 'customer_success_manager',
    schema: z.string().regex(/^[a-z][a-z0-9_]*$/),
  }),
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
  SECRET_KEY: variable({
    doc: 'Seals tokens in the database and signs the links in e-mails. Changing it makes both useless.',
    where: '`openssl rand -hex 32`',
    expects: 'at least 32 characters, without quotes or spaces',
    example: '0000000000000000000000000000000000000000000000000000000000000000',
    hidden: true,
    schema: secret.refine((value) => value.reveal().length >= 32),
  }),
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
  SLACK_API_URL: variable({
    doc: 'Where Slack answers; changed for tests only.',
    expects: 'an http(s):// address',
    example: 'https://slack.com/api',
    fallback: 'https://slack.com/api',
    schema: webUrl(/^https?:\/\//),
  }),
};

type Name = keyof typeof variables;
type Settings = { [K in Name]?: z.infer<(typeof variables)[K]['schema']> };
type Env = Record<string, string | undefined>;
const names = Object.keys(variables) as Name[];
const describe = (name: Name): Variable => variables[name];

/** The settings of one installation. Without `hubspot` the demo runs; addresses are without a slash at the end. */
export type Config = {
  port: number;
  publicUrl: string | undefined;
  databaseUrl: Secret | undefined;
  redisUrl: Secret | undefined;
  dataDir: string;
  logLevel: (typeof levels)[number];
  defaultTimeZone: string;
  hubspot: HubSpotConfig | undefined;
  slack: SlackConfig | undefined;
  /** Seals and signs. */
  secretKey: Secret | undefined;
  mail: { url: Secret; from: string } | undefined;
  teamsWebhook: Secret | undefined;
  hooksToPrivate: boolean;
};

/** With a `clientSecret` there is a `publicUrl` too, and the other way round; so there is with `oauth`. `taskQueues`: queue id by e-mail in lower case. */
type HubSpotConfig = {
  /** One portal by its token, or any that installs the app. */
  token: Secret | undefined;
  portalId: string | undefined;
  oauth: { clientId: string; clientSecret: Secret } | undefined;
  /** In lower case. */
  admins: string[];
  clientSecret: Secret | undefined;
  appId: string | undefined;
  callsPer10Seconds: number;
  apiUrl: string;
  taskQueues: Record<string, string>;
  csmProperty: string | undefined;
};

/** `channel` is a `#name` or an id. */
type SlackConfig = {
  /** One workspace by its token, or any that installs the app by `oauth`. */
  botToken: Secret | undefined;
  oauth: { clientId: string; clientSecret: Secret } | undefined;
  /** How presses arrive: signed, at PUBLIC_URL, or by socket; neither: the cards have no buttons. */
  signingSecret: Secret | undefined;
  appToken: Secret | undefined;
  channel: string;
  apiUrl: string;
};

/**
 * The configuration that environment variables describe, or everything that is wrong with them at once: one sentence
 * for each, with what to do and never a secret.
 */
export function readConfig(env: Env): { ok: true; config: Config } | { ok: false; problems: string[] } {
  const problems: string[] = [];
  const settings: Record<string, unknown> = {};
  for (const name of names) {
    const value = given(env, name) ?? describe(name).fallback;
    if (value === undefined) continue;
    const parsed = describe(name).schema.safeParse(value);
    if (parsed.success && !isExample(name, value)) settings[name] = parsed.data;
    else problems.push(wrongValue(name, value));
  }
  problems.push(...halfConfigured(env), ...twiceConfigured(env), ...misspelt(env));
  if (problems.length > 0) return { ok: false, problems };
  return { ok: true, config: configFrom(settings as Settings) };
}

function given(env: Env, name: string): string | undefined {
  const value = env[name]?.trim();
  return value === '' ? undefined : value;
}

function isExample(name: Name, value: string): boolean {
  return describe(name).hidden === true && value === describe(name).example;
}

function wrongValue(name: Name, value: string): string {
  const { expects, hidden } = describe(name);
  if (isExample(name, value)) return `${name} is still the example${whereToFind(name)}`;
  return `${name} must be ${expects}; ${hidden ? 'its value (not shown) is not' : `"${value}" is not`}${whereToFind(name)}`;
}

function whereToFind(name: Name): string {
  const { where } = describe(name);
  return where === undefined ? '' : `. Find it in ${where}`;
}

/** `or`: this does as well. */
const partsOf: { name: Name; needs: Name; or?: Name; because: string }[] = [
  { name: 'HUBSPOT_TOKEN', needs: 'HUBSPOT_PORTAL_ID', because: 'HUBSPOT_TOKEN is set' },
  { name: 'HUBSPOT_PORTAL_ID', needs: 'HUBSPOT_TOKEN', because: 'HUBSPOT_PORTAL_ID is set' },
  ...(['CLIENT_SECRET', 'APP_ID', 'TASK_QUEUES', 'CSM_PROPERTY', 'ADMINS'] as const).map((part) => ({
    name: `HUBSPOT_${part}` as const,
    needs: 'HUBSPOT_TOKEN' as const,
    or: 'HUBSPOT_CLIENT_ID' as const,
    because: `HUBSPOT_${part} is set`,
  })),
  { name: 'HUBSPOT_CLIENT_ID', needs: 'HUBSPOT_CLIENT_SECRET', because: 'HUBSPOT_CLIENT_ID is set' },
  { name: 'HUBSPOT_CLIENT_ID', needs: 'SECRET_KEY', because: 'tokens of HubSpot accounts are kept encrypted' },
  { name: 'HUBSPOT_CLIENT_ID', needs: 'PUBLIC_URL', because: 'HubSpot comes back there after an installation' },
  {
    name: 'HUBSPOT_CLIENT_SECRET',
    needs: 'PUBLIC_URL',
    because: 'a webhook’s signature covers the address it was sent to',
  },
  {
    name: 'SLACK_BOT_TOKEN',
    needs: 'HUBSPOT_TOKEN',
    or: 'HUBSPOT_CLIENT_ID',
    because: 'Slack is set and no CRM is; the demo needs neither',
  },
  {
    name: 'SLACK_CHANNEL',
    needs: 'SLACK_BOT_TOKEN',
    because: 'SLACK_CHANNEL is set (or SLACK_CLIENT_ID, where others install the app)',
  },
  { name: 'SLACK_CLIENT_ID', needs: 'SLACK_CLIENT_SECRET', because: 'SLACK_CLIENT_ID is set' },
  { name: 'SLACK_CLIENT_SECRET', needs: 'SLACK_CLIENT_ID', because: 'SLACK_CLIENT_SECRET is set' },
  { name: 'SLACK_CLIENT_ID', needs: 'SECRET_KEY', because: 'tokens of Slack workspaces are kept encrypted' },
  { name: 'SLACK_CLIENT_ID', needs: 'PUBLIC_URL', because: 'Slack comes back there after an installation' },
  {
    name: 'SLACK_CLIENT_ID',
    needs: 'SLACK_SIGNING_SECRET',
    because: 'workspaces that install the app press its buttons',
  },
  {
    name: 'SLACK_SIGNING_SECRET',
    needs: 'PUBLIC_URL',
    because: 'Slack sends presses of buttons there; or use SLACK_APP_TOKEN',
  },
  { name: 'SMTP_URL', needs: 'MAIL_FROM', because: 'SMTP_URL is set' },
  { name: 'MAIL_FROM', needs: 'SMTP_URL', because: 'MAIL_FROM is set' },
];

/** Each missing variable once, however many others need it. */
function halfConfigured(env: Env): string[] {
  const isSet = (name: Name): boolean => given(env, name) !== undefined;
  const missing = new Map<Name, string>();
  for (const { name, needs, or = needs, because } of partsOf) {
    if (name === 'SLACK_CHANNEL' && isSet('SLACK_CLIENT_ID')) continue;
    if (isSet(name) && !isSet(needs) && !isSet(or) && !missing.has(needs)) missing.set(needs, because);
  }
  if (isSet('PUBLIC_URL') && isSet('HUBSPOT_TOKEN') && !isSet('HUBSPOT_CLIENT_SECRET')) {
    missing.set('HUBSPOT_CLIENT_SECRET', 'PUBLIC_URL is set, so HubSpot’s webhooks have to be verified');
  }
  return [...missing].map(([name, because]) => `${name} is missing: ${because}${whereToFind(name)}`);
}

/** One portal by its token, or any by installing: with both nobody would know which one is meant. */
function twiceConfigured(env: Env): string[] {
  const both = given(env, 'HUBSPOT_TOKEN') !== undefined && given(env, 'HUBSPOT_CLIENT_ID') !== undefined;
  return both
    ? [
        'HUBSPOT_TOKEN and HUBSPOT_CLIENT_ID are both set: keep the token for the one account of a private app, or the client id for accounts that install the app',
      ]
    : [];
}

/** Names of our prefixes that are nearly ours. Others may belong to other programs. */
function misspelt(env: Env): string[] {
  const unknown = Object.keys(env).filter((name) => /^(HUBSPOT|SLACK)_/.test(name) && !Object.hasOwn(variables, name));
  return unknown.flatMap((name) => {
    const meant = names.find((known) => describe(known).alias?.includes(name) || editsBetween(name, known) <= 2);
    return meant === undefined ? [] : [`${name} is not a setting: did you mean ${meant}?`];
  });
}

/** Levenshtein: letters to insert, delete or change. */
function editsBetween(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

// Settings with a fallback are always there; the second values only tell the compiler.
function configFrom(settings: Settings): Config {
  return {
    port: settings.PORT ?? 3000,
    publicUrl: settings.PUBLIC_URL,
    databaseUrl: settings.DATABASE_URL,
    redisUrl: settings.REDIS_URL,
    dataDir: settings.DATA_DIR ?? '.data',
    logLevel: settings.LOG_LEVEL ?? 'info',
    defaultTimeZone: settings.DEFAULT_TIME_ZONE ?? 'UTC',
    hubspot: hubspotFrom(settings),
    slack: slackFrom(settings),
    secretKey: settings.SECRET_KEY,
    mail: mailFrom(settings),
    teamsWebhook: settings.TEAMS_WEBHOOK_URL,
    hooksToPrivate: settings.HOOKS_TO_PRIVATE === 'yes',
  };
}

function hubspotFrom(settings: Settings): HubSpotConfig | undefined {
  const { HUBSPOT_TOKEN: token, HUBSPOT_PORTAL_ID: portalId, HUBSPOT_CLIENT_ID: clientId } = settings;
  const clientSecret = settings.HUBSPOT_CLIENT_SECRET;
  if ((token === undefined || portalId === undefined) && clientId === undefined) return undefined;
  return {
    token,
    portalId,
    oauth: clientId !== undefined && clientSecret !== undefined ? { clientId, clientSecret } : undefined,
    admins: settings.HUBSPOT_ADMINS ?? [],
    clientSecret,
    appId: settings.HUBSPOT_APP_ID,
    callsPer10Seconds: settings.HUBSPOT_CALLS_PER_10_SECONDS ?? 190,
    apiUrl: settings.HUBSPOT_API_URL ?? '',
    taskQueues: settings.HUBSPOT_TASK_QUEUES ?? {},
    csmProperty: settings.HUBSPOT_CSM_PROPERTY,
  };
}

function slackFrom(settings: Settings): SlackConfig | undefined {
  const { SLACK_BOT_TOKEN: botToken, SLACK_CHANNEL: channel, SLACK_API_URL: apiUrl } = settings;
  const { SLACK_CLIENT_ID: clientId, SLACK_CLIENT_SECRET: clientSecret } = settings;
  const oauth = clientId !== undefined && clientSecret !== undefined ? { clientId, clientSecret } : undefined;
  if ((botToken ?? oauth) === undefined || channel === undefined || apiUrl === undefined) return undefined;
  const { SLACK_SIGNING_SECRET: signingSecret, SLACK_APP_TOKEN: appToken } = settings;
  return { botToken, oauth, signingSecret, appToken, channel, apiUrl };
}

function mailFrom({ SMTP_URL: url, MAIL_FROM: from }: Settings): Config['mail'] {
  return url === undefined || from === undefined ? undefined : { url, from };
}

/** The text of `.env.example`: every variable with what it does. All are commented out, so that a copy changes nothing. */
export function envExample(): string {
  const head = '# Copy to .env and uncomment what you need. With nothing set, `npm start` runs the demo.\n';
  return head + names.map((name) => `\n${section(name)}`).join('');
}

function section(name: Name): string {
  const { doc, where, example } = describe(name);
  const lines = [`# ${doc}`, ...(where === undefined ? [] : [`# ${where}`]), `#${name}=${quoted(example)}`];
  return `${lines.join('\n')}\n`;
}

// In an env file an unquoted # starts a comment, and the value would be silently empty.
function quoted(value: string): string {
  return value.includes('#') ? `"${value}"` : value;
}
