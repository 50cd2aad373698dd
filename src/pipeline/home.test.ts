import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { candidatesOf } from './answers.ts';
import { tellLines } from './explained.ts';
import { homeOf } from './home.ts';
import { keepPreferences } from './preferencesKept.ts';
import { awayFor, backFor } from './presence.ts';
import { queueOf } from './queue.ts';
import { MONDAY, startDesk } from '../testing/tellingDesk.ts';
import { personOf } from './who.ts';

const minute = 60_000;
const hour = 60 * minute;
let desk: Awaited<ReturnType<typeof startDesk>>;

beforeAll(async () => {
  desk = await startDesk();
});
afterAll(async () => {
  await desk[Symbol.asyncDispose]();
});
beforeEach(async () => {
  await desk.begin();
});

const person = (email: string) =>
  desk.within((rows) => personOf(rows, desk.ws, { workspace: desk.ws.id, email }, desk.state.model));
const home = async (email: string) => {
  const who = await person(email);
  return desk.within((rows) => homeOf(desk.parts, desk.ws, rows, who));
};
const manages = (email: string) => {
  const { routing } = desk.state.model;
  desk.state.model = { ...desk.state.model, routing: { ...routing, coverage: { managers: [email] } } };
};

describe('the queue', () => {
  test('is in the order of urgency, with when each is due', async () => {
    const ann = await desk.rep('Ann');
    await desk.episode(await desk.lead('Ada'), { assignee: ann });
    await desk.episode(await desk.lead('Bo'), { assignee: ann, opened_at: MONDAY - 102 * minute });
    await desk.episode(await desk.lead('Cy'), { assignee: await desk.rep('Bob') });
    const who = await person('ann@acme.example');
    const [mine, team] = await desk.within(async (rows) => [
      await queueOf(desk.parts, desk.ws, rows, who, 'mine'),
      await queueOf(desk.parts, desk.ws, rows, who, 'team'),
    ]);
    expect(mine.map(({ alert, due }) => [alert.lead.name, due])).toEqual([
      ['Bo Lead', '42 min late'],
      ['Ada Lead', 'respond by 10:50, in 50 min'],
    ]);
    expect(team).toHaveLength(3);
  });
  test('of the team is shown to a rep and to a manager, and to no stranger', async () => {
    manages('mo@acme.example');
    await desk.episode(await desk.lead('Ada'), { assignee: await desk.rep('Ann') });
    const seen = async (email: string) => {
      const who = await person(email);
      return (await desk.within((rows) => queueOf(desk.parts, desk.ws, rows, who, 'team'))).length;
    };
    expect([await seen('ann@acme.example'), await seen('mo@acme.example'), await seen('eve@else.example')]).toEqual([
      1, 1, 0,
    ]);
  });
});

describe('who could have a lead', () => {
  test('is everyone but whoever has it; who asks may take it themselves', async () => {
    manages('mo@acme.example');
    const [ann] = [await desk.rep('Ann'), await desk.rep('Bob'), await desk.rep('Mo')];
    const episode = await desk.episode(await desk.lead('Ada'), { assignee: ann });
    const mo = await person('mo@acme.example');
    const found = await desk.within((rows) => candidatesOf(desk.parts, desk.ws, rows, mo, episode));
    expect(found.map(({ name }) => name)).toEqual(['Bob Rep', 'Mo Rep (you)']);
  });
});

