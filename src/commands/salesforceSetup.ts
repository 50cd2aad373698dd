import { parseArgs } from 'node:util';
import { rehearse, setUp, type Settled } from '../crm/salesforce/setup/setup.ts';
import type { SetupOrg } from '../crm/salesforce/setup/setup-org.ts';
import type { Env, Io } from './model.ts';
import { orgToSetUp } from './salesforceSetupOrg.ts';
import { orgSetupInWords } from './salesforceSetupWords.ts';

const options = {
  'dry-run': { type: 'boolean' },
  json: { type: 'boolean' },
  workspace: { type: 'string' },
  reps: { type: 'boolean' },
  'use-fields': { type: 'boolean' },
} as const;

/**
 * `hot-lead salesforce setup`: makes and verifies what the product needs in an org, and says what the org cannot do and what is left
 * for a person; with `--dry-run` the org only says whether it would take it. Safe twice. Returns the exit code: 1 when something
 * wrong is left. Throws sentences for people.
 */
export async function salesforceSetupCommand(args: string[], io: Io, env: Env): Promise<number> {
  const { values } = parseArgs({ args, options });
  await using running = new AsyncDisposableStack();
  const on = await orgToSetUp(env, { workspace: values.workspace, io }, running);
  const asked = { reps: values.reps === true, useFields: values['use-fields'] === true };
  const dryRun = values['dry-run'] === true;
  const findings = dryRun ? await rehearse(on, asked) : await setUp(on, asked);
  const lines = values.json === true ? [jsonOf(on, findings, dryRun)] : orgSetupInWords(findings, dryRun);
  for (const line of lines) io.out(line);
  return findings.some(({ state }) => state === 'wrong') ? 1 : 0;
}

function jsonOf({ orgId }: SetupOrg, findings: readonly Settled[], dryRun: boolean): string {
  const wrong = findings.filter(({ state }) => state === 'wrong').length;
  return JSON.stringify({ org: orgId, dryRun, wrong, findings }, undefined, 2);
}
