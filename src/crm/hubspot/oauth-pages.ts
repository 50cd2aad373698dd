import type { ServerResponse } from 'node:http';

/** What somebody who connects an account may read at the end of it. */
export type InstallPage = keyof typeof PAGES;

const AGAIN =
  'Ask for a new link (hot-lead hubspot install), and open it in the browser in which you are signed in to HubSpot.';

const PAGES = {
  installed: [
    200,
    'Hot Lead Signal is in your HubSpot.',
    'You can close this page. What happens now, by itself: the properties for score, tier and reason are made, then everybody in your account is read and scored once, without a single alert for what is past. That takes minutes to hours, and hot-lead hubspot status shows how far it is. From then on whoever turns hot is routed and told. Next: run hot-lead hubspot setup, which checks everything and says what is left to do.',
  ],
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
    `Nothing was connected. Whoever installs has to be a super admin, or to have the permission for the HubSpot Marketplace, and the app has to name these scopes as required (hot-lead hubspot app writes it so). Missing:`,
  ],
  taken: [
    409,
    'This HubSpot account already belongs to another workspace of Hot Lead Signal.',
    'Nothing was changed. Choose another account, or remove it there first: hot-lead hubspot uninstall --workspace <name>. An account that is reached by HUBSPOT_TOKEN belongs to the workspace of that token.',
  ],
  other: [
    409,
    'This workspace has another HubSpot account.',
    'Nothing was changed. Give this account a workspace of its own (hot-lead hubspot install --workspace <name>), or remove the other one first (hot-lead hubspot uninstall). An account that is reached by HUBSPOT_TOKEN is removed by removing the token. Connected now:',
  ],
  records: [
    409,
    'This workspace holds the leads of another HubSpot account.',
    'Nothing was changed: two accounts give different people the same record ids. Give this account a workspace of its own: hot-lead hubspot install --workspace <name>. The leads are of account',
  ],
  failed: [502, 'It was not connected.', `HubSpot did not confirm it. Try again in a minute. ${AGAIN}`],
} as const satisfies Record<string, readonly [status: number, headline: string, more: string]>;

/** Answers with a page of constant words, and `named`: our own scopes, or account ids. Nothing of the request is shown. */
export function showPage(response: ServerResponse, page: InstallPage, named: readonly string[] = []): void {
  const [status, headline, more] = PAGES[page];
  response.writeHead(status, {
    'Content-Type': 'text/html; charset=utf-8',
    'Cache-Control': 'no-store',
    // The address holds a code or a link, which no other site need see.
    'Referrer-Policy': 'no-referrer',
    'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
  });
  response.end(
    `<!doctype html><html lang="en"><meta charset="utf-8"><title>Hot Lead Signal</title><body style="font: 1rem/1.5 sans-serif; max-width: 36em; margin: 3em auto; padding: 0 1em"><h1>${headline}</h1><p>${escaped([more, named.join(', ')].join(' ').trim())}</p></body></html>`,
  );
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
