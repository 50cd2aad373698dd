import type { ServerResponse } from 'node:http';

/** What somebody who installs the app may read at the end of it. */
export type InstallPage = keyof typeof PAGES;

const AGAIN =
  'Ask for a new link (hot-lead slack install), and open it in the browser in which you are signed in to Slack.';

const PAGES = {
  installed: [
    200,
    'Hot Lead Signal is in your Slack.',
    'Invite it to the channel that shall see every hot lead. Reps find their own under Apps > Hot Lead Signal.',
  ],
  badLink: [403, 'This link is over, or it is not one of ours.', `A link is good for an hour. ${AGAIN}`],
  cancelled: [200, 'Nothing was installed.', 'You cancelled it. The link still works while its hour lasts.'],
  strayed: [
    400,
    'Slack sent you back, but this browser did not start it.',
    `That happens when the answer takes more than ten minutes, when cookies are refused, when Slack opens in another browser, or when this server is not reached by https. ${AGAIN}`,
  ],
  taken: [
    409,
    'This Slack already belongs to another workspace of Hot Lead Signal.',
    'It was not changed. Remove the app there first (in Slack: Apps > Hot Lead Signal > About > Configuration), or choose another Slack.',
  ],
  organisation: [
    400,
    'It was not installed.',
    'It is installed in one Slack workspace, not in a whole organisation: choose a workspace on Slack’s page.',
  ],
  failed: [502, 'It was not installed.', `Slack did not confirm it. Try again in a minute. ${AGAIN}`],
} as const satisfies Record<string, readonly [status: number, headline: string, more: string]>;

/** Answers with a page of constant words: nothing of the request is shown. */
export function showPage(response: ServerResponse, page: InstallPage): void {
  const [status, headline, more] = PAGES[page];
  response.writeHead(status, {
    'Content-Type': 'text/html; charset=utf-8',
    'Cache-Control': 'no-store',
    // The address holds a code or a link, which no other site need see.
    'Referrer-Policy': 'no-referrer',
  });
  response.end(
    `<!doctype html><html lang="en"><meta charset="utf-8"><title>Hot Lead Signal</title><body style="font: 1rem/1.5 sans-serif; max-width: 36em; margin: 3em auto; padding: 0 1em"><h1>${headline}</h1><p>${more}</p></body></html>`,
  );
}
