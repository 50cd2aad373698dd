import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebClient } from '@slack/web-api';
import express from 'express';
import { startSlack, type SlackSandbox } from '../sandbox/slack/slack.ts';
import { defaultTelling } from '../domain/telling/settings.ts';
import type { Answers, Home, Press, QueueItem } from '../channels/answers.ts';
import type { Alert } from '../channels/channel.ts';
import { alertOf, NOW } from '../channels/slack/alertForTests.ts';
import { slackApp } from '../channels/slack/app.ts';
import { alertMessage } from '../channels/slack/card.ts';
import type { Teams } from '../channels/slack/teams.ts';

/** What the app asked for, in order. */
type Asked = { what: keyof Answers; with: unknown[] };

type More = Partial<Answers> & { teams?: Teams; now?: () => number; timeoutMs?: number; slack?: SlackSandbox };

/** The app at an address, a workspace where it is installed, and answers that say yes unless told otherwise. */
export async function openApp({ teams, now = Date.now, timeoutMs, slack: given, ...answering }: More = {}) {
  const slack = given ?? (await startSlack({ now }));
  const asked: Asked[] = [];
  const told: { step: string; text: string; details: unknown }[] = [];
  const revoked: string[] = [];
  const app = slackApp({
    answers: listening({ ...yes, ...answering }, asked),
    teams: teams ?? teamOf(slack),
    transport: { kind: 'http', signingSecret: slack.signingSecret },
    apiUrl: slack.apiUrl,
    now,
    tell: (step, text, details) => told.push({ step, text, details }),
    onRevoked: async (team, why) => void revoked.push(`${team} ${why}`),
    ...(timeoutMs !== undefined && { timeoutMs }),
  });
  const web = express();
  if (app.router) web.use('/slack', app.router);
  web.use(express.json());
  const server = createServer(web).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const target = `http://127.0.0.1:${(server.address() as AddressInfo).port}/slack/events`;
  const acts = () => asked.flatMap((each) => (each.what === 'act' ? (each.with as Press[]) : []));

  return {
    app,
    slack,
    target,
    asked,
    told,
    revoked,
    acts,
    modals: () => slack.views().filter(({ type }) => type === 'modal'),
    homes: () => slack.views().filter(({ type }) => type === 'home'),
    async [Symbol.asyncDispose]() {
      await app.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await slack.close();
    },
  };
}

/** The team of the sandbox as a workspace, and no other. */
export function teamOf(slack: { team: { id: string }; token: string }): Teams {
  const ifOurs = <T>(team: string, answer: T) => Promise.resolve(team === slack.team.id ? answer : undefined);
  return { workspaceOf: (team) => ifOurs(team, 'acme'), tokenOf: (team) => ifOurs(team, slack.token) };
}

const CONTROLS: Alert['controls'] = [
  'claim',
  'contacted',
  'snooze',
  'reassign',
  'not_a_fit',
  'why_hot',
  'why_me',
  'timeline',
];

/** Ann, and a card before her: in her direct messages, or in a channel. */
export async function cardFor(
  slack: SlackSandbox,
  { controls = CONTROLS, where, ...more }: Partial<Alert> & { where?: string } = {},
) {
  const user = slack.addUser({ name: 'Ann', email: 'ann@acme.test' }).id;
  const web = new WebClient(slack.token, { slackApiUrl: slack.apiUrl });
  const message = alertMessage(alertOf({ controls, ...more }).alert);
  const { channel = '', ts = '' } = await web.chat.postMessage({ channel: where ?? user, ...message });
  return { user, channel, ts };
}

export const said = (slack: SlackSandbox) => slack.messages().filter(({ ephemeralFor }) => ephemeralFor !== undefined);

export function queueItem(more: Partial<Alert> = {}): QueueItem {
  return { alert: alertOf({ controls: CONTROLS, ...more }).alert, due: 'respond by 10:40, in 12 min' };
}

export const homeOfAnn: Home = {
  name: 'Ann',
  manager: false,
  urgent: [queueItem()],
  snoozed: [],
  team: [],
  figures: [{ name: 'Median response', value: '12 min' }],
  preferences: {},
  settings: defaultTelling,
  signals: [],
  timeZone: 'Europe/Berlin',
  now: NOW,
};

const done = async () => ({ ok: true, text: 'Done <!channel>' });
const yes: Answers = {
  act: done,
  alert: async () => undefined,
  tell: async (_who, _episode, what) => [`because of ${what}`],
  candidates: async () => [{ rep: 'r-2', name: 'Bob', present: true, because: 'in working hours' }],
  queue: async () => [queueItem()],
  home: async () => homeOfAnn,
  savePreferences: done,
  away: done,
  back: done,
  statusChanged: async () => undefined,
  clock: async () => ({ timeZone: 'Europe/Berlin', now: Date.parse('2026-11-25T10:20:00+01:00') }),
};

function listening(answers: Answers, asked: Asked[]): Answers {
  const heard = Object.entries(answers).map(([what, answer]) => [
    what,
    (...args: unknown[]) => {
      asked.push({ what: what as keyof Answers, with: args });
      return (answer as (...given: unknown[]) => unknown)(...args);
    },
  ]);
  return Object.fromEntries(heard) as Answers;
}