describe('a home', () => {
  test('of a rep shows what is theirs, what sleeps apart, and their figures', async () => {
    const ann = await desk.rep('Ann', { digestAt: 600 });
    await desk.episode(await desk.lead('Ada'), { assignee: ann, opened_at: MONDAY - 2 * hour });
    await desk.episode(await desk.lead('Bo'), { assignee: ann, snoozed_until: MONDAY + hour });
    await desk.episode(await desk.lead('Cy'));
    await desk.query(
      `update rounds set contacted_at = started_at + interval '24 minutes', contact_rep = $1
      where lead = (select id from leads where first_name = 'Ada')`,
      [ann],
    );
    const shown = await home('ANN@acme.example');
    expect(shown).toMatchObject({ name: 'Ann Rep', manager: false, team: [], preferences: { digestAt: 600 } });
    expect(shown.availability).toMatchObject({ present: true });
    expect([shown.urgent, shown.snoozed].map((items) => items.map(({ alert }) => alert.lead.name))).toEqual([
      ['Ada Lead'],
      ['Bo Lead'],
    ]);
    expect(shown.figures).toEqual([
      {
        name: 'Median time to first contact',
        value: '24 minutes; no answer yet: 1 (team 24 minutes; no answer yet: 2)',
      },
      { name: 'Answered within an hour', value: '1 of 1 (100%) (team 1 of 1 (100%))' },
      { name: 'Contacted', value: '1 of 2 (team 1 of 3)' },
    ]);
    expect(shown.signals).toContainEqual({ type: 'demo_request', words: 'asked for a demo' });
  });
  test('of a rep shows apart whom they have just spoken with', async () => {
    const ann = await desk.rep('Ann');
    await desk.episode(await desk.lead('Ada'), { assignee: ann, fyi: true });
    const { urgent, spoken = [] } = await home('ann@acme.example');
    expect([urgent, spoken.map(({ alert }) => alert.lead.name)]).toEqual([[], ['Ada Lead']]);
    expect(spoken[0]?.alert.controls).not.toContain('claim');
    expect(spoken[0]?.due).toBe('no clock: they were spoken with in the last day');
  });
  test('of a manager shows what nobody has and what is late', async () => {
    manages('mo@acme.example');
    const ann = await desk.rep('Ann');
    await desk.episode(await desk.lead('Ada'), { assignee: ann });
    await desk.episode(await desk.lead('Bo'), { assignee: ann, opened_at: MONDAY - 2 * hour });
    await desk.episode(await desk.lead('Cy'));
    const { team, urgent, manager } = await home('mo@acme.example');
    expect([manager, urgent, team.map(({ alert }) => alert.lead.name)]).toEqual([true, [], ['Bo Lead', 'Cy Lead']]);
  });
  test('of a stranger says what to do, and shows nobody', async () => {
    await desk.episode(await desk.lead('Ada'));
    const shown = await home('eve@elsewhere.example');
    expect(shown.problem).toContain('Ask your admin');
    expect([shown.name, shown.urgent, shown.team, shown.figures]).toEqual([undefined, [], [], []]);
  });
});

describe('what a rep says of their own time', () => {
  const availability = async () => (await home('ann@acme.example')).availability;
  test('holds until then, or until they are back', async () => {
    await desk.rep('Ann');
    const ann = await person('ann@acme.example');
    const { now } = desk.state;
    const away = { until: MONDAY + 2 * hour, because: 'dentist', now };
    const said = await desk.within((rows) => awayFor(rows, ann, away));
    expect(said).toEqual({ ok: true, text: 'You are away until today 12:00: new hot leads go to others.' });
    expect(await availability()).toEqual({
      present: false,
      until: MONDAY + 2 * hour,
      because: 'said to be away: dentist',
    });
    await desk.within((rows) => backFor(rows, ann, now));
    expect(await availability()).toMatchObject({ present: true });
  });
  test('twice is as good as once, and the second time holds', async () => {
    await desk.rep('Ann');
    const ann = await person('ann@acme.example');
    for (const hours of [1, 3])
      await desk.within((rows) => awayFor(rows, ann, { until: MONDAY + hours * hour, now: MONDAY }));
    expect(await availability()).toMatchObject({ present: false, until: MONDAY + 3 * hour });
  });
  test('is refused of a time that is over', async () => {
    await desk.rep('Ann');
    const ann = await person('ann@acme.example');
    expect(await desk.within((rows) => awayFor(rows, ann, { until: MONDAY, now: MONDAY }))).toMatchObject({
      ok: false,
    });
  });
});

