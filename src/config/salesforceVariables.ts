import { z } from 'zod';
import { rsaKey, secret, webUrl, wholeNumber } from './values.ts';
import { variable } from './variable.ts';

const salesforceApp = 'Salesforce, Setup > External Client App Manager > your app > Settings > OAuth Settings';
/** Salesforce's own, for orgs of every region that have no other: developer.salesforce.com/docs/platform/pub-sub-api */
export const PUBSUB = 'api.pubsub.salesforce.com:7443';
export const flows = ['link', 'jwt', 'client_credentials'] as const;

export const salesforceVariables = {
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
};
