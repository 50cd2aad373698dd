import type { ConsentPages } from '../consent/consentPages.ts';

const AGAIN =
  'Ask for a new link (`npx hot-lead hubspot install`), and open it in the browser in which you are signed in to HubSpot.';

/** What happens after an installation, and where what was installed is. */
const INSTALLED = [
  'Now, by itself: the properties for score, tier and reason are made, then everybody in your account is read and scored once, without a single alert for what is past. That takes minutes to hours; `npx hot-lead hubspot status` says how far it is. From then on whoever turns hot is routed and told.',
  'To do, once: `npx hot-lead hubspot setup` checks everything and says what is left, such as workflows. Whoever runs the server types it there.',
  'The card: open any contact in HubSpot, press Customize, choose the tab, then + and Card library, filter by App, and add Hot lead. Save the view for everybody.',
  'The pages for reps and managers: the Marketplace icon at the top, Your recently visited apps, Hot Lead Signal.',
  'The settings: Settings > Integrations > Connected apps > Hot Lead Signal. You may change them, because you installed the app.',
];

/** What somebody who connects an account may read at the end of it. */
export const installPages = {
  connected: [200, 'Hot Lead Signal is in your HubSpot.', 'What happens now, and where everything is:', INSTALLED],
  badLink: [403, 'This link is over, or it is not one of ours.', `A link is good for an hour. ${AGAIN}`],
  noState: [
    400,
    'Start from the link.',
    `HubSpot sent you here without saying for whom. That happens when the app is installed from HubSpot’s own pages: nothing was kept. ${AGAIN}`,
  ],
  strayed: [
    400,
    'HubSpot sent you back, but this browser did not start it.',
    `That happens when the answer takes more than an hour, when cookies are refused, when HubSpot opens in another browser, or when this server is not reached by https. ${AGAIN}`,
  ],
  cancelled: [200, 'Nothing was connected.', 'It was cancelled in HubSpot. The link still works while its hour lasts.'],
  scopes: [
    403,
    'HubSpot did not grant all that is needed.',
    'Nothing was connected. Whoever installs has to be a super admin, or to have the permission for the HubSpot Marketplace, and the app has to name these scopes as required (`npx hot-lead hubspot app` writes it so). Missing:',
  ],
  taken: [
    409,
    'This HubSpot account already belongs to another workspace of Hot Lead Signal.',
    'Nothing was changed. Choose another account, or remove it there first: `npx hot-lead hubspot uninstall --workspace <name>`. An account that is reached by HUBSPOT_TOKEN belongs to the workspace of that token.',
  ],
  other: [
    409,
    'This workspace has another HubSpot account.',
    'Nothing was changed. Give this account a workspace of its own (`npx hot-lead hubspot install --workspace <name>`), or remove the other one first (`npx hot-lead hubspot uninstall`). An account that is reached by HUBSPOT_TOKEN is removed by removing the token. Connected now:',
  ],
  records: [
    409,
    'This workspace holds the leads of another HubSpot account.',
    'Nothing was changed: two accounts give different people the same record ids. Give this account a workspace of its own: `npx hot-lead hubspot install --workspace <name>`. The leads are of account',
  ],
  failed: [502, 'It was not connected.', `HubSpot did not confirm it. Try again in a minute. ${AGAIN}`],
} as const satisfies ConsentPages;
