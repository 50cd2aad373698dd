import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { Webhook } from 'standardwebhooks';
import type { HookEvent } from '../hooks.ts';
import type { Address } from './address.ts';
import { type Received, selfSigned, startReceiver } from './receiverForTests.ts';
import { newHookSecret } from './secret.ts';
import { hookSender } from './webhook.ts';

const secret = newHookSecret();
const event: HookEvent = { id: 'ev-1', type: 'alert.claimed', at: Date.UTC(2026, 10, 22, 9), data: { score: 84 } };
const HERE: Address = { address: '127.0.0.1', family: 4 };
let receiver: Awaited<ReturnType<typeof startReceiver>>;

beforeAll(async () => {
  receiver = await startReceiver();
});
afterAll(() => receiver[Symbol.asyncDispose]());
beforeEach(() => {
  receiver.received.length = 0;
  receiver.says(200);
});

const NOW = Date.now();
function sender(other: Partial<Parameters<typeof hookSender>[0]> = {}) {
  return hookSender({ now: () => NOW, allowPrivate: true, timeoutMs: 500, ...other });
}
const last = (): Received => receiver.received.at(-1) ?? { url: '', body: '', headers: {} };
const deliver = (url = receiver.url, other = {}) => sender(other).deliver({ url, secret }, event);

describe('a delivery', () => {
  test('is signed so that the standard’s own library takes it', async () => {
    expect(await deliver()).toEqual({ kind: 'taken' });
    const { body, headers } = last();
    expect(new Webhook(secret).verify(body, headers as Record<string, string>)).toEqual({
      id: 'ev-1',
      type: 'alert.claimed',
      timestamp: '2026-11-22T09:00:00.000Z',
      data: { score: 84 },
    });
    expect(headers).toMatchObject({ 'webhook-id': 'ev-1', 'content-type': 'application/json' });
  });

  test('has the signature that the specification describes', async () => {
    await deliver();
    const { body, headers } = last();
    const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
    const signed = `ev-1.${Math.floor(NOW / 1_000)}.${body}`;
    expect(headers['webhook-signature']).toBe(`v1,${createHmac('sha256', key).update(signed).digest('base64')}`);
  });

  test('of a changed body is not what was signed', async () => {
    await deliver();
    const { body, headers } = last();
    const changed = () => new Webhook(secret).verify(`${body} `, headers as Record<string, string>);
    expect(changed).toThrow('No matching signature');
  });

  test('uses the secret that is made of what is kept', async () => {
    await sender({ open: () => secret }).deliver({ url: receiver.url, secret: 'sealed' }, event);
    const { body, headers } = last();
    expect(new Webhook(secret).verify(body, headers as Record<string, string>)).toBeDefined();
  });

  test('whose secret cannot be read says so, and sends nothing', async () => {
    const open = () => {
      throw new Error('wrong key');
    };
    expect(await deliver(receiver.url, { open })).toMatchObject({ because: expect.stringMatching(/SECRET_KEY/) });
    expect(receiver.received).toEqual([]);
  });
});

