import { type CheckedRep, type Finding, listInWords } from './checkFindings.ts';
import { nearest } from './checkSpelling.ts';
import type { RoutingSettings } from './settings.ts';

/** Where settings name a person, and what for. */
type Mention = { path: string; email: string; as: string; mend: string };
type Staff = ReadonlyMap<string, CheckedRep>;

/** People whom the settings name and the CRM does not have, or has no more; and who cannot be told of a lead. */
export function checkPeople(settings: RoutingSettings, people: readonly CheckedRep[]): Finding[] {
  // A CRM keeps who left beside the same person's new account: the last of one address is the one who is there.
  const known = people.toSorted((a, b) => Number(a.active) - Number(b.active));
  const staff = new Map(known.flatMap((rep) => (rep.email === undefined ? [] : [[rep.email, rep] as const])));
  return [
    ...mentions(settings).flatMap((mention) => strangerOrLeaver(mention, staff)),
    ...circles(settings),
    ...deadEnds(settings, staff),
    ...unreached(settings, people),
    ...noManager(settings, staff),
  ];
}

function mentions({ people, pools, namedAccounts, coverage }: RoutingSettings): Mention[] {
  const another = 'name another';
  return [
    ...Object.keys(people).map((email) => {
      return { path: `routing.people.${email}`, email, as: 'whom routing.people describes', mend: 'remove them' };
    }),
    ...Object.entries(people).flatMap(([email, { backup }]) => {
      const path = `routing.people.${email}.backup`;
      return backup === undefined ? [] : [{ path, email: backup, as: `the backup of ${email}`, mend: another }];
    }),
    ...Object.entries(pools).flatMap(([name, { members }]) =>
      (members === 'everyone' ? [] : members).map(({ rep }, index) => {
        const path = `routing.pools.${name}.members[${index}]`;
        return { path, email: rep, as: `a member of pool ${name}`, mend: 'remove them' };
      }),
    ),
    ...namedAccounts.flatMap(({ account, rep, backup }, index) => {
      const path = `routing.namedAccounts[${index}]`;
      return [
        { path: `${path}.rep`, email: rep, as: `the rep of ${account}`, mend: another },
        { path: `${path}.backup`, email: backup, as: `the backup for ${account}`, mend: another },
      ];
    }),
    ...coverage.managers.map((email, index) => {
      return { path: `routing.coverage.managers[${index}]`, email, as: 'a manager', mend: another };
    }),
  ];
}

function strangerOrLeaver({ path, email, as, mend }: Mention, staff: Staff): Finding[] {
  const rep = staff.get(email);
  if (rep?.active === true) return [];
  if (rep !== undefined)
    return [{ level: 'warning', what: 'person who has left', path, says: `${rep.name}, ${as}, has left: ${mend}` }];
  const near = nearest(email, [...staff.keys()]);
  const advice = near === undefined ? 'correct the address, or add them to the CRM' : `was ${near} meant?`;
  return [
    { level: 'warning', what: 'unknown person', path, says: `${email}, ${as}, is nobody the CRM knows: ${advice}` },
  ];
}

/** Each circle of backups once, at the one of its people whose address comes first. */
function circles({ people }: RoutingSettings): Finding[] {
  return Object.keys(people).flatMap((email) => {
    const chain = chainFrom(email, people);
    if (chain.at(-1) !== email || chain.some((other) => other < email)) return [];
    const says = `backups go in a circle: ${[email, ...chain].join(' to ')}. When all of them are away, the circle has nobody`;
    return [{ level: 'warning', what: 'backup circle', path: `routing.people.${email}.backup`, says }];
  });
}

/** Who covers one after the other, until there is no more backup or somebody comes again (who then is the last as well). */
function chainFrom(email: string, people: RoutingSettings['people']): string[] {
  const chain: string[] = [];
  let next = people[email]?.backup;
  while (next !== undefined && !chain.includes(next)) {
    chain.push(next);
    next = next === email ? undefined : people[next]?.backup;
  }
  return chain;
}

/** Chains of two and more backups of which the last is not there: a single one who is not is found as a person. */
function deadEnds({ people }: RoutingSettings, staff: Staff): Finding[] {
  return Object.keys(people).flatMap((email) => {
    const chain = chainFrom(email, people);
    const last = chain.at(-1);
    if (chain.length < 2 || last === undefined) return [];
    if (staff.get(last)?.active === true || people[last]?.backup !== undefined) return [];
    const why = staff.has(last) ? 'has left' : 'is nobody the CRM knows';
    const says = `the backups of ${email} end with nobody: ${[email, ...chain].join(' to ')}, who ${why}`;
    return [{ level: 'warning', what: 'backup who has left', path: `routing.people.${email}.backup`, says }];
  });
}

/** People who may get a lead, or must hear of one, and whom no alert reaches. */
function unreached(settings: RoutingSettings, people: readonly CheckedRep[]): Finding[] {
  const named = Map.groupBy(mentions(settings), (mention) => mention.email);
  const pool = Object.entries(settings.pools).find(([, { members }]) => members === 'everyone')?.[0];
  return people.flatMap(({ name, email, active, channels, chatTrouble }) => {
    const own = email === undefined ? undefined : named.get(email)?.[0]?.path;
    const path = own ?? (pool === undefined ? undefined : `routing.pools.${pool}.members`);
    if (!active || channels.length > 0 || path === undefined) return [];
    const says = `no alert reaches ${name}: ${unreachedBecause(email, chatTrouble)}`;
    return [{ level: 'error', what: 'person without a channel', path, says }];
  });
}

function unreachedBecause(email: string | undefined, chatTrouble: string | undefined): string {
  if (email === undefined) return 'the CRM has no e-mail of them';
  return `${chatTrouble === undefined ? '' : `${chatTrouble}; `}give ${email} a way to be told`;
}

function noManager({ coverage: { managers, channel } }: RoutingSettings, staff: Staff): Finding[] {
  const gone = managers.filter((email) => staff.get(email)?.active === false);
  if (managers.length > gone.length) return [];
  const why =
    managers.length === 0 ? 'no manager is named' : `${listInWords(gone)} ${gone.length === 1 ? 'has' : 'have'} left`;
  const who = channel === undefined ? 'nobody hears' : `only ${channel} hears`;
  const says = `${who} of a lead that nobody covers or answers: ${why}`;
  return [{ level: 'warning', what: 'no manager', path: 'routing.coverage.managers', says }];
}
