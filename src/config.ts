import type { Secret } from './config/secret.ts';
import { halfConfigured, twiceConfigured } from './config/contradictions.ts';
import { misspelt } from './config/misspelt.ts';
import { flowOf } from './config/salesforceFlow.ts';
import { PUBSUB } from './config/salesforceVariables.ts';
import { describe, type Env, given, type Name, names, type Settings, whereToFind } from './config/variables.ts';

/** The settings of one installation. Without `hubspot` and `salesforce` the demo runs; addresses are without a slash at the end. */
export type Config = {
  port: number;
  publicUrl: string | undefined;
  databaseUrl: Secret | undefined;
  redisUrl: Secret | undefined;
  dataDir: string;
  logLevel: NonNullable<Settings['LOG_LEVEL']>;
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
function isExample(name: Name, value: string): boolean {
  return describe(name).hidden === true && value === describe(name).example;
}

function wrongValue(name: Name, value: string): string {
  const { expects, hidden } = describe(name);
  if (isExample(name, value)) return `${name} is still the example${whereToFind(name)}`;
  return `${name} must be ${expects}; ${hidden ? 'its value (not shown) is not' : `"${value}" is not`}${whereToFind(name)}`;
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
