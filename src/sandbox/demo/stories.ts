import { SITE, regulars } from './company.ts';
import { booth, comparing } from './org-scenes.ts';
import type { InHubspot, InOrg, Scene } from './scene.ts';

/**
 * One visitor's visit: somebody new (then `jobTitle` may be given), or the known contact with this address. `alsoLead`: somebody new
 * whom another tool of the company writes into Salesforce, too.
 */
export type Story =
  | {
      in: 'hubspot';
      who: { new: true; jobTitle?: string; alsoLead?: true } | { email: string };
      scenes: Scene<InHubspot>[];
    }
  | { in: 'salesforce'; who: { new: true } | { email: string }; scenes: Scene<InOrg>[] };

const MINUTE_MS = 60_000;

/** In the order they are played. The first leads to a hot lead in under a quarter of a minute. */
export const stories: Story[] = [
  visit({ new: true, alsoLead: true }, [
    opens('/blog/five-ways-to-plan-a-route'),
    opens('/pricing'),
    fills('Case study: Retail', 'downloads the case study'),
    fills('Request a demo', 'asks for a demo'),
  ]),
  { in: 'salesforce', who: { new: true }, scenes: booth },
  visit({ new: true, jobTitle: 'Software Engineer' }, [opens('/careers'), opens('/careers/software-engineer')]),
  visit({ email: regulars.returning }, [opened('/pricing', 61), opens('/pricing', ' again')]),
  visit({ new: true }, [opens('/compare/tidewater-vs-spreadsheets'), opens('/roi-calculator'), opens('/docs/api')]),
  visit({ email: regulars.reader }, [
    reads('OPEN', 'opens the newsletter'),
    reads('CLICK', 'clicks a link in the newsletter'),
  ]),
  { in: 'salesforce', who: { email: regulars.listed }, scenes: comparing },
  visit({ new: true, jobTitle: 'Student' }, [opens('/docs/getting-started'), opens('/blog/what-is-logistics')]),
  visit({ new: true, alsoLead: true }, [opens('/docs/security'), fills('Contact sales', 'asks to talk to sales')]),
  visit({ email: regulars.customer }, [opened('/pricing', 61), opens('/pricing', ' again')]),
  visit({ new: true }, [fills('Buying guide', 'downloads the buying guide'), books()]),
];

type Visit = Extract<Story, { in: 'hubspot' }>;

function visit(who: Visit['who'], scenes: Visit['scenes']): Visit {
  return { in: 'hubspot', who, scenes };
}

function opens(path: string, words = ''): Scene<InHubspot> {
  return {
    after: 3,
    says: `opens ${path}${words}`,
    does: ({ hubspot, contact }, now) => hubspot.visitPage(contact, SITE + path, now),
  };
}

function opened(path: string, minutesAgo: number): Scene<InHubspot> {
  const does: Scene<InHubspot>['does'] = ({ hubspot, contact }, now) =>
    hubspot.visitPage(contact, SITE + path, now - minutesAgo * MINUTE_MS);
  return { after: 3, says: `opened ${path} ${minutesAgo} minutes ago`, does };
}

function fills(name: string, says: string): Scene<InHubspot> {
  return {
    after: 3,
    says,
    does({ hubspot, contact }, at) {
      const email = hubspot.contact(contact)?.['email'];
      if (email !== undefined)
        hubspot.submitForm({ formId: name.toLowerCase().replaceAll(/\W+/g, '-'), name, email, at });
    },
  };
}

function reads(what: 'OPEN' | 'CLICK', says: string): Scene<InHubspot> {
  return { after: 3, says, does: ({ hubspot, contact }, now) => hubspot.readEmail(contact, what, now) };
}

function books(): Scene<InHubspot> {
  const does: Scene<InHubspot>['does'] = ({ hubspot, contact }, now) =>
    void hubspot.bookMeeting(contact, now + 48 * 60 * MINUTE_MS, now);
  return { after: 3, says: 'books a meeting for the day after tomorrow', does };
}
