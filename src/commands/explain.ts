import { parseArgs } from 'node:util';
import { utcClock } from '../domain/explain/whenInWords.ts';
import type { ReaderClock } from '../domain/explain/whenInWords.ts';
import type { Model } from '../domain/model.ts';
import { storyOf, type Told, type ToldWork } from '../domain/story/story.ts';
import { alertInWords, taskInWords } from '../domain/story/storyWork.ts';
import { system } from '../main.ts';
import { modelFromStored } from '../model/read.ts';
import { readerClock } from '../pipeline/readerClock.ts';
import type { Tx } from '../store/db.ts';
import { currentModel, modelsByHash } from '../store/models.ts';
import { type StoryLead, storyRows, type StoryStep } from '../store/story.ts';
import { workspaceFor } from './databaseFor.ts';
import { leadsSaid } from './explainMeant.ts';
import { type Meant, meantBy, meantInWords } from './explainTold.ts';
import { standsNow, type StandsNow, standsNowInWords } from './explainNow.ts';
import { peopleInWords, storyInWords } from './explainWords.ts';
import { helpAsked } from './helpAsked.ts';
import type { Env, Io } from './model.ts';
import { timeZoneFrom } from './repsKnown.ts';
import { isoOf } from './scoreWhy.ts';

const USAGE =
  'usage: hot-lead explain <our id, e-mail, id of the CRM record, or its page in Salesforce> [--json] [--zone Europe/Berlin]';

/** What people wrote in a CRM must not steer a terminal. */
const UNPRINTED = /[\p{Cc}\u202a-\u202e\u2066-\u2069]+/gu;

/**
 * `hot-lead explain`: the whole story of one lead in the order in which it was known, and how it stands now. Reads only. It
 * shows what is kept of the person, their own words too. Exit code 1 when nobody, or more than one, is meant.
 */
export async function explainCommand(args: string[], io: Io, env: Env = system.env): Promise<number> {
  if (helpAsked(args, USAGE, io)) return 0;
  try {
    const options = { json: { type: 'boolean' }, zone: { type: 'string' } } as const;
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
    const clock = values.zone === undefined ? readerClock(timeZoneFrom(env)) : clockIn(values.zone);
    const said = oneLead(positionals);
    await using running = new AsyncDisposableStack();
    const { db, workspace } = await workspaceFor(env, running, io.now());
    const { lead, told, now } = await db.inWorkspace(workspace, (tx) => gathered(tx, workspace, said, clock, io.now()));
    if (values.json) io.out(JSON.stringify(asJson(lead, told, now), undefined, 2));
    else
      for (const line of [
        ...peopleInWords(lead, told.name),
        '',
        ...storyInWords(storyOf(told), clock),
        '',
        ...standsNowInWords(now, told),
      ])
        io.out(line.replace(UNPRINTED, ' '));
    return 0;
  } catch (error) {
    for (const line of (error as Error).message.split('\n')) io.err(`explain: ${line}`);
    if ((error as NodeJS.ErrnoException).code?.startsWith('ERR_PARSE_ARGS')) io.err(USAGE);
    return 1;
  }
}

function oneLead(positionals: readonly string[]): string {
  const [said, ...more] = positionals;
  if (said === undefined || said.trim() === '' || more.length > 0) throw new Error(`say one lead\n${USAGE}`);
  return said.trim();
}

function clockIn(zone: string): ReaderClock {
  const clock = readerClock(zone);
  if (clock !== utcClock) return clock;
  throw new Error(`--zone: ${JSON.stringify(zone)} is no time zone: say one as Europe/Berlin`);
}

type Gathered = { lead: StoryLead; told: Told; now: StandsNow };

/** All of one instant. */
async function gathered(tx: Tx, workspace: string, said: string, clock: ReaderClock, now: number): Promise<Gathered> {
  await tx.query('set transaction isolation level repeatable read, read only');
  const lead = theOne(await leadsSaid(tx, workspace, said), said, workspace);
  const rows = await storyRows(tx, workspace, lead);
  const model = modelFromStored((await currentModel(tx, workspace))?.settings);
  const names = new Map(rows.reps.flatMap(({ id, name, record }) => [[id, name] as const, [record, name] as const]));
  const told: Told = {
    ...rows,
    work: [],
    model,
    modelOf: readableModels(await modelsByHash(tx, workspace)),
    name: (rep) => names.get(rep) ?? rep,
    clock,
  };
  const meant = await meantBy(tx, workspace, rows.steps);
  const work = rows.steps.map((step) => workOf(step, meant.get(step.id) ?? {}, told));
  return { lead, told: { ...told, work }, now: standsNow(lead, rows, model, clock, now) };
}

function theOne(leads: readonly StoryLead[], said: string, workspace: string): StoryLead {
  const [lead, ...more] = leads;
  if (lead === undefined)
    throw new Error(
      `nobody in workspace ${workspace} has ${JSON.stringify(said)} as our id, a CRM record's id, its page in Salesforce or an e-mail: look it up in the CRM's own page of the contact`,
    );
  if (more.length === 0) return lead;
  const each = leads.map(({ id, records, email }) => `  ${id} (${[...records, email ?? 'no e-mail'].join(', ')})`);
  throw new Error(`${JSON.stringify(said)} is ${leads.length} leads, say which by our id:\n${each.join('\n')}`);
}

function workOf(step: StoryStep, meant: Meant, told: Told): ToldWork {
  const { id, kind, at, task, error } = step;
  const to = kind === 'alert' ? meantInWords(meant, at, told) : undefined;
  return {
    step: id,
    kind,
    at,
    text: kind === 'task' ? (error === undefined ? taskInWords(task) : 'the task') : messageInWords(step, meant, to),
    ...(task !== undefined && { task }),
    ...(to !== undefined && { to }),
    ...(error !== undefined && { error }),
  };
}

function messageInWords({ channel, place = '', repeated = false }: StoryStep, { told }: Meant, to?: string): string {
  if (channel !== undefined) return alertInWords({ channel, place, repeated, ...(to !== undefined && { to }) });
  const message = to === undefined ? 'the message' : `the message for ${to}`;
  return told === undefined ? message : `${message} went to ${told}`;
}

/** Settings that this release cannot read are known no more. */
function readableModels(stored: Map<string, unknown>): (hash: string) => Model | undefined {
  return (hash) => {
    try {
      return stored.has(hash) ? modelFromStored(stored.get(hash)) : undefined;
    } catch {
      return undefined;
    }
  };
}

function asJson(lead: StoryLead, told: Told, now: StandsNow): object {
  const story = storyOf(told).map(({ at, ...line }) => ({ at: isoOf(at), ...line }));
  return { lead: { ...lead, createdAt: isoOf(lead.createdAt) }, story, now };
}
