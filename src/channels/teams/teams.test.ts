import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Failure } from '../../failure.ts';
import type { Message } from '../channel.ts';
import { teamsChannel } from './teams.ts';

const NOW = Date.UTC(2026, 10, 23, 13, 40);
const bodies: string[] = [];
let answer: (response: ServerResponse, request: IncomingMessage) => void;
const server = createServer((request, response) => {
  void text(request).then((body) => {
    bodies.push(body);
    answer(response, request);
  });
});
let url = '';

beforeAll(async () => {
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/workflows/secret-part?sig=hidden`;
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => void server.close(resolve));
});
beforeEach(() => {
  bodies.length = 0;
  answer = (response) => void response.writeHead(202, { 'x-ms-workflow-run-id': 'run-1' }).end();
});

const says = (status: number, headers: Record<string, string> = {}) => {
  answer = (response) => void response.writeHead(status, headers).end('a secret of the proxy');
};
const message: Message = {
  kind: 'notice',
  notice: {
    id: 'n',
    headline: 'opened one e-mail 5 times',
    details: [],
    at: NOW,
    timeZone: 'UTC',
    mayBeRepeated: false,
    now: NOW,
  },
};
const channel = (to = url) => teamsChannel({ url: to, now: () => NOW, timeoutMs: 300 });

async function post(to = url) {
  const teams = channel(to);
  return teams.post(message, teams.shared ?? { kind: 'channel', id: '' });
}
const failure = (to?: string): Promise<Failure> =>
  post(to).then(
    () => {
      throw new Error('it was posted');
    },
    (error: unknown) => error as Failure,
  );

describe('Teams', () => {
  test('gets a card, and the run of the workflow is what finds it again', async () => {
    expect(await post()).toEqual({ place: 'teams', message: 'run-1' });
    expect(JSON.parse(bodies[0] ?? '')).toMatchObject({
      type: 'message',
      attachments: [{ content: { version: '1.4' } }],
    });
  });

  test('without the id of a run is posted all the same', async () => {
    says(200);
    expect(await post()).toEqual({ place: 'teams', message: `at ${NOW}` });
  });

  test('is a channel: nobody is found in it, and no message is for one person', async () => {
    expect(await channel().findPerson('ann@acme.example')).toBeUndefined();
    await expect(channel().post(message, { kind: 'person', id: 'x' })).rejects.toMatchObject({ kind: 'permanent' });
    expect(bodies).toEqual([]);
  });
});

describe('what the workflow answers', () => {
  test.each<[number, Partial<Failure>]>([
    [302, { kind: 'blocked' }],
    [400, { kind: 'permanent' }],
    [401, { kind: 'blocked' }],
    [403, { kind: 'blocked' }],
    [404, { kind: 'blocked' }],
    [410, { kind: 'blocked' }],
    [413, { kind: 'permanent' }],
    [408, { kind: 'retry', outcomeUnknown: true }],
    [500, { kind: 'retry', outcomeUnknown: true }],
    [502, { kind: 'retry', outcomeUnknown: true }],
    [504, { kind: 'retry', outcomeUnknown: true }],
    [429, { kind: 'rateLimited', retryAt: NOW + 10_000 }],
  ])('%i is told as what it is, without the address and the answer', async (status, what) => {
    says(status, status === 302 ? { location: `${url}&elsewhere` } : {});
    const failed = await failure();
    expect(failed).toMatchObject({ outcomeUnknown: false, ...what, code: `http_${status}` });
    expect(failed.message).not.toMatch(/secret|hidden/);
    expect(bodies).toHaveLength(1);
  });

  test('how long to wait, in seconds or until a date, is kept to', async () => {
    says(429, { 'retry-after': '7' });
    expect((await failure()).retryAt).toBe(NOW + 7_000);
    says(429, { 'retry-after': new Date(NOW + 60_000).toUTCString() });
    expect((await failure()).retryAt).toBe(NOW + 60_000);
  });

  test('nothing in time leaves it open whether it was posted', async () => {
    answer = () => undefined;
    expect(await failure()).toMatchObject({ kind: 'retry', code: 'timeout', outcomeUnknown: true });
  });

  test('a connection that breaks does too', async () => {
    answer = (_response, request) => void request.socket.destroy();
    expect(await failure()).toMatchObject({ kind: 'retry', code: 'connection', outcomeUnknown: true });
  });

  test('nobody there is certain', async () => {
    // Most low ports fetch itself refuses; on this one nothing listens.
    expect(await failure('http://127.0.0.1:2/')).toMatchObject({ kind: 'retry', outcomeUnknown: false });
  });
});
