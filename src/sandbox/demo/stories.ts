import type { HubspotSandbox } from '../hubspot/hubspot.ts';
import { SITE, regulars } from './company.ts';

/** What a visitor does at one moment, `after` so many seconds; `says` continues a sentence that begins with their name. */
type Scene = {
  after: number;
  says: string;
  does(hubspot: HubspotSandbox, contactId: string, now: number): void;
};

/** One visitor's visit: somebody new (then `jobTitle` may be given), or the known contact with this address. */
export type Story = { who: { new: true; jobTitle?: string } | { email: string }; scenes: Scene[] };

const MINUTE_MS = 60_000;
const someoneNew = { new: true } as const;

/** In the order they are played. The first leads to a hot lead in under a quarter of a minute. */
export const stories: Story[] = [
  {
    who: someoneNew,
    scenes: [
      opens('/blog/five-ways-to-plan-a-route'),
      opens('/pricing'),
      fills('Case study: Retail', 'downloads the case study'),
      fills('Request a demo', 'asks for a demo'),
    ],
  },
  {
    who: { new: true, jobTitle: 'Software Engineer' },
    scenes: [opens('/careers'), opens('/careers/software-engineer')],
  },
  { who: { email: regulars.returning }, scenes: [opened('/pricing', 61), opens('/pricing', ' again')] },
  {
    who: someoneNew,
    scenes: [opens('/compare/tidewater-vs-spreadsheets'), opens('/roi-calculator'), opens('/docs/api')],
  },
  {
    who: { email: regulars.reader },
    scenes: [reads('OPEN', 'opens the newsletter'), reads('CLICK', 'clicks a link in the newsletter')],
  },
  {
    who: { new: true, jobTitle: 'Student' },
    scenes: [opens('/docs/getting-started'), opens('/blog/what-is-logistics')],
  },
  { who: someoneNew, scenes: [opens('/docs/security'), fills('Contact sales', 'asks to talk to sales')] },
  { who: { email: regulars.customer }, scenes: [opened('/pricing', 61), opens('/pricing', ' again')] },
  { who: someoneNew, scenes: [fills('Buying guide', 'downloads the buying guide'), books()] },
];

function opens(path: string, words = ''): Scene {
  return {
    after: 3,
    says: `opens ${path}${words}`,
    does: (hubspot, id, now) => hubspot.visitPage(id, SITE + path, now),
  };
}

function opened(path: string, minutesAgo: number): Scene {
  const does: Scene['does'] = (hubspot, id, now) => hubspot.visitPage(id, SITE + path, now - minutesAgo * MINUTE_MS);
  return { after: 3, says: `opened ${path} ${minutesAgo} minutes ago`, does };
}

function fills(name: string, says: string): Scene {
  return {
    after: 3,
    says,
    does(hubspot, id, at) {
      const email = hubspot.contact(id)?.['email'];
      if (email !== undefined)
        hubspot.submitForm({ formId: name.toLowerCase().replaceAll(/\W+/g, '-'), name, email, at });
    },
  };
}

function reads(what: 'OPEN' | 'CLICK', says: string): Scene {
  return { after: 3, says, does: (hubspot, id, now) => hubspot.readEmail(id, what, now) };
}

function books(): Scene {
  const does: Scene['does'] = (hubspot, id, now) => void hubspot.bookMeeting(id, now + 48 * 60 * MINUTE_MS, now);
  return { after: 3, says: 'books a meeting for the day after tomorrow', does };
}
