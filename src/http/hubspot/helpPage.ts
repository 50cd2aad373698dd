import type { ServerResponse } from 'node:http';
import { sendPlainPage } from '../plainPage.ts';

/** Answers with what HubSpot's links for help with the app lead to; the same words for everybody. */
export function showHelp(response: ServerResponse): void {
  sendPlainPage(response, 200, {
    headline: 'Hot Lead Signal in your HubSpot',
    more: 'It finds the leads who are about to buy, says why, and gets each to a rep who is really there. It runs on a server of your company’s own.',
    list: [
      'On a contact’s record: the card Hot lead, with the score, why, who has the lead and until when to respond. Where it is not to be seen: Customize, choose the tab, +, Card library, filter by App.',
      'For reps and managers: the pages Queue, Response and Coverage, behind the Marketplace icon, under Your recently visited apps > Hot Lead Signal.',
      'Settings: Settings > Integrations > Connected apps > Hot Lead Signal. Everybody may look; whoever installed the app may change them, and those whom the server’s HUBSPOT_ADMINS names.',
      'In workflows: the actions Route hot lead and Record a signal, where your plan has workflows.',
    ],
    end: 'Whom to ask: the super admin who installed the app, or whoever runs the server. For them: `npx hot-lead hubspot status` says how it is, and docs/hubspot.md has everything else.',
  });
}
