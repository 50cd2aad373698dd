import { type AddressInfo, createServer, type Socket } from 'node:net';
import { describe, expect, test } from '@jest/globals';
import { type MailTrouble, startMail } from '../../sandbox/mail/mail.ts';
import type { Failure } from '../../failure.ts';
import { openSmtp, type OutgoingMail } from './smtp.ts';

const mail: OutgoingMail = {
  from: 'hot@acme.example',
  to: { name: '', address: 'ann@acme.example' },
  subject: 'Hot lead',
  text: 'Ada',
  html: '<p>Ada</p>',
  messageId: '<a-1@hot.test>',
  date: new Date(0),
  headers: {},
};

const failed = (sending: Promise<unknown>) =>
  sending.then(
    () => undefined,
    (error: unknown) => error as Failure,
  );

/** What sending to this address comes to. Seconds, so that a slow machine is not taken for a silent server. */
async function sent(url: string, timeoutMs = 2_000): Promise<Failure | undefined> {
  await using smtp = openSmtp({ url, timeoutMs });
  return await failed(smtp.send(mail));
}

describe('a server that says no', () => {
  test.each<[MailTrouble, Partial<Failure>, number]>([
    [
      'mailbox',
      {
        kind: 'permanent',
        code: 'mailbox',
        outcomeUnknown: false,
        message: 'mail: the server (550 5.1.1) refuses the recipient: correct their e-mail address',
      },
      0,
    ],
    [
      'busy',
      { kind: 'retry', code: 'busy', outcomeUnknown: false, message: 'mail: the server takes nothing now (451 4.7.1)' },
      0,
    ],
    ['sender', { kind: 'blocked', code: 'sender', outcomeUnknown: false }, 0],
    ['refused', { kind: 'permanent', code: 'refused', outcomeUnknown: false }, 0],
    ['full', { kind: 'retry', code: 'busy', outcomeUnknown: false }, 0],
    ['silent', { kind: 'retry', code: 'unreachable', outcomeUnknown: false }, 0],
    ['lost', { kind: 'retry', code: 'no_answer', outcomeUnknown: true }, 1],
    ['cut', { kind: 'retry', code: 'no_answer', outcomeUnknown: true }, 1],
  ])('%s', async (trouble, expected, kept) => {
    await using server = await startMail();
    server.fail(trouble);
    const failure = await sent(server.url);
    expect(failure).toMatchObject(expected);
    expect(failure!.message).not.toContain('ann@');
    expect(server.mails()).toHaveLength(kept);
  });

  test('a wrong password waits for whoever corrects it, and is not told', async () => {
    await using server = await startMail({ login: { user: 'hot', pass: 'geheim' } });
    const failure = await sent(server.url.replace('geheim', 'falsch'));
    expect(failure).toMatchObject({ kind: 'blocked', code: 'login' });
    expect(failure!.message).toBe(
      'mail: the server refuses the login (535 5.7.8): correct user and password in SMTP_URL',
    );
    expect(await sent(server.url)).toBeUndefined();
  });

  test('a mail goes out once the trouble is over, over the same pool', async () => {
    let now = 1;
    await using server = await startMail({ now: () => now });
    await using smtp = openSmtp({ url: server.url });
    server.fail('busy', 0, 10);
    expect(await failed(smtp.send(mail))).toMatchObject({ code: 'busy' });
    now = 10;
    await smtp.send(mail);
    expect(server.mails('ann@acme.example')).toHaveLength(1);
  });
});

describe('no server', () => {
  test('that listens is tried again', async () => {
    const url = await startMail().then(async (server) => {
      await server.close();
      return server.url;
    });
    expect(await sent(url)).toMatchObject({ kind: 'retry', code: 'unreachable', outcomeUnknown: false });
  });

  test('that greets is tried again', async () => {
    await using mute = await listening(() => {});
    expect(await sent(mute.url, 500)).toMatchObject({ kind: 'retry', code: 'unreachable', outcomeUnknown: false });
  });

  test('that wants nothing from this machine waits for whoever runs it', async () => {
    await using rude = await listening((socket) => socket.end('554 5.7.1 ann@acme.example go away\r\n'));
    const failure = await sent(rude.url);
    expect(failure).toMatchObject({ kind: 'blocked', code: 'unwelcome' });
    expect(failure!.message).not.toContain('ann@');
  });

  test('a server that answers drop by drop does not hold a send for ever', async () => {
    await using slow = await listening((socket) => {
      const timer = setInterval(() => socket.write('220-still there\r\n'), 100);
      socket.on('close', () => clearInterval(timer));
    });
    expect(await sent(slow.url, 500)).toMatchObject({ kind: 'retry', outcomeUnknown: false });
  });
});

describe('TLS', () => {
  test('a certificate that nobody trusts stops everything, unless the address says otherwise', async () => {
    await using server = await startMail({ tls: true });
    expect(await sent(server.url)).toMatchObject({ kind: 'blocked', code: 'tls' });
    expect(server.mails()).toEqual([]);
    expect(await sent(`${server.url}?tls.rejectUnauthorized=false`)).toBeUndefined();
    expect(server.mails()).toHaveLength(1);
  });
});

/** A server of bare TCP on 127.0.0.1. */
async function listening(onSocket: (socket: Socket) => void): Promise<{ url: string } & AsyncDisposable> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    onSocket(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
