import { describe, expect, test } from '@jest/globals';
import { hotVisitor, repOf } from './testing/orgPeople.ts';
import { startOrgWorld } from './testing/orgWorld.ts';
import { workGap } from './workGaps.ts';

describe('the gap between two runs of a kind', () => {
  test.each([
    ['read', undefined, 160],
    ['read', 190, 160],
    ['read', 95, 320],
    ['read', 380, 80],
    ['score', 95, 0],
    ['post', 95, 1_100],
  ] as const)('%s, where the CRM takes %s calls in ten seconds, is %s ms', (kind, calls, ms) => {
    expect(workGap(kind, calls)).toBe(ms);
  });

  test('of a workspace with an org alone is as long as that takes, whatever HubSpot takes of others', async () => {
    const settings = { hubspot: { callsPer10Seconds: 1, taskQueues: {} } };
    await using world = await startOrgWorld({ settings });
    const lead = hotVisitor(world);
    await world.minutes(2);
    expect(repOf(world, lead)).toBeDefined();
  });
});
