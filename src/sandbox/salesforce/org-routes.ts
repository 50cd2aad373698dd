import type { Reply } from '../server.ts';
import type { Ground } from './ground.ts';
import type { Route } from './route.ts';
import { versions } from './router.ts';

/** What says things of the org itself: versions, resources, limits. */
export function orgRoutes(ground: Ground): Route[] {
  const listed = versions.map((version) => ({
    label: version,
    url: `/services/data/${version}`,
    version: version.slice(1),
  }));
  return [
    { method: 'GET', path: '/services/data', access: 'open', answer: () => ({ status: 200, body: listed }) },
    { method: 'GET', path: '/services/data/:version', access: 'session', answer: resources },
    {
      method: 'GET',
      path: '/services/data/:version/limits',
      access: 'session',
      // The vendor wants the permission View Setup for this (dossier 4.4); here everyone may.
      answer: () => ({ status: 200, body: limits(ground) }),
    },
  ];
}

function resources({ request: { path } }: { request: { path: string } }): Reply {
  const names = ['sobjects', 'query', 'queryAll', 'composite', 'limits', 'jobs', 'metadata', 'actions', 'tooling'];
  return { status: 200, body: Object.fromEntries(names.map((name) => [name, `${path}/${name}`])) };
}

function limits({ meter }: Ground): object {
  const untouched = (Max: number) => ({ Max, Remaining: Max });
  const { daily } = meter.limits;
  return {
    DailyApiRequests: { Max: daily, Remaining: Math.max(0, daily - meter.usedToday()) },
    DailyBulkApiBatches: untouched(15_000),
    DailyBulkV2QueryJobs: untouched(10_000),
    DailyBulkV2QueryFileStorageMB: untouched(976_562),
    DailyDeliveredPlatformEvents: untouched(25_000),
    DataStorageMB: untouched(10_240),
    FileStorageMB: untouched(10_240),
  };
}
