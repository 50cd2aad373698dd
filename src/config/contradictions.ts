import { flowOf, type Flow } from './salesforceFlow.ts';
import { describe, type Env, given, type Name, whereToFind } from './variables.ts';

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
export function halfConfigured(env: Env): string[] {
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
export function twiceConfigured(env: Env): string[] {
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
