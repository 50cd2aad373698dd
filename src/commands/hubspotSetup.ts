import { parseArgs } from 'node:util';
import type { RouteAction } from '../crm/hubspot/setup/enrolment.ts';
import { setupPlan, type SetupOptions } from '../crm/hubspot/setup/plan.ts';
import { type Settled, setUp } from '../crm/hubspot/setup/setup.ts';
import { system } from '../main.ts';
import { configuredPortal, type FindPortal, type SetupPortal } from './hubspotSetupPortal.ts';
import { portalSetupInWords } from './hubspotSetupWords.ts';
import type { Env, Io } from './model.ts';

const options = {
  'dry-run': { type: 'boolean' },
  json: { type: 'boolean' },
  workspace: { type: 'string' },
  'action-id': { type: 'string' },
  'demo-form': { type: 'string' },
  'pricing-page': { type: 'string' },
  recipe: { type: 'boolean' },
} as const;

/**
 * `hot-lead hubspot setup`: makes and verifies what the product needs in a portal, and says what the portal cannot do; with
 * `--dry-run` says it only. Safe twice. Returns the exit code: 1 when something wrong is left. Throws sentences for people.
 */
export async function hubspotSetupCommand(
  args: string[],
  io: Io,
  env: Env = system.env,
  find: FindPortal = configuredPortal,
): Promise<number> {
  const { values } = parseArgs({ args, options });
  const asked = settingsFrom(values);
  await using running = new AsyncDisposableStack();
  const portal = await find(env, { workspace: values.workspace, io }, running);
  const dryRun = values['dry-run'] === true;
  const findings = await settledIn(portal, asked, dryRun);
  const lines = values.json === true ? [jsonOf(portal, findings, dryRun)] : portalSetupInWords(findings, dryRun);
  for (const line of lines) io.out(line);
  return findings.some(({ state }) => state === 'wrong') ? 1 : 0;
}

async function settledIn(
  { ask, portalId, granted }: SetupPortal,
  asked: SetupOptions,
  dryRun: boolean,
): Promise<Settled[]> {
  const all = { ...asked, portalId, ...(granted && { granted }) };
  if (!dryRun) return setUp(ask, all);
  return (await setupPlan(ask, all)).map(({ do: _mend, ...finding }) => finding);
}

function settingsFrom(values: Partial<Record<keyof typeof options, string | boolean>>): SetupOptions {
  const [action, demoForm, pricingPage] = (['action-id', 'demo-form', 'pricing-page'] as const).map((name) => {
    const value = values[name];
    if (typeof value === 'string' && value.trim() === '')
      throw new Error(`--${name} is empty: leave it out, or say one`);
    return typeof value === 'string' ? value.trim() : undefined;
  });
  return {
    ...(action !== undefined && { action: actionFrom(action) }),
    ...(demoForm !== undefined && { demoForm }),
    ...(pricingPage !== undefined && { pricingPage }),
    ...(values.recipe === true && { recipe: true }),
  };
}

/** `123`, or `1-123` as HubSpot writes it in a workflow, with `@2` for a later version of the action. */
function actionFrom(text: string): RouteAction {
  const found = /^(?:1-)?(?<id>\d+)(?:@(?<version>\d+))?$/.exec(text);
  if (found?.groups?.['id'] === undefined)
    throw new Error(`--action-id must be a number such as 123456 (got ${JSON.stringify(text)})`);
  return { id: found.groups['id'], version: Number(found.groups['version'] ?? 1) };
}

function jsonOf({ portalId }: SetupPortal, findings: readonly Settled[], dryRun: boolean): string {
  const wrong = findings.filter(({ state }) => state === 'wrong').length;
  return JSON.stringify({ portal: portalId, dryRun, wrong, findings }, undefined, 2);
}
