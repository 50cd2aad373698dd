import type { HubspotSandbox } from '../hubspot/hubspot.ts';
import type { SlackSandbox } from '../slack/slack.ts';

type SeededRep = {
  name: string;
  email: string;
  ownerId: string;
  userId: number;
  slackId: string;
  queue: string;
  away: boolean;
};

/** The demo's company: it sells "Tidewater", which plans deliveries. */
export const SITE = 'https://www.tidewater.example';

/** Ids never change: what the app stored in an earlier run still means the same people. */
export const reps: SeededRep[] = [
  rep('Ann Lee', 1),
  rep('Bob Roe', 2),
  rep('Cleo Marsh', 3),
  { ...rep('Dan Okafor', 4), away: true },
];

function rep(name: string, n: number): SeededRep {
  const email = `${name.toLowerCase().replace(' ', '.')}@tidewater.example`;
  return { name, email, ownerId: `10${n}`, userId: 900 + n, slackId: `U0000DEMO${n}`, queue: `70${n}`, away: false };
}

/** Who talks where in Slack: the shared channel, then each rep's direct messages. */
export const places = [
  { id: 'C0000DEMO1', name: '#hot-leads' },
  ...reps.map(({ slackId, name }) => ({ id: slackId, name })),
];

/** People the company knows already, by e-mail: those with whom stories go on, or who are in Salesforce. */
export const regulars = {
  returning: 'grace.halden@orbitfoods.example',
  reader: 'samuel.stone@palletworks.example',
  customer: 'vera.lang@citycouriers.example',
  negotiating: 'peter.quill@inkandco.example',
  /** In Salesforce only. */
  listed: 'irene.castell@lakesidedairy.example',
};

const DAY_MS = 86_400_000;

/** The reps, and a few contacts with a mild history, in an account that has none. `now` in epoch milliseconds. */
export function seedHubspot(hubspot: HubspotSandbox, now: number): void {
  const hs_standard_time_zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  for (const { name, email, ownerId, userId, away } of reps) {
    const [firstName = '', lastName = ''] = name.split(' ');
    hubspot.addOwner({ id: ownerId, userId, email, firstName, lastName });
    // Whenever somebody looks at the demo, its company is at work.
    const hs_working_hours = JSON.stringify([{ days: 'EVERY_DAY', startMinute: 0, endMinute: 1440 }]);
    const status = away ? 'away' : 'available';
    hubspot.addUser(ownerId, { hs_availability_status: status, hs_standard_time_zone, hs_working_hours });
  }
  for (const { name, owner, did, ...values } of knownContacts()) {
    const [firstname = '', lastname = ''] = name.split(' ');
    const at = now - 40 * DAY_MS;
    const owned = owner === undefined ? {} : { hubspot_owner_id: owner };
    const id = hubspot.addContact({ firstname, lastname, lifecyclestage: 'lead', ...values, ...owned }, { at });
    for (const [daysAgo, what] of did) {
      if (what === 'opened an e-mail') hubspot.readEmail(id, 'OPEN', now - daysAgo * DAY_MS);
      else hubspot.visitPage(id, `${SITE}${what}`, now - daysAgo * DAY_MS);
    }
  }
  // The app subscribes to what happens from now on.
  hubspot.snapshot().unsent.splice(0);
}

type Known = Record<'name' | 'email' | 'company' | 'jobtitle', string> & {
  lifecyclestage?: string;
  owner?: string;
  did: [daysAgo: number, what: string][];
};

function knownContacts(): Known[] {
  const away = reps.find((one) => one.away)?.ownerId ?? '';
  return [
    known('Grace Halden', regulars.returning, 'Orbit Foods', 'COO', {
      owner: away,
      did: [[12, '/blog/route-planning']],
    }),
    known('Samuel Stone', regulars.reader, 'Pallet Works', 'Warehouse Manager', { did: [[9, 'opened an e-mail']] }),
    known('Vera Lang', regulars.customer, 'City Couriers', 'Fleet Manager', {
      owner: reps[1]?.ownerId ?? '',
      lifecyclestage: 'customer',
      did: [[20, '/docs/getting-started']],
    }),
    known('Peter Quill', regulars.negotiating, 'Ink and Co', 'Buyer', { did: [[25, '/about']] }),
    known('Mona Fields', 'mona.fields@greenacre.example', 'Green Acre', 'Owner', {
      owner: reps[0]?.ownerId ?? '',
      did: [[15, '/blog/cold-chain']],
    }),
  ];
}

function known(
  name: string,
  email: string,
  company: string,
  jobtitle: string,
  more: Pick<Known, 'owner' | 'lifecyclestage' | 'did'>,
): Known {
  return { name, email, company, jobtitle, ...more };
}

/** The same people in Slack, and #hot-leads. Their ids are fixed. */
export function seedSlack(slack: SlackSandbox): void {
  const [shared] = places;
  if (shared !== undefined) slack.addChannel(shared.name.replace('#', ''), { id: shared.id });
  const tz = Intl.DateTimeFormat().resolvedOptions().timeZone;
  for (const { slackId, name, email, away } of reps) {
    slack.addUser({ id: slackId, name, email, tz, presence: away ? 'away' : 'active' });
  }
}