describe('what the receiver answers', () => {
  test.each([200, 201, 202, 204, 299])('%i is success', async (status) => {
    receiver.says(status);
    expect(await deliver()).toEqual({ kind: 'taken' });
  });

  test('410 ends the subscription', async () => {
    receiver.says(410);
    expect(await deliver()).toEqual({ kind: 'gone' });
  });

  test.each([301, 302, 307, 308])('%i fails, and nobody goes there', async (status) => {
    receiver.says(status, { location: `${receiver.url}/elsewhere` });
    expect(await deliver()).toMatchObject({ kind: 'failed', because: `HTTP ${status}: redirects are not followed` });
    expect(receiver.received).toHaveLength(1);
  });

  test.each([400, 401, 404, 429, 500, 503])('%i fails, and nothing of the answer is told', async (status) => {
    receiver.says(status);
    expect(await deliver()).toEqual({ kind: 'failed', because: `HTTP ${status}` });
  });

  test('the wish to be called later is passed on, in seconds or as a date', async () => {
    receiver.says(429, { 'retry-after': '90' });
    expect(await deliver()).toMatchObject({ retryAt: NOW + 90_000 });
    const date = new Date(NOW + 3_600_000).toUTCString();
    receiver.says(503, { 'retry-after': date });
    expect(await deliver()).toMatchObject({ retryAt: Date.parse(date) });
    receiver.says(503, { 'retry-after': 'soon' });
    expect(await deliver()).not.toHaveProperty('retryAt');
  });

  test('none in time is a failure', async () => {
    receiver.answers(() => undefined);
    expect(await deliver()).toEqual({ kind: 'failed', because: 'no answer in 0.5 s' });
  });

  test('a connection that breaks is a failure', async () => {
    receiver.answers((_response, request) => void request.socket.destroy());
    expect(await deliver()).toMatchObject({ kind: 'failed', because: expect.stringMatching(/connection broke/) });
  });

  test('nobody there is a failure', async () => {
    expect(await deliver('http://127.0.0.1:1/')).toMatchObject({ because: 'nothing listens there' });
  });

  test('an endless one counts by its status, and is not read to its end', async () => {
    let sent = 0;
    receiver.answers((response) => {
      response.writeHead(200);
      const more = () => {
        while (!response.destroyed && response.write(Buffer.alloc(16_384))) sent += 16_384;
      };
      response.on('drain', more);
      more();
    });
    expect(await deliver()).toEqual({ kind: 'taken' });
    expect(sent).toBeLessThan(20_000_000);
  });

  test('one that drips counts by its status when time is up', async () => {
    receiver.answers((response) => void response.writeHead(200).write('a'));
    expect(await deliver()).toEqual({ kind: 'taken' });
  });
});

describe('a name that leads inside', () => {
  const named = () => `http://hooks.example:${receiver.port}/hook`;

  test('is called at the address that was checked, under its own name, and is asked for once', async () => {
    const asked: string[] = [];
    const answers: Address[][] = [[HERE], [{ address: '10.0.0.1', family: 4 }]];
    const resolve = async (host: string) => {
      asked.push(host);
      return answers.shift() ?? [];
    };
    expect(await deliver(named(), { resolve })).toEqual({ kind: 'taken' });
    expect(asked).toEqual(['hooks.example']);
    expect(receiver.received[0]?.headers.host).toBe(`hooks.example:${receiver.port}`);
  });

  test.each<[string, Address[]]>([
    ['loopback', [HERE]],
    ['one of several', [{ address: '93.184.215.14', family: 4 }, HERE]],
    ['the old kind in the new', [{ address: '::ffff:127.0.0.1', family: 6 }]],
  ])('%s is refused before anything connects', async (_, found) => {
    const answer = await deliver(named().replace('http:', 'https:'), {
      allowPrivate: false,
      resolve: async () => found,
    });
    expect(answer).toMatchObject({ kind: 'failed', because: expect.stringMatching(/private network/) });
    expect(receiver.received).toEqual([]);
  });

  test('localhost is resolved by this machine and refused', async () => {
    const url = `https://localhost:${receiver.port}/`;
    expect(await deliver(url, { allowPrivate: false })).toMatchObject({ because: expect.stringMatching(/private/) });
  });

  test('nowhere is a failure', async () => {
    const resolve = async () => {
      throw new Error('ENOTFOUND hooks.example');
    };
    expect(await deliver(named(), { resolve })).toMatchObject({ because: 'its host name leads nowhere' });
    expect(await deliver(named(), { resolve: async () => [] })).toMatchObject({
      because: 'its host name leads nowhere',
    });
  });

  test('a name server that never answers is not waited for longer than a receiver', async () => {
    const resolve = () => new Promise<never>(() => undefined);
    expect(await deliver(named(), { resolve })).toMatchObject({
      because: expect.stringMatching(/not resolved in time/),
    });
  });
});

const certificate = selfSigned('hooks.example');
(certificate === undefined && process.env['CI'] !== 'true' ? describe.skip : describe)('TLS', () => {
  test('a receiver that speaks none where it should gets nothing', async () => {
    expect(await deliver(`https://127.0.0.1:${receiver.port}/`)).toMatchObject({ kind: 'failed' });
    expect(receiver.received).toEqual([]);
  });

  test('a receiver whose certificate nobody vouches for gets nothing', async () => {
    await using impostor = await startReceiver(certificate);
    const url = `https://hooks.example:${impostor.port}/hook`;
    const answer = await deliver(url, { resolve: async () => [HERE], timeoutMs: 5_000 });
    expect(answer).toMatchObject({
      kind: 'failed',
      because: expect.stringMatching(/certificate is not to be trusted/),
    });
    expect(impostor.received).toEqual([]);
  });
});
