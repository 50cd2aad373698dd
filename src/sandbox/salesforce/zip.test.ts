import { describe, expect, test } from '@jest/globals';
import { unzipped, zipped } from './zip.ts';

const files = { 'package.xml': '<Package/>', 'objects/Léad.object': 'x'.repeat(10_000), empty: '' };

describe('a zip file', () => {
  test('gives back what was put in, by name', () => {
    const read = [...unzipped(zipped(files))].map(([name, content]) => [name, content.toString('utf8')]);
    expect(Object.fromEntries(read)).toEqual(files);
  });

  test('has its folders left out', () => {
    expect([...unzipped(zipped({ 'objects/': '', 'objects/a': '1' })).keys()]).toEqual(['objects/a']);
  });

  test('that is damaged is refused, and so is what is no zip', () => {
    const damaged = zipped(files);
    damaged.writeUInt8(damaged.readUInt8(45) ^ 0xff, 45);
    expect(() => unzipped(damaged)).toThrow(/damaged|invalid/);
    expect(() => unzipped(Buffer.from('PK'))).toThrow('not a zip file');
    expect(() => unzipped(Buffer.alloc(100))).toThrow('not a zip file');
  });
});
