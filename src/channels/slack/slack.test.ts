import { describe, expect, test } from '@jest/globals';
import type { Failure } from '../../failure.ts';
import { startSlack, type SlackSandbox } from '../../sandbox/slack/slack.ts';
import type { Message } from '../channel.ts';
import { alertOf, NOW } from './alertForTests.ts';
import { slackChannel, type SlackOptions } from './slack.ts';

function channelOf(slack: SlackSandbox, more: Partial<SlackOptions> = {}) {
  return slackChannel({ token: async () => slack.token, apiUrl: slack.apiUrl, now: () => NOW, ...more });
}

const failed = (posting: Promise<unknown>) =>
  posting.then(
    () => undefined,
    (error: unknown) => error as Failure,
  );
const refusal = (error: string, more: object = {}) =>
  ({ kind: 'status', status: 200, body: { ok: false, error, ...more } }) as const;
const POST = 'POST /api/chat.postMessage'.split(' ') as [string, string];

const lead = { name: 'Ada Lovelace', company: 'Acme', recordUrl: 'https://crm.test/contact/1', crm: 'hubspot' };
const about = { timeZone: 'Europe/Berlin', mayBeRepeated: false, now: NOW };
const { alert } = alertOf();
const rollup: Message = { kind: 'rollup', alerts: [alert, alert], surface: 'channel', ...about };
const headline = 'opened one e-mail 5 times in 2 days';
const notice: Message = {
  kind: 'notice',
  notice: { id: 'n1', lead, headline, details: ['the offer'], at: NOW, ...about },
};
const waits = { name: 'Ada Lovelace', score: 92, text: 'waits since 9:40' };
const digest: Message = {
  kind: 'digest',
  digest: {
    kind: 'day',
    title: 'Monday, 23 November',
    parts: [{ title: 'Waiting', leads: [waits] }],
    figures: [{ name: 'Median response', value: '24 min', team: 'team 41 min' }],
    notes: [],
    ...about,
  },
};

describe('posting', () => {
  test('to a person answers their direct message, where later edits go, and unfurls nothing', async () => {
    await using slack = await startSlack();
    const { id } = slack.addUser({ name: 'Ann' });
    const posted = await channelOf(slack).post(alertOf(), { kind: 'person', id });
    expect(posted.place).toMatch(/^D/);
    expect(slack.messages(id)).toMatchObject([{ channel: posted.place, ts: posted.message, unfurl: false }]);
  });

  test('a card that Slack refuses goes out at once as plain text, and somebody is told', async () => {
    await using slack = await startSlack();
    const { id } = slack.addChannel('hot-leads');
    const mistake = {
      response_metadata: { messages: ['[ERROR] Ada Lovelace is too long [json-pointer:/blocks/0/text]'] },
    };
    slack.server.badDay(...POST, refusal('invalid_blocks', mistake));
    const told: Failure[] = [];
    await channelOf(slack, { onRefusedCard: (failure) => told.push(failure) }).post(alertOf(), { kind: 'channel', id });
    expect(slack.messages()).toMatchObject([{ channel: id, blocks: [] }]);
    expect(slack.messages()[0]!.text).toContain('asked for a demo 2 minutes ago');
    expect(told.map(({ message }) => message)).toEqual([
      `slack: invalid_blocks [json-pointer:/blocks/0/text] while posting to channel ${id}: a mistake of this program: please report it`,
    ]);
  });

  test('under the message that began it, and beside it where that cannot be answered', async () => {
    await using slack = await startSlack();
    const { id } = slack.addChannel('hot-leads');
    const channel = channelOf(slack);
    const first = await channel.post(alertOf(), { kind: 'channel', id });
    await channel.post(alertOf(), { kind: 'channel', id, thread: first.message });
    slack.server.badDay(...POST, refusal('cannot_reply_to_message'));
    await channel.post(alertOf(), { kind: 'channel', id, thread: first.message });
    const [, under, beside] = slack.messages(id);
    expect([under?.threadTs, beside?.threadTs, slack.messages(id).length]).toEqual([first.message, undefined, 3]);
  });

  test.each([
    ['rollup', rollup, '2 hot leads'],
    ['notice', notice, 'opened one e-mail 5 times in 2 days'],
    ['digest', digest, 'Monday, 23 November'],
  ] as const)('a %s goes out, and as plain text when Slack refuses its blocks', async (_kind, message, words) => {
    await using slack = await startSlack();
    const { id } = slack.addUser({ name: 'Ann' });
    const channel = channelOf(slack);
    await channel.post(message, { kind: 'person', id });
    slack.server.badDay(...POST, refusal('invalid_blocks'));
    await channel.post(message, { kind: 'person', id });
    const [fine, plain] = slack.messages(id);
    expect(JSON.stringify(fine?.blocks)).toContain(words);
    expect([plain?.blocks, plain?.text.includes(words), plain?.text.includes('Ada Lovelace')]).toEqual([
      [],
      true,
      true,
    ]);
  });

  test('a brief is never posted', async () => {
    await using slack = await startSlack();
    const brief = { ...alertOf(), history: [], pages: [], downloads: [], facts: [], talkingPoints: [] };
    const failure = await failed(channelOf(slack).post({ kind: 'brief', brief }, { kind: 'person', id: 'U1' }));
    expect([failure?.kind, failure?.code, slack.server.calls.length]).toEqual(['permanent', 'not_for_slack', 0]);
  });

  test('two workspaces never share a token', async () => {
    await using first = await startSlack({ token: 'xoxb-1' });
    await using second = await startSlack({ token: 'xoxb-2' });
    const [one, two] = [channelOf(first), channelOf(second)];
    for (const [slack, channel] of [
      [first, one],
      [second, two],
      [first, one],
    ] as const) {
      await channel.post(alertOf(), { kind: 'channel', id: slack.addChannel('hot-leads').id });
    }
    expect([first.messages().length, second.messages().length]).toEqual([2, 1]);
  });
});

