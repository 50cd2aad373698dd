import { describe, expect, test } from '@jest/globals';
import { hookBody, hookData, type HookSubject, sampleData } from './hookData.ts';
import { hookTypes, isHookType } from './hookTypes.ts';

const subject: HookSubject = {
  episode: 'e1',
  lead: { crm: 'hubspot', record: '151' },
  score: 84,
  tier: 1,
  reasons: ['asked for a demo'],
  assignee: { name: 'Ann', email: 'ann@acme.com' },
};
const types = Object.keys(hookTypes).filter(isHookType);
const bytesOf = (data: Record<string, unknown>) =>
  new TextEncoder().encode(JSON.stringify(hookBody({ id: 'x', type: 'lead.hot', at: 0, data }))).length;

describe('what an event tells', () => {
  test('is ids, the score with its reasons, and who has it', () => {
    expect(hookData(subject, { how: 'call', note: undefined })).toEqual({ ...subject, how: 'call' });
  });

  test('is never replaced by what a type adds', () => {
    expect(hookData(subject, { episode: 'other', score: 1 })).toEqual(subject);
  });

  test.each(['🔥', '\0', 'ü', '"'])('stays under 20 KB, however much %j there is', (character) => {
    const long = character.repeat(100_000);
    const huge = {
      ...subject,
      reasons: Array.from({ length: 500 }, () => long),
      assignee: { name: long, email: long },
    };
    expect(bytesOf(hookData(huge, { because: long, by: long }))).toBeLessThan(20_000);
  });

  test.each(types)('of type %s has a sample that is a whole body', (type) => {
    const body = hookBody({ id: 'x', type, at: 0, data: sampleData(type, 0) });
    expect(body).toMatchObject({ id: 'x', type, timestamp: '1970-01-01T00:00:00.000Z' });
    expect(Object.keys(body.data).length).toBeGreaterThan(2);
  });
});
