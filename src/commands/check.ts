import { parseArgs } from 'node:util';
import { type Config, readConfig } from '../config.ts';
import type { Model } from '../domain/model.ts';
import type { Finding } from '../domain/routing/checkFindings.ts';
import { system } from '../main.ts';
import { modelFromStored } from '../model/read.ts';
import { routingFindings } from '../pipeline/routingFindings.ts';
import type { Db } from '../store/db.ts';
import { currentModel } from '../store/models.ts';
import { repTimes } from '../store/reps.ts';
import { findingsInWords } from './checkWords.ts';
import { DEMO, workspaceFor } from './databaseFor.ts';
import { helpAsked } from './helpAsked.ts';
import type { Env, Io } from './model.ts';
import { mustRead } from './modelDraft.ts';
import { knownReps } from './repsKnown.ts';

const usage = 'usage: hot-lead check [--model draft.json] [--json]';

/**
 * `hot-lead check`: whether the routing that decides now, or a draft laid over it, loses leads. Reads only. Returns the exit code:
 * 1 when an error is found, and when nothing could be checked.
 */
export async function checkCommand(args: string[], io: Io, env: Env = system.env): Promise<number> {
  if (helpAsked(args, usage, io)) return 0;
  try {
    const { model: file, json } = optionsFrom(args);
    await using running = new AsyncDisposableStack();
    const { db, workspace } = await workspaceFor(env, running, io.now());
    const current = await published(db, workspace);
    const model = file === undefined ? current : await mustRead(file, current);
    const findings = await findingsOf(db, workspace, model, configFrom(env), io.now());
    const checked = file ?? `version ${current.version} of workspace ${workspace}`;
    for (const line of json ? [jsonOf(checked, findings)] : findingsInWords(checked, findings)) io.out(line);
    return findings.some(({ level }) => level === 'error') ? 1 : 0;
  } catch (error) {
    io.err(`check: ${(error as Error).message}`);
    return 1;
  }
}

function optionsFrom(args: string[]): { model?: string; json: boolean } {
  try {
    const { values } = parseArgs({ args, options: { model: { type: 'string' }, json: { type: 'boolean' } } });
    return { ...values, json: values.json ?? false };
  } catch (cause) {
    throw new Error(`${(cause as Error).message}\n${usage}`, { cause });
  }
}

async function published(db: Db, workspace: string): Promise<Model> {
  const stored = await db.inWorkspace(workspace, (tx) => currentModel(tx, workspace));
  return modelFromStored(stored?.settings);
}

async function findingsOf(
  db: Db,
  workspace: string,
  { routing }: Model,
  config: Ways & Pick<Config, 'defaultTimeZone'>,
  now: number,
): Promise<Finding[]> {
  const { reps, said } = await db.inWorkspace(workspace, async (tx) => {
    return { reps: await knownReps(tx, workspace), said: await repTimes(tx, workspace, now) };
  });
  const team = { reps, said, settings: routing, defaultZone: config.defaultTimeZone };
  return routingFindings(team, workspace === DEMO.workspace ? ['slack', 'email'] : waysIn(config), now);
}

type Ways = Pick<Config, 'slack' | 'mail'>;

function waysIn({ slack, mail }: Ways): ('slack' | 'email')[] {
  return [...(slack === undefined ? [] : ['slack' as const]), ...(mail === undefined ? [] : ['email' as const])];
}

/** Wrong variables were reported when the workspace was opened. */
function configFrom(env: Env): Ways & Pick<Config, 'defaultTimeZone'> {
  const read = readConfig(env);
  return read.ok ? read.config : { defaultTimeZone: 'UTC', slack: undefined, mail: undefined };
}

function jsonOf(checked: string, findings: Finding[]): string {
  const count = (level: Finding['level']) => findings.filter((finding) => finding.level === level).length;
  return JSON.stringify({ checked, errors: count('error'), warnings: count('warning'), findings }, undefined, 2);
}