describe('changing what was posted', () => {
  test('shows the new card in the same message, without another', async () => {
    await using slack = await startSlack();
    const { id } = slack.addUser({ name: 'Ann' });
    const channel = channelOf(slack);
    const posted = await channel.post(alertOf(), { kind: 'person', id });
    await channel.update?.(alertOf({ standing: { kind: 'claimed', by: 'Ann Lee', at: NOW } }), posted);
    const [message, ...others] = slack.messages(id);
    expect([message?.edits, others.length]).toEqual([1, 0]);
    expect(JSON.stringify(message?.blocks)).toContain('Ann Lee');
  });

  test('in plain text where Slack refuses the new card: nothing of the old one remains', async () => {
    await using slack = await startSlack();
    const { id } = slack.addUser({ name: 'Ann' });
    const told: Failure[] = [];
    const channel = channelOf(slack, { onRefusedCard: (failure) => told.push(failure) });
    const posted = await channel.post(alertOf(), { kind: 'person', id });
    slack.server.badDay('POST', '/api/chat.update', refusal('msg_blocks_too_long'));
    await channel.update?.(alertOf(), posted);
    expect([slack.messages(id)[0]?.blocks, told.map(({ code }) => code)]).toEqual([[], ['msg_blocks_too_long']]);
  });

  test.each(['message_not_found', 'cant_update_message', 'edit_window_closed', 'block_mismatch', 'is_inactive'])(
    '%s: it is never tried again, and nothing else is sent',
    async (code) => {
      await using slack = await startSlack();
      slack.server.badDay('POST', '/api/chat.update', refusal(code));
      const failure = await failed(channelOf(slack).update!(alertOf(), { place: 'D1', message: '1.2' }));
      expect(failure).toMatchObject({ kind: 'permanent', code, outcomeUnknown: false });
      expect(slack.server.calls).toHaveLength(1);
    },
  );

  test('a lost answer leaves no doubt: changing it twice is changing it once', async () => {
    await using slack = await startSlack();
    slack.server.badDay('POST', '/api/chat.update', { kind: 'cut', when: 'after' });
    const failure = await failed(channelOf(slack).update!(alertOf(), { place: 'D1', message: '1.2' }));
    expect(failure).toMatchObject({ kind: 'retry', outcomeUnknown: false });
  });
});
