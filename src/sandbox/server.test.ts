import { describe, expect, test } from '@jest/globals';
import { startServer, type SandboxServer } from './server.ts';

/** Counts the effects of POST /count. */
async function counting() {
  const server = await startServer({ notFound: () => ({ status: 404, body: { no: 'such path' } }) });
  const effects = { count: 0 };
  server.route('POST', '/count/:by', ({ params }) => {
    effects.count += Number(params['by']);
    return { status: 201, body: { count: effects.count } };
  });
  return Object.assign(server, { effects });
}

async function post(server: SandboxServer, path = '/count/1'): Promise<number | 'cut'> {
  try {
    const answer = await fetch(server.url + path, { method: 'POST', body: '{"a":"ä"}' });
    await answer.text();
    return answer.status;
  } catch {
    return 'cut';
  }
}

describe('a sandbox server', () => {
  test('records each call with its exact body and its status', async () => {
    await using server = await counting();
    await post(server, '/count/3?x=1');
    expect(server.calls).toMatchObject([
      { method: 'POST', path: '/count/3', query: 'x=1', body: '{"a":"ä"}', status: 201 },
    ]);
  });

  test.each([
    ['an error answer has no effect', { kind: 'status', status: 503 } as const, 503, 0],
    ['a connection cut before has no effect', { kind: 'cut', when: 'before' } as const, 'cut', 0],
    ['a lost answer has its effect', { kind: 'cut', when: 'after' } as const, 'cut', 1],
    ['nonsense comes with status 200 after the effect', { kind: 'nonsense' } as const, 200, 1],
    ['a late answer is the right one', { kind: 'late', ms: 5 } as const, 201, 1],
  ])('%s, and the next call is well again', async (_, day, status, count) => {
    await using server = await counting();
    server.badDay('POST', '/count/*', day);
    expect(await post(server)).toBe(status);
    expect(server.effects.count).toBe(count);
    expect(await post(server)).toBe(201);
  });

  test('bad days of one route are used up in order, and other routes stay well', async () => {
    await using server = await counting();
    server.route('POST', '/other', () => ({ status: 200 }));
    server.badDay('*', '/count/:by', { kind: 'status', status: 429, headers: { 'Retry-After': '1' } });
    server.badDay('POST', '/count/:by', { kind: 'status', status: 500 });
    const statuses = [await post(server, '/other'), await post(server), await post(server), await post(server)];
    expect(statuses).toEqual([200, 429, 500, 201]);
  });

  test('an observer holds a call between its effect and its answer', async () => {
    await using server = await counting();
    const gate = Promise.withResolvers<void>();
    const reached = Promise.withResolvers<void>();
    const stop = server.onCall(async (_, phase) => {
      if (phase === 'before') return;
      reached.resolve();
      await gate.promise;
    });
    const answer = post(server);
    await reached.promise;
    expect([server.effects.count, server.calls[0]?.status]).toEqual([1, undefined]);
    gate.resolve();
    expect(await answer).toBe(201);
    stop();
  });

  test('an unknown path gets the vendor answer and fails the test that called it', async () => {
    const server = await counting();
    expect(await post(server, '/nowhere')).toBe(404);
    await expect(server.close()).rejects.toThrow('POST /nowhere');
    await server.close();
  });

  test('an unknown call that the test takes is forgiven', async () => {
    await using server = await counting();
    await post(server, '/nowhere');
    expect(server.takeUnknownCalls()).toEqual(['POST /nowhere']);
  });

  test('a handler that crashes fails the test', async () => {
    const server = await counting();
    server.route('POST', '/crash', () => {
      throw new Error('a mistake in the sandbox');
    });
    expect(await post(server, '/crash')).toBe(500);
    await expect(server.close()).rejects.toThrow('a mistake in the sandbox');
  });

  test('closing cuts a late answer', async () => {
    const server = await counting();
    const begun = Promise.withResolvers<void>();
    server.onCall(() => begun.resolve());
    server.badDay('POST', '/count/1', { kind: 'late', ms: 60_000 });
    const answer = post(server);
    await begun.promise;
    await server.close();
    expect(await answer).toBe('cut');
  });
});
