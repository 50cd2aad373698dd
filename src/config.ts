import { createPrivateKey } from 'node:crypto';
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

/** The key as PEM; in one line, as some env files need it, its line breaks are \\n. */
function rsaKey(value: string, context: z.RefinementCtx): Secret {
  const pem = value.replaceAll('\\n', '\n');
  try {
    if (createPrivateKey(pem).asymmetricKeyType === 'rsa') return new Secret(pem);
  } catch {
    // What is no key at all is the same problem as a key of another kind.
  }
  context.addIssue({ code: 'custom', message: 'not an RSA private key' });
  return z.NEVER;
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

const salesforceApp = 'Salesforce, Setup > External Client App Manager > your app > Settings > OAuth Settings';
const flows = ['link', 'jwt', 'client_credentials'] as const;
/** Salesforce's own, for orgs of every region that have no other: developer.salesforce.com/docs/platform/pub-sub-api */
const PUBSUB = 'api.pubsub.salesforce.com:7443';

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
    doc: 'Access token of an app in your HubSpot account, or a service key (no webhooks then). Without it, and without Salesforce, the demo runs.',
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
  SALESFORCE_CLIENT_ID: variable({
    doc: 'Connects Salesforce: the consumer key of the app that an admin made there; docs/salesforce.md says how.',
    where: `${salesforceApp}: the consumer key`,
    expects: 'a consumer key, without quotes or spaces',
    example: '3MVG900000000000000000000000000000000000000000',
    alias: ['SALESFORCE_CONSUMER_KEY', 'SALESFORCE_KEY'],
    schema: z.string().regex(/^[\w.-]{8,}$/),
  }),
  SALESFORCE_CLIENT_SECRET: variable({
    doc: 'Belongs to SALESFORCE_CLIENT_ID. Not needed with SALESFORCE_PRIVATE_KEY.',
    where: `${salesforceApp}: the consumer secret`,
    expects: 'a consumer secret, without quotes or spaces',
    example: '0000000000000000000000000000000000000000000000000000000000000000',
    hidden: true,
    alias: ['SALESFORCE_CONSUMER_SECRET', 'SALESFORCE_SECRET'],
    schema: secret,
  }),
  SALESFORCE_LOGIN_URL: variable({
    doc: 'Where users of the org sign in; for a sandbox https://test.salesforce.com; the org’s My Domain for client_credentials.',
    where: 'Salesforce, Setup > My Domain: the current My Domain URL',
    expects:
      'https://login.salesforce.com, https://test.salesforce.com or the org’s My Domain such as https://acme.my.salesforce.com (what stands in the browser, lightning.force.com or salesforce-setup.com, is not it)',
    example: 'https://login.salesforce.com',
    fallback: 'https://login.salesforce.com',
    alias: ['SALESFORCE_URL', 'SALESFORCE_INSTANCE_URL', 'SALESFORCE_DOMAIN', 'SALESFORCE_LOGIN'],
    schema: webUrl(/^(https:\/\/|http:\/\/(localhost|127\.0\.0\.1)([:/]|$))/).refine(
      (value) =>
        !/\.(lightning\.force|salesforce-setup)\.com$/.test(new URL(value).hostname) && new URL(value).pathname === '/',
    ),
  }),
  SALESFORCE_FLOW: variable({
    doc: 'How Salesforce lets us in: link (somebody connects the org by `hot-lead salesforce install`), client_credentials (as the app’s Run As user), or jwt, which is the default with SALESFORCE_PRIVATE_KEY.',
    expects: `one of ${flows.join(', ')}`,
    example: 'link',
    schema: z.enum(flows),
  }),
  SALESFORCE_USERNAME: variable({
    doc: 'For jwt: the user in whose name we work.',
    where: 'Salesforce, Setup > Users: the username, which is not always the e-mail',
    expects: 'a username such as hotlead@acme.com',
    example: 'hotlead@example.com',
    hidden: true,
    alias: ['SALESFORCE_USER'],
    schema: z.string().regex(/^[^\s@]+@[^\s@]+$/),
  }),
  SALESFORCE_PRIVATE_KEY: variable({
    doc: 'For jwt: the private key of the certificate that the app has, as PEM; in one line with \\n for its line breaks.',
    where:
      'the file that you made with the certificate: `openssl req -x509 -newkey rsa:2048 -nodes -keyout key.pem -out cert.pem`',
    expects: 'an RSA private key, from -----BEGIN PRIVATE KEY----- to its end',
    example: '-----BEGIN PRIVATE KEY-----\\n0000\\n-----END PRIVATE KEY-----',
    hidden: true,
    alias: ['SALESFORCE_JWT_KEY'],
    schema: z.string().transform(rsaKey),
  }),
  SALESFORCE_PRIVATE_KEY_FILE: variable({
    doc: 'Instead of SALESFORCE_PRIVATE_KEY: the file that holds it.',
    expects: 'a path',
    example: '/run/secrets/salesforce-key.pem',
    schema: z.string(),
  }),
  SALESFORCE_TASK_QUEUE: variable({
    doc: 'The queue that gets the task of a lead whose rep is no user of the org; without it the user gets it as whom we work. What nobody has gets its task once somebody has it.',
    where: 'Salesforce, Setup > Queues: the queue name, which has no spaces, of a queue that takes tasks',
    expects: 'a queue name such as Hot_Lead_Tasks, or an id that starts with 00G',
    example: 'Hot_Lead_Tasks',
    schema: z.string().regex(/^[A-Za-z]\w*$|^00G\w{12}(\w{3})?$/),
  }),
  SALESFORCE_CSM_FIELD: variable({
    doc: 'The field of Account that says who looks after a customer: a lookup to User. Without it the account’s owner does.',
    where: 'Salesforce, Setup > Object Manager > Account > Fields & Relationships: the field name',
    expects: 'the API name of a field',
    example: 'Customer_Success_Manager__c',
    schema: z.string().regex(/^[A-Za-z]\w*$/),
  }),
  SALESFORCE_DAILY_CALLS: variable({
    doc: 'Fewer API calls a day than the org allows: what all apps of the org use is kept below it, as far as it is ours.',
    expects: 'a whole number from 1000',
    example: '50000',
    schema: wholeNumber(1_000, 999_999_999),
  }),
  SALESFORCE_PUBSUB: variable({
    doc: 'Hears of changes within a second, by the Pub/Sub API, beside polling: yes, or its endpoint for the org’s region. An admin selects the objects: docs/salesforce.md says how.',
    expects: `yes, no, or host:port such as ${PUBSUB}`,
    example: 'yes',
    fallback: 'no',
    schema: z.union([z.enum(['yes', 'no']), z.string().regex(/^[a-z0-9.-]+:\d{1,5}$/i)]),
  }),
  HOME_CRM: variable({
    doc: 'Where both HubSpot and Salesforce are connected: the one that reps work in. Without it the one that was connected first.',
    expects: 'hubspot or salesforce',
    example: 'salesforce',
    schema: z.enum(['hubspot', 'salesforce']),
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

/** The settings of one installation. Without `hubspot` and `salesforce` the demo runs; addresses are without a slash at the end. */
export type Config = {
  port: number;
  publicUrl: string | undefined;
  databaseUrl: Secret | undefined;
  redisUrl: Secret | undefined;
  dataDir: string;
  logLevel: (typeof levels)[number];
  defaultTimeZone: string;
  hubspot: HubSpotConfig | undefined;
  salesforce: SalesforceConfig | undefined;
  homeCrm: 'hubspot' | 'salesforce' | undefined;
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

type SalesforceConfig = {
  login: SalesforceLogin;
  loginUrl: string;
  taskQueue: string | undefined;
  csmField: string | undefined;
  dailyCalls: number | undefined;
  /** Change events are followed at this endpoint, `host:port`. */
  pubsub: string | undefined;
};

/** With `link` there are a `publicUrl` and a `secretKey`, too. A `keyFile` is read by whoever needs the key. */
type SalesforceLogin =
  | { by: 'link' | 'client_credentials'; clientId: string; clientSecret: Secret }
  | { by: 'jwt'; clientId: string; username: string; key: Secret | { file: string } };

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

/** `or`: these do as well. */
const partsOf: { name: Name; needs: Name; or?: Name[]; because: string }[] = [
  { name: 'HUBSPOT_TOKEN', needs: 'HUBSPOT_PORTAL_ID', because: 'HUBSPOT_TOKEN is set' },
  { name: 'HUBSPOT_PORTAL_ID', needs: 'HUBSPOT_TOKEN', because: 'HUBSPOT_PORTAL_ID is set' },
  ...(['CLIENT_SECRET', 'APP_ID', 'TASK_QUEUES', 'CSM_PROPERTY', 'ADMINS'] as const).map((part) => ({
    name: `HUBSPOT_${part}` as const,
    needs: 'HUBSPOT_TOKEN' as const,
    or: ['HUBSPOT_CLIENT_ID' as const],
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
  ...(
    [
      'CLIENT_SECRET',
      'LOGIN_URL',
      'FLOW',
      'USERNAME',
      'PRIVATE_KEY',
      'PRIVATE_KEY_FILE',
      'TASK_QUEUE',
      'CSM_FIELD',
      'DAILY_CALLS',
      'PUBSUB',
    ] as const
  ).map((part) => ({
    name: `SALESFORCE_${part}` as const,
    needs: 'SALESFORCE_CLIENT_ID' as const,
    because: `SALESFORCE_${part} is set`,
  })),
  {
    name: 'SLACK_BOT_TOKEN',
    needs: 'HUBSPOT_TOKEN',
    or: ['HUBSPOT_CLIENT_ID', 'SALESFORCE_CLIENT_ID'],
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
  for (const { name, needs, or = [], because } of [...partsOf, ...partsOfSalesforce(env)]) {
    if (name === 'SLACK_CHANNEL' && isSet('SLACK_CLIENT_ID')) continue;
    if (isSet(name) && ![needs, ...or].some(isSet) && !missing.has(needs)) missing.set(needs, because);
  }
  if (isSet('PUBLIC_URL') && isSet('HUBSPOT_TOKEN') && !isSet('HUBSPOT_CLIENT_SECRET')) {
    missing.set('HUBSPOT_CLIENT_SECRET', 'PUBLIC_URL is set, so HubSpot’s webhooks have to be verified');
  }
  return [...missing].map(([name, because]) => `${name} is missing: ${because}${whereToFind(name)}`);
}

type Flow = (typeof flows)[number];

/** What was asked for; else by key where there is one, else by a link. */
function flowOf(asked: string | undefined, hasKey: boolean): Flow {
  return flows.find((flow) => flow === asked) ?? (hasKey ? 'jwt' : 'link');
}

/** What the way in that is meant needs beside SALESFORCE_CLIENT_ID. */
function partsOfSalesforce(env: Env): typeof partsOf {
  const isSet = (name: Name): boolean => given(env, name) !== undefined;
  const hasKey = isSet('SALESFORCE_PRIVATE_KEY') || isSet('SALESFORCE_PRIVATE_KEY_FILE');
  const flow = flowOf(given(env, 'SALESFORCE_FLOW'), hasKey);
  const needs: Record<Flow, [needs: Name, because: string][]> = {
    link: [
      ['SALESFORCE_CLIENT_SECRET', 'SALESFORCE_CLIENT_ID is set (or SALESFORCE_PRIVATE_KEY and SALESFORCE_USERNAME)'],
      ['SECRET_KEY', 'tokens of Salesforce orgs are kept encrypted'],
      ['PUBLIC_URL', 'Salesforce comes back there after a connection; client_credentials and jwt need none'],
    ],
    jwt: [
      ['SALESFORCE_USERNAME', 'a session by key is in the name of a user'],
      ['SALESFORCE_PRIVATE_KEY', 'SALESFORCE_FLOW is jwt (or SALESFORCE_PRIVATE_KEY_FILE)'],
    ],
    client_credentials: [['SALESFORCE_CLIENT_SECRET', 'SALESFORCE_FLOW is client_credentials']],
  };
  return needs[flow].map(([name, because]) => ({
    name: 'SALESFORCE_CLIENT_ID',
    needs: name,
    ...(name === 'SALESFORCE_PRIVATE_KEY' && { or: ['SALESFORCE_PRIVATE_KEY_FILE'] }),
    because,
  }));
}

/** What contradicts itself: nobody would know which one is meant. */
function twiceConfigured(env: Env): string[] {
  const isSet = (name: Name): boolean => given(env, name) !== undefined;
  const loginUrl = given(env, 'SALESFORCE_LOGIN_URL') ?? describe('SALESFORCE_LOGIN_URL').fallback ?? '';
  return [
    // One portal by its token, or any by installing.
    isSet('HUBSPOT_TOKEN') &&
      isSet('HUBSPOT_CLIENT_ID') &&
      'HUBSPOT_TOKEN and HUBSPOT_CLIENT_ID are both set: keep the token for the one account of a private app, or the client id for accounts that install the app',
    isSet('SALESFORCE_PRIVATE_KEY') &&
      isSet('SALESFORCE_PRIVATE_KEY_FILE') &&
      'SALESFORCE_PRIVATE_KEY and SALESFORCE_PRIVATE_KEY_FILE are both set: keep one of them',
    given(env, 'SALESFORCE_FLOW') === 'client_credentials' &&
      /\/\/(login|test)\.salesforce\.com/.test(loginUrl) &&
      `SALESFORCE_LOGIN_URL must be the org’s My Domain, such as https://acme.my.salesforce.com: client credentials are not answered at ${loginUrl}${whereToFind('SALESFORCE_LOGIN_URL')}`,
  ].filter((problem) => problem !== false);
}

/** Names of our prefixes that are nearly ours. Others may belong to other programs. */
function misspelt(env: Env): string[] {
  const unknown = Object.keys(env).filter(
    (name) => /^(HUBSPOT|SALESFORCE|SLACK)_/.test(name) && !Object.hasOwn(variables, name),
  );
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
    salesforce: salesforceFrom(settings),
    homeCrm: settings.HOME_CRM,
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

function salesforceFrom(settings: Settings): SalesforceConfig | undefined {
  const login = salesforceLogin(settings);
  return (
    login && {
      login,
      loginUrl: settings.SALESFORCE_LOGIN_URL ?? '',
      taskQueue: settings.SALESFORCE_TASK_QUEUE,
      csmField: settings.SALESFORCE_CSM_FIELD,
      dailyCalls: settings.SALESFORCE_DAILY_CALLS,
      pubsub: pubsubFrom(settings),
    }
  );
}

function pubsubFrom({ SALESFORCE_PUBSUB: asked = 'no' }: Settings): string | undefined {
  if (asked === 'no') return undefined;
  return asked === 'yes' ? PUBSUB : asked;
}

function salesforceLogin(settings: Settings): SalesforceLogin | undefined {
  const { SALESFORCE_CLIENT_ID: clientId, SALESFORCE_CLIENT_SECRET: clientSecret } = settings;
  const { SALESFORCE_USERNAME: username, SALESFORCE_PRIVATE_KEY: pem, SALESFORCE_PRIVATE_KEY_FILE: file } = settings;
  const key = pem ?? (file === undefined ? undefined : { file });
  const by = flowOf(settings.SALESFORCE_FLOW, key !== undefined);
  if (clientId === undefined) return undefined;
  if (by !== 'jwt') return clientSecret && { by, clientId, clientSecret };
  return username === undefined || key === undefined ? undefined : { by, clientId, username, key };
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
