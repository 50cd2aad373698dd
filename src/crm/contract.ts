import { describe } from '@jest/globals';
import { changeTests } from './contract/changes.ts';
import { dealTests } from './contract/deals.ts';
import { listingTests } from './contract/listing.ts';
import { matchTests } from './contract/matches.ts';
import { prepareTests } from './contract/prepare.ts';
import { readTests } from './contract/reads.ts';
import { relationTests } from './contract/relations.ts';
import { repTests } from './contract/reps.ts';
import { sourceTests } from './contract/sources.ts';
import { assignTests, completeTests, taskTests } from './contract/tasks.ts';
import { touchTests } from './contract/touches.ts';
import { writeTests } from './contract/writes.ts';
import { sequenceTests } from './contract/sequences.ts';
import type { Start } from './contract/under-test.ts';

/**
 * The tests every CRM's adapter must pass: `start` gives a fresh, empty one each time; it has these sources. `dealless`: of a kind
 * of person to whom the vendor's deals and companies do not point.
 */
export function crmContract(
  name: string,
  start: Start,
  sources: string[] = [],
  { dealless = false }: { dealless?: boolean } = {},
): void {
  describe(`${name} keeps the CRM contract`, () => {
    taskTests(start);
    writeTests(start);
    readTests(start);
    changeTests(start);
    repTests(start);
    assignTests(start);
    completeTests(start);
    if (!dealless) relationTests(start);
    touchTests(start);
    if (!dealless) dealTests(start);
    listingTests(start);
    matchTests(start);
    sourceTests(start, sources);
    sequenceTests(start);
    prepareTests(start);
  });
}
