import { startServer, type SandboxServer } from '../server.ts';
import { bulkRoutes, type BulkHands } from './bulk.ts';
import { collectionRoutes } from './collection-routes.ts';
import { compositeRoutes } from './composite-routes.ts';
import type { Ground } from './ground.ts';
import { oauthRoutes, type OauthHands } from './oauth.ts';
import { metadataRoutes, type MetadataHands } from './metadata.ts';
import { newOrg, type Org, type OrgOptions } from './org.ts';
import { orgHands } from './org-hands.ts';
import { orgRoutes } from './org-routes.ts';
import { peopleHands } from './people-hands.ts';
import { queryRoutes } from './query-routes.ts';
import { recordHands } from './record-hands.ts';
import { newRouter, notFound, type Dispatch } from './router.ts';
import type { Route } from './route.ts';
import { usualSharing } from './sharing.ts';
import { sobjectRoutes } from './sobject-routes.ts';

export type SalesforceOptions = Partial<OrgOptions> & {
  /** None or 0 takes a free one. */
  port?: number;
};

type Hands = ReturnType<typeof recordHands> & ReturnType<typeof peopleHands> & ReturnType<typeof orgHands>;

/** An org on loopback, with what a test or a demo does to it from outside the API. */
export type SalesforceSandbox = SandboxServer &
  Hands &
  OauthHands &
  BulkHands &
  MetadataHands & {
    /** What other parts of a sandbox build on; tests use the hands. */
    readonly ground: Ground;
    readonly orgId: string;
    /** The user whom the product runs as, and a session of theirs. */
    readonly integrationUser: string;
    readonly token: string;
    /** API calls so far, as the vendor counts them: a composite request is one. */
    apiCalls(): number;
    /** How often each path was called, as `POST /composite`; parts of a composite are not among them. */
    operations(): ReadonlyMap<string, number>;
    /** Ends what was being paged through, as time does. */
    endCursors(): void;
  };

/** Starts an org: standard objects, usual values, one integration user. Close it, or `await using`. */
export async function startSalesforce(options: SalesforceOptions = {}): Promise<SalesforceSandbox> {
  const { port, now = Date.now, ...given } = options;
  const org = newOrg({ now, ...given });
  const { ground } = org;
  const server = await startServer({ ...(port !== undefined && { port }), now, notFound });
  org.behaviour.url = server.url;
  const { routes, hands, endCursors } = allRoutes(ground, () => router.dispatch);
  const router = newRouter(ground, routes);
  router.addTo(server);
  const people = peopleHands(org);
  const integrationUser = people.addUser({ email: 'integration@example.com', name: 'Integration User' });
  const values = { UserType: 'AutomatedProcess' };
  const actor = people.addUser({ email: 'autoproc@example.com', name: 'Automated Process', values });
  org.behaviour.itself = { actor, owner: integrationUser };
  seedOrganization(org, given);
  return {
    ...server,
    ...recordHands(org),
    ...people,
    ...orgHands(org),
    ...hands,
    ground,
    orgId: ground.orgId,
    integrationUser,
    token: ground.sessions.open(integrationUser),
    apiCalls: ground.meter.total,
    operations: router.operations,
    endCursors,
  };
}

function allRoutes(ground: Ground, dispatch: () => Dispatch) {
  const query = queryRoutes(ground);
  const oauth = oauthRoutes(ground);
  const bulk = bulkRoutes(ground);
  const metadata = metadataRoutes(ground);
  const routes: Route[] = [
    ...query.routes,
    ...collectionRoutes(ground),
    ...compositeRoutes(ground, dispatch),
    ...sobjectRoutes(ground),
    ...orgRoutes(ground),
    ...oauth.routes,
    ...bulk.routes,
    ...metadata.routes,
  ];
  return { routes, hands: { ...oauth.hands, ...bulk.hands, ...metadata.hands }, endCursors: query.endCursors };
}

function seedOrganization(
  { desk, ground }: Org,
  { edition = 'Enterprise Edition', sharing }: Partial<OrgOptions>,
): void {
  const open = { ...usualSharing, ...sharing };
  const at = new Date(Math.floor(desk.now() / 1000) * 1000).toISOString().replace('Z', '+0000');
  desk.records.put(desk.schema.object('Organization'), {
    Id: ground.orgId,
    Name: 'Example',
    OrganizationType: edition,
    IsSandbox: false,
    InstanceName: 'NA1',
    TimeZoneSidKey: 'America/New_York',
    DefaultLocaleSidKey: 'en_US',
    LanguageLocaleKey: 'en_US',
    FiscalYearStartMonth: 1,
    ...Object.fromEntries(Object.entries(open).map(([object, access]) => [`Default${object}Access`, access])),
    CreatedDate: at,
    LastModifiedDate: at,
    SystemModstamp: at,
    IsDeleted: false,
  });
}
