import { randomUUID } from 'node:crypto';
import { figuresOfDays } from '../../src/pipeline/figuresOfDays.ts';
import type { FiguresAnswer } from '../../src/pipeline/figuresOfDays.ts';
import { recordSteps } from '../../src/pipeline/episodeRecords.ts';
import { pipeline } from '../../src/pipeline.ts';
import { startRig } from '../../src/testing/salesforceRig.ts';
import type { SalesforceRig } from '../../src/testing/salesforceRig.ts';
import type { startDesk } from '../../src/testing/tellingDesk.ts';
import { evaluateDashboard } from '../check/evaluateDashboard.ts';
import type { Shown } from '../check/evaluateDashboard.ts';
import { ofKind, readProject } from '../check/project.ts';
import type { Row } from '../check/reportRows.ts';
import { textOf } from '../check/xml.ts';
import { now } from './figuresWorld.ts';
import type { Deal, Opening, Person, World } from './figuresWorld.ts';

export type Desk = Awaited<ReturnType<typeof startDesk>>;
export const project = readProject('force-app');
export const DASHBOARD = 'Hot_Lead_Signal/Hot_Lead_Dashboard';
const HOUR = 3_600_000;
const STAGES = { open: 'Prospecting', won: 'Closed Won', lost: 'Closed Lost' };
const fieldsOf = (object: string) =>
  [...ofKind(project, 'CustomField')].filter(([name]) => name.startsWith(`${object}.`));

/** What we count ourselves, in 30 and in 90 days, and what an org's dashboard shows of the same, by header. */
export type Both = {
  own: FiguresAnswer;
  own90: FiguresAnswer;
  shown: Map<string, Shown>;
  /** The org's rows of people who were hot, the org's own formulas among their fields, and its opportunities. */
  hot: Row[];
  deals: Row[];
};

/** Writes a world into our database and tells an org of it by our own adapter; both are then asked for their figures. */
export async function bothOf(desk: Desk, { zone, people, others }: World): Promise<Both> {
  await using rig = await startRig();
  await desk.begin();
  Object.assign(desk.ws, { crm: rig.crm });
  const opened: Parameters<typeof recordSteps>[1] = [];
  for (const one of people) opened.push(...(await write(desk, rig, one)));
  for (const one of others) await writeDeal(desk, rig, one);
  // What is gathered is due after a while.
  await desk.within((rows) => rows.addSteps(recordSteps(desk.ws, opened, now - HOUR), now - HOUR));
  for (let left = opened.length; left > 0; left -= 50) await pipeline(desk.parts).run('w0', 'record');
  const [hot, deals] = [
    await rowsOf(rig, 'Hot_Lead__c'),
    await rowsOf(rig, 'Opportunity', 'Amount, IsClosed, StageName, Probability'),
  ];
  const rows = { Hot_Lead__c: hot.map(written), Opportunity: deals.map(written) };
  const figures = (days: number) => figuresOfDays(desk.parts.store, desk.ws.id, { days, now, timeZone: zone });
  const components = evaluateDashboard(DASHBOARD, { project, rows, now: new Date(now), zone });
  const shown = new Map(components.map((one) => [one.header, one]));
  return { own: await figures(30), own90: await figures(90), shown, hot, deals };
}

/** The episodes that were opened. */
async function write(desk: Desk, rig: SalesforceRig, { object, openings, deals, crossings }: Person) {
  const record = object === 'Lead' ? rig.sandbox.addLead() : rig.sandbox.addContact();
  const lead = await desk.insert('leads', { created_at: now });
  await desk.insert('identities', { kind: 'salesforce:contact', value: record, subject: 'lead', id: lead });
  const opened = [];
  for (const [index, one] of openings.entries()) opened.push(await writeOpening(desk, lead, one, index));
  const hot70 = openings.filter(({ score }) => score >= 70).map(({ openedAt }) => openedAt);
  for (const at of [...hot70, ...crossings])
    await desk.query('insert into crossings (workspace, lead, at) values ($1, $2, $3)', [
      desk.ws.id,
      lead,
      new Date(at),
    ]);
  for (const deal of deals) await writeDeal(desk, rig, deal, lead);
  return opened;
}

async function writeOpening(desk: Desk, lead: string, one: Opening, index: number) {
  const { openedAt, signal, score, fyi, merged } = one;
  const at = (after: number | undefined) => (after === undefined ? null : openedAt + after);
  const id = randomUUID();
  const times = { trigger_at: openedAt - signal, opened_at: openedAt, respond_by: openedAt + HOUR };
  const rest = { kind: index === 0 ? 'first' : 'repeat', round: 1, tier: 1, score, late: false, routing_note: '' };
  const closed = { closed_at: at(merged ?? 5 * 86_400_000), closed_as: merged === undefined ? 'cooled' : 'duplicate' };
  await desk.insert('episodes', { id, lead, state: 'closed', ...rest, ...times, ...closed, reasons: '[]', fyi });
  const clocks = { alerted_at: at(one.alert), claimed_at: at(one.claim), contacted_at: at(one.contact) };
  const what = { episode: id, round: 1, lead, tier: 1, source: 'web', type: 'demo_request', fyi };
  const began = { started_at: openedAt - signal, opened_at: openedAt };
  await desk.insert('rounds', { ...what, ...began, ...clocks, ...closed });
  return { id, score, facts: { dated: [] } };
}

async function writeDeal(desk: Desk, rig: SalesforceRig, deal: Deal, lead?: string): Promise<void> {
  const { state, amount = null, createdAt, changedAt } = deal;
  const id = `salesforce:${rig.sandbox.addOpportunity({ Amount: amount, StageName: STAGES[state] })}`;
  await desk.insert('deals', { id, state, amount, created_at: createdAt, changed_at: changedAt, read_at: now });
  if (lead === undefined) return;
  await desk.query('insert into deal_leads (workspace, deal, lead) values ($1, $2, $3)', [desk.ws.id, id, lead]);
}

/** As the org answers them. */
async function rowsOf({ org }: SalesforceRig, object: string, standard = 'Id'): Promise<Row[]> {
  const names = [standard, ...fieldsOf(object).map(([name]) => name.slice(object.length + 1))];
  const [rows = []] = await org.queries({ what: 'read', lane: 'score' }, [`SELECT ${names.join(', ')} FROM ${object}`]);
  return rows.map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, valueOf(value)])));
}

function valueOf(value: unknown): Row[string] {
  if (value === null) return undefined;
  const isTime = typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value);
  return isTime ? new Date(value) : (value as Row[string]);
}

const formulas = new Set(
  ['Hot_Lead__c', 'Opportunity']
    .flatMap(fieldsOf)
    .flatMap(([name, root]) => (textOf(root, 'formula') === undefined ? [] : [name.replace(/^\w+\./, '')])),
);

/** Without what the org worked out itself: the formulas of the metadata are to say it. */
function written(row: Row): Row {
  return Object.fromEntries(Object.entries(row).filter(([name]) => !formulas.has(name)));
}
