import { z } from 'zod';
import { digits, secret, taskQueues, webUrl, wholeNumber } from './values.ts';
import { variable } from './variable.ts';

// Since 2026-10-26 no new private apps of the old kind can be made: developers.hubspot.com/docs/apps/legacy-apps/private-apps/overview
const hubspotApp =
  'HubSpot, Development > Projects > your app > Auth (private apps: Development > Legacy apps > your app > Auth)';

export const hubspotVariables = {
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
};
