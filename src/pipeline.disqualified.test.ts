import { describe, expect, test } from '@jest/globals';
import { explainCommand } from './commands/explain.ts';
import { verifyCommand } from './commands/verify.ts';
import {
  asksForDemo,
  episodeOf,
  HOT_STATUS,
  HOUR,
  MINUTE,
  named,
  pass,
  quiet,
  readsALot,
  taskHolder,
  told,
} from './pipelineForTests.ts';
import { rounds } from './pipelineLeadForTests.ts';
import { startWorld, type World } from './testing/world.ts';

const DAY = 24 * HOUR;
/** Commands look for this one. */
const DEFAULT = { settings: { workspace: { id: 'default', name: 'Acme', demo: false } } };

/** Somebody has asked for a demo, and has a rep. */
async function hotLead(world: World, values: Record<string, string> = {}): Promise<string> {
  const id = asksForDemo(world, 'ada', values);
  await told(world);
  await quiet(world);
  return id;
}

/** A rep says in the CRM what became of the lead. */
async function becomes(world: World, id: string, status: string): Promise<void> {
  world.hubspot.setContact(id, { hs_lead_status: status });
  await told(world);
  await quiet(world);
}

async function said(world: World, command: typeof verifyCommand, args: string[]) {
  const lines: string[] = [];
  const io = {
    out: (line: string) => lines.push(line),
    err: (line: string) => lines.push(line),
    now: () => world.now(),
  };
  return { code: await command(args, io, { DATABASE_URL: world.databaseUrl }), text: lines.join('\n') };
}

function closings(world: World) {
  return world.rows("select inputs ->> 'status' as status, outcome ->> 'as' as as from decisions where kind = 'close'");
}

describe('a hot lead that a rep marks as unqualified in the CRM', () => {
  test('is over as if they had pressed "Not a fit": task, cards, ladder and clock', async () => {
    await using world = await startWorld(DEFAULT);
    const id = await hotLead(world, { hs_lead_status: 'OPEN' });
    const holder = taskHolder(world, id);
    await pass(world, 2 * MINUTE);
    await becomes(world, id, 'UNQUALIFIED');
    expect(await episodeOf(world, id)).toMatchObject({ state: 'closed', assignee: holder.name });
    expect(await closings(world)).toEqual([{ status: 'UNQUALIFIED', as: 'not_a_fit' }]);
    expect(await rounds(world)).toMatchObject([{ closed_as: 'not_a_fit', contacted_at: null }]);
    expect(world.hubspot.tasks()).toMatchObject([{ hs_task_status: 'COMPLETED' }]);
    expect(JSON.stringify(world.slack.messages(holder.slackId))).toContain(
      'Not a fit: Lead Status UNQUALIFIED in the CRM',
    );
    const told = world.slack.messages().length;
    for (const minutes of [10, 15, 20, 60]) await pass(world, minutes * MINUTE);
    expect(world.slack.messages()).toHaveLength(told);
    expect(world.hubspot.contact(id)).toMatchObject({
      hubspot_owner_id: holder.ownerId,
      hs_lead_status: 'UNQUALIFIED',
    });
    const { text } = await said(world, explainCommand, ['ada@bigco.example']);
    expect(text).toContain('somebody closed it, not a fit: Lead Status UNQUALIFIED in the CRM');
    expect((await said(world, verifyCommand, [])).code).toBe(0);
  });

  test('is left alone also after somebody gave it another status, until it asks for somebody', async () => {
    await using world = await startWorld(DEFAULT);
    const id = await hotLead(world);
    await becomes(world, id, 'UNQUALIFIED');
    await pass(world, 2 * DAY);
    await becomes(world, id, 'OPEN');
    for (const page of ['pricing', 'compare/rival', 'roi-calculator', 'case-studies/a'])
      world.hubspot.visitPage(id, `https://acme.example/${page}`);
    await told(world);
    await quiet(world);
    expect(await rounds(world)).toHaveLength(1);
    const { text } = await said(world, explainCommand, ['ada@bigco.example']);
    expect(text).toContain('kept from sales: disqualified in the last 90 days');
    world.hubspot.submitForm({ formId: 'f1', name: 'Demo Request', email: 'ada@bigco.example' });
    await told(world);
    await quiet(world);
    expect(await episodeOf(world, id)).toMatchObject({ state: 'open' });
    expect((await said(world, verifyCommand, [])).code).toBe(0);
  });
});

describe('a lead that was unqualified when it was first read', () => {
  test('is told to nobody while it only reads, with the reason, and then as who asks for a demo', async () => {
    await using world = await startWorld(DEFAULT);
    readsALot(world, 'ada', { hs_lead_status: 'UNQUALIFIED' });
    await told(world);
    await quiet(world);
    expect(await world.rows('select hot from leads')).toEqual([{ hot: true }]);
    expect(await world.rows('select 1 from episodes')).toEqual([]);
    const { text } = await said(world, explainCommand, ['ada@bigco.example']);
    expect(text).toContain('kept from sales: disqualified by its Lead Status UNQUALIFIED');
    await pass(world, HOUR);
    world.hubspot.submitForm({ formId: 'f1', name: 'Demo Request', email: 'ada@bigco.example' });
    await told(world);
    await quiet(world);
    expect(await world.rows("select late, facts ->> 'type' as type from episodes")).toEqual([
      { late: false, type: 'demo_request' },
    ]);
    expect((await said(world, verifyCommand, [])).code).toBe(0);
  });

  test('is worked on when it asks for somebody, though contact brings that status back', async () => {
    await using world = await startWorld(DEFAULT);
    const id = await hotLead(world, { hs_lead_status: 'UNQUALIFIED' });
    expect(world.hubspot.contact(id)?.['hs_lead_status']).toBe(HOT_STATUS);
    await pass(world, MINUTE);
    world.hubspot.logCall(id, { ownerId: named(world, 'Ann').ownerId });
    await told(world);
    await quiet(world);
    expect(world.hubspot.contact(id)?.['hs_lead_status']).toBe('UNQUALIFIED');
    await pass(world, HOUR);
    expect(await episodeOf(world, id)).toMatchObject({ state: 'contacted' });
    world.hubspot.submitForm({ formId: 'f1', name: 'Demo Request', email: 'ada@bigco.example' });
    await told(world);
    await quiet(world);
    expect(await episodeOf(world, id)).toMatchObject({ state: 'open' });
    expect(await closings(world)).toEqual([]);
    expect((await said(world, verifyCommand, [])).code).toBe(0);
  });
});
