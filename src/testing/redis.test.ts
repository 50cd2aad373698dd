import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Redis } from 'ioredis';
import { missing } from './packages.ts';
import { hasRedis, type OwnRedis, ownRedis } from './redis.ts';

const suite = hasRedis ? describe : describe.skip;

suite('a Redis of one’s own', () => {
  let redis: OwnRedis;
  beforeAll(async () => {
    redis = await ownRedis();
  });
  afterAll(async () => {
    await redis[Symbol.asyncDispose]();
  });

  test('keeps what it is told until it is flushed', async () => {
    const client = new Redis(redis.url);
    await client.set('lead', 'ann');
    expect(await client.get('lead')).toBe('ann');
    await redis.flushAll();
    expect(await client.get('lead')).toBeNull();
    client.disconnect();
  });

  test('is gone at the end', async () => {
    const own = await ownRedis();
    await own[Symbol.asyncDispose]();
    const client = new Redis(own.url, { retryStrategy: () => null, lazyConnect: true });
    client.on('error', () => undefined);
    await expect(client.connect()).rejects.toThrow('closed');
  });
});

describe('a missing program', () => {
  test('skips tests on a person’s machine', () => {
    expect(missing('chromium', 'for this test', false)).toContain('for this test');
  });

  test('is an error in CI that says what to install', () => {
    expect(() => missing('chromium', 'for this test', true)).toThrow('install the Debian package chromium');
  });
});
