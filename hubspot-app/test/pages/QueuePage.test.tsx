import { expect, test } from '@jest/globals';
import { Alert, Button, EmptyState, Link, StatusTag } from '@hubspot/ui-extensions';
import type { QueueRow, QueueView } from '../../src/app/shared/api.ts';
import { type Call, type Reply, serverThat } from '../onStage.tsx';
import { onPage, PORTAL } from './onPage.tsx';

function row(name: string, more: Partial<QueueRow> = {}): QueueRow {
  return {
    episode: `e-${name}`,
    contact: '501',
    name,
    score: 82,
    tier: 1,
    why: 'pricing page 3 times in 20 minutes',
    state: 'open',
    due: 'respond by 10:12, in 40 min',
    late: false,
    mayClaim: true,
    ...more,
  };
}

function queue(more: Partial<QueueView> = {}): QueueView {
  return { viewer: { rep: true, manager: false }, mine: [], team: [], now: 'as of 9:32', ...more };
}

/** Our server with this queue, which changes as it is told. */
function queueServer(
  view: QueueView,
  act: () => Reply | Promise<Reply> = () => ({ json: { ok: true, text: 'Yours.' } }),
) {
  const state = { view, calls: [] as Call[], presses: () => state.calls.filter(({ method }) => method === 'POST') };
  state.calls = serverThat(({ method }) => (method === 'GET' ? { json: state.view } : act())).calls;
  return state;
}

test('mine and the team’s stand apart, in the order of the answer, each with a link to its record', async () => {
  const mine = row('Dana', { company: 'Acme', assignee: 'Ann' });
  queueServer(queue({ mine: [mine], team: [mine, row('Eve'), row('Fay', { state: 'claimed', assignee: 'Ben' })] }));
  const page = onPage('/');
  await page.shows('Mine (1)');
  expect(page.words()).toContain('Team (2)');
  expect(page.words()).toContain('As of 9:32');
  expect(page.findAll(Link).map(({ text }) => text)).toEqual(['Dana', 'Eve', 'Fay']);
  expect(page.find(Link).props.href).toBe(`https://app.hubspot.com/contacts/${PORTAL}/record/0-1/501`);
  expect(page.words()).toContain('Given to Ann');
  expect(page.words()).toContain('Claimed by Ben');
  expect(page.words()).toContain('Nobody yet');
});

test('late leads are plain to see', async () => {
  queueServer(queue({ team: [row('Dana', { late: true, due: '42 min late' }), row('Eve')] }));
  const page = onPage('/');
  await page.shows('1 lead is late');
  expect(page.find(Alert).props.variant).toBe('danger');
  expect(page.findAll(StatusTag).map(({ text, props }) => [text, props.variant])).toEqual([['42 min late', 'danger']]);
});

test('a claim is sent once, said, and the queue is loaded again', async () => {
  const answer = Promise.withResolvers<Reply>();
  const server = queueServer(queue({ team: [row('Dana'), row('Eve')] }), () => answer.promise);
  const page = onPage('/');
  await page.shows('Dana');
  const [first, second] = page.claims();
  first?.trigger('onClick');
  first?.trigger('onClick');
  second?.trigger('onClick');
  await page.waitFor(() => expect(page.claims().map(({ props }) => props.disabled)).toEqual([true, true]));
  server.view = queue({ mine: [row('Dana', { state: 'claimed', assignee: 'you', mayClaim: false })] });
  answer.resolve({ json: { ok: true, text: 'Dana is yours.' } });
  await page.shows('Claimed by you');
  expect(server.presses()).toHaveLength(1);
  expect(server.presses()[0]).toMatchObject({
    path: '/hubspot/api/act',
    body: { key: expect.stringMatching(/^[0-9a-f]{32}$/), episode: 'e-Dana', do: 'claim' },
  });
  expect(page.alerts()).toEqual([{ type: 'success', message: 'Dana is yours.' }]);
});

test('a claim that came too late says who was faster', async () => {
  queueServer(queue({ team: [row('Dana')] }), () => ({ json: { ok: false, text: 'Ben claimed it at 9:31.' } }));
  const page = onPage('/');
  await page.shows('Dana');
  page.claims()[0]?.trigger('onClick');
  await page.waitFor(() => expect(page.alerts()).toEqual([{ type: 'warning', message: 'Ben claimed it at 9:31.' }]));
});

test('what may not be claimed has no button', async () => {
  queueServer(queue({ team: [row('Dana', { mayClaim: false })] }));
  const page = onPage('/');
  await page.shows('Dana');
  expect(page.claims()).toEqual([]);
});

test('an empty queue says so', async () => {
  queueServer(queue());
  const page = onPage('/');
  await page.shows('No hot lead is yours just now.');
  expect(page.findAll(EmptyState)).toHaveLength(2);
});

test('who is no rep hears why nothing is theirs, and sees the team', async () => {
  queueServer(queue({ viewer: { rep: false, manager: true, problem: 'You own no records.' }, team: [row('Dana')] }));
  const page = onPage('/');
  await page.shows('You own no records.');
  expect(page.words()).toContain('Dana');
  expect(page.words()).not.toContain('Mine');
});

test('a server that is down says so, and Try again asks anew', async () => {
  let isDown = true;
  serverThat(() => (isDown ? new Error('gone') : { json: queue() }));
  const page = onPage('/');
  await page.shows('could not be reached');
  isDown = false;
  page.find(Button).trigger('onClick');
  await page.shows('Mine (0)');
});
