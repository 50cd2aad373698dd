import type { ConsentPage, ConsentPages } from '../consent/consentPages.ts';

const AGAIN =
  'Ask for a new link (`npx hot-lead salesforce install`), and open it in the browser in which you are signed in to Salesforce.';

/** What happens after a connection, and where what was made is. */
const CONNECTED = [
  'To do, once: `npx hot-lead salesforce setup` makes the fields, the dashboard and the rest in your org, and says what is left for an admin. Whoever runs the server types it there.',
  'Then, by itself: every lead and contact is read and scored once, without a single alert for what is past. That takes minutes to hours; `npx hot-lead salesforce status` says how far it is. From then on whoever turns hot is routed and told.',
  'We work in the name of the user who allowed it just now. If that is a person, connect again as an integration user before they leave.',
];

/** What somebody who connects an org may read at the end of it. */
export const connectPages = {
  connected: [200, 'Hot Lead Signal is connected to your Salesforce.', 'What happens now:', CONNECTED],
  badLink: [403, 'This link is over, or it is not one of ours.', `A link is good for an hour. ${AGAIN}`],
  noState: [
    400,
    'Start from the link.',
    `Salesforce sent you here without saying for whom: nothing was kept. ${AGAIN}`,
  ],
  strayed: [
    400,
    'Salesforce sent you back, but this browser did not start it.',
    `That happens when the answer takes more than an hour, when cookies are refused, when Salesforce opens in another browser, or when this server is not reached by https. ${AGAIN}`,
  ],
  cancelled: [200, 'Nothing was connected.', 'It was denied in Salesforce. The link still works while its hour lasts.'],
  notAllowed: [
    403,
    'Salesforce does not let this user use the app.',
    'Nothing was connected. An admin approves the user in the policies of the external client app (permitted users, with a permission set or profile). The link still works while its hour lasts.',
  ],
  scopes: [
    403,
    'Salesforce did not grant all that is needed.',
    'Nothing was connected. The external client app has to allow these OAuth scopes. Missing:',
  ],
  taken: [
    409,
    'This Salesforce org already belongs to another workspace of Hot Lead Signal.',
    'Nothing was changed. Choose another org, or disconnect it there first: `npx hot-lead salesforce uninstall --workspace <name>`.',
  ],
  other: [
    409,
    'This workspace has another Salesforce org.',
    'Nothing was changed. Give this org a workspace of its own (`npx hot-lead salesforce install --workspace <name>`), or disconnect the other one first (`npx hot-lead salesforce uninstall`). Connected now:',
  ],
  records: [
    409,
    'This workspace holds the leads of another Salesforce org.',
    'Nothing was changed: the records of two orgs must not be taken for each other. Give this org a workspace of its own: `npx hot-lead salesforce install --workspace <name>`. The leads are of org',
  ],
  failed: [502, 'It was not connected.', `Salesforce did not confirm it. Try again in a minute. ${AGAIN}`],
} as const satisfies ConsentPages & { notAllowed: ConsentPage };
