import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import type { Answers, Candidate, Press } from '../channels/answers.ts';
import type { Alert } from '../channels/channel.ts';
import type { Control } from '../domain/telling/controls.ts';
import { signing } from '../sealing.ts';
import { linkRoutes } from './links.ts';
import { linkMaker } from './linkTokens.ts';

export const NOW = Date.UTC(2026, 10, 23, 13, 40);
const MINUTE = 60_000;
const all: Control[] = [
  'claim',
  'contacted',
  'snooze',
  'reassign',
  'not_a_fit',
  'release',
  'why_hot',
  'why_me',
  'timeline',
];

/** A hot lead as Ann sees it. */
export function alertFor(other: Partial<Alert> = {}): Alert {
  return {
    episode: 'e1',
    lead: {
      name: 'Dana Buyer',
      company: 'Big Co',
      email: 'dana@bigco.example',
      phone: '+1 555 0100',
      recordUrl: 'https://crm.example/1',
      crm: 'hubspot',
    },
    surface: 'assignee',
    standing: { kind: 'open' },
    controls: all,
    score: 84,
    tier: 1,
    reasons: ['asked for a demo 2 minutes ago', 'pricing page 3 times in 20 minutes'],
    reasonsAt: NOW,
    assignee: 'Ann Rep',
    respondBy: NOW + 60 * MINUTE,
    timeZone: 'Europe/Berlin',
    mayBeRepeated: false,
    now: NOW,
    ...other,
  };
}

/** The pages on a server of their own, over answers that keep what was pressed. Everything it holds may be changed. */
export async function startLinks() {
  const pressed: Press[] = [];
  const state = {
    now: NOW,
    alert: alertFor() as Alert | undefined,
    candidates: [] as Candidate[],
    says: { ok: true, text: 'Claimed: it is yours, respond by 15:40.' },
    asked: 0,
  };
  const answers: Pick<Answers, 'act' | 'alert' | 'tell' | 'candidates'> = {
    act: async (press) => {
      if (!pressed.some(({ key }) => key === press.key)) pressed.push(press);
      return state.says;
    },
    alert: async () => {
      state.asked += 1;
      return state.alert;
    },
    tell: async (_who, _episode, what) => [`the first line of ${what}`, '<b>the second</b>'],
    candidates: async () => state.candidates,
  };
  const signs = signing('a key of thirty-two characters or more', 'links');
  const told: string[] = [];
  let ids = 0;
  const newId = () => `nonce-${(ids += 1)}`.padEnd(12, '0');
  const tell = (step: string, text: string) => void told.push(`${step}: ${text}`);
  const app = express().use(linkRoutes({ signing: signs, answers, now: () => state.now, newId, tell }));
  const server = createServer(app);
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    state,
    pressed,
    told,
    signs,
    linkTo: linkMaker({ signing: signs, publicUrl: url, now: () => state.now }),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => void server.close(resolve));
    },
  };
}
