import { describe, expect, test } from '@jest/globals';
import { defaultModel } from '../domain/model.ts';
import { modelHash } from './hash.ts';

describe('the hash of settings', () => {
  test('knows no order and no version', () => {
    const { version: _one, ...rest } = defaultModel;
    const backwards = Object.fromEntries(Object.entries(rest).reverse());
    expect(modelHash({ ...backwards, version: 9 } as typeof defaultModel)).toBe(modelHash(defaultModel));
  });

  test('differs when any number does', () => {
    expect(modelHash({ ...defaultModel, windowDays: 31 })).not.toBe(modelHash(defaultModel));
  });
});