describe('preferences', () => {
  test('are kept, quiet hours count at once, and the floor is said', async () => {
    await desk.rep('Ann');
    const ann = await person('ann@acme.example');
    const chosen = { quiet: { from: 540, to: 660 }, alerts: { pricing_page_visit: 'digest' as const } };
    const said = await desk.within((rows) => keepPreferences(rows, ann, chosen, desk.state.model, MONDAY));
    expect(said).toEqual({ ok: true, text: 'Saved. Some of it comes at once all the same: your admin set that.' });
    const { preferences, availability } = await home('ann@acme.example');
    expect(preferences).toEqual(chosen);
    expect(availability).toEqual({ present: false, until: MONDAY + hour, because: 'quiet hours until 11:00' });
  });
  test('that cannot be read any more sink nobody: what can be understood counts', async () => {
    await desk.rep('Ann');
    await desk.query(`update reps set preferences = '{"digestAt": 99999, "quiet": {"from": 60, "to": 120}, "new": 1}'`);
    expect((await home('ann@acme.example')).preferences).toEqual({ quiet: { from: 60, to: 120 } });
  });
});

describe('what is explained', () => {
  const lines = (episode: string, what: 'why_hot' | 'why_me' | 'timeline') =>
    desk.within((rows) => tellLines(desk.parts, desk.ws, rows, { timeZone: 'UTC', manager: true }, episode, what));
  test.each(['why_hot', 'why_me', 'timeline'] as const)('%s is told to no stranger', async (what) => {
    const episode = await desk.episode(await desk.lead('Ada'), { assignee: await desk.rep('Ann') });
    const eve = await person('eve@elsewhere.example');
    expect(await desk.within((rows) => tellLines(desk.parts, desk.ws, rows, eve, episode, what))).toEqual([
      'Nobody with your e-mail address is a rep in your CRM: ask your admin.',
    ]);
  });
  test('of an episode that nobody knows is one line', async () => {
    expect(await lines('00000000-0000-4000-8000-000000000000', 'why_hot')).toEqual([
      'This lead is not known here any more.',
    ]);
  });
  test('why hot has the reasons and the points', async () => {
    const lead = await desk.lead('Ada');
    const episode = await desk.episode(lead);
    const times = { at: MONDAY - hour, received_at: MONDAY - hour };
    const signal = { lead, subject: 'lead', type: 'demo_request', confidence: 1, source: 'web', source_id: '1' };
    await desk.insert('signals', { ...signal, ...times });
    expect(await lines(episode, 'why_hot')).toEqual([
      'Score 30, tier 2: asked for a demo (fast lane)',
      'asked for a demo 1 hour ago',
      'stays hot until tomorrow 09:00',
      'In points: +30 asked for a demo',
      'Without the demo request (30 points) the lead would not have been hot.',
    ]);
  });
  test('why me has the rule, and who was passed over', async () => {
    const [ann, bob] = [await desk.rep('Ann'), await desk.rep('Bob')];
    const lead = await desk.lead('Ada');
    const episode = await desk.episode(lead, { assignee: ann });
    const route = {
      assignee: ann,
      because: 'turn in pool default',
      rules: [{ rule: 'default', matched: true, because: 'nothing else matched' }],
      candidates: [{ rep: bob, outcome: 'outside working hours' }],
    };
    const entry = {
      lead,
      kind: 'route',
      watermark: 0,
      inputs: {},
      outcome: { route, result: { assignee: ann } },
    } as const;
    await desk.within((rows) => rows.saveDecisions([entry], { version: 1, hash: 'h' }, MONDAY));
    expect(await lines(episode, 'why_me')).toEqual([
      'It goes to Ann Rep: turn in pool default',
      'Bob Rep: outside working hours',
    ]);
    expect(await lines(episode, 'timeline')).toEqual(['23 Nov 10:00  goes to Ann Rep: turn in pool default']);
  });
});
