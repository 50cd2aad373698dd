import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { csvParts, csvRows } from './bulk-csv.ts';

describe('CSV of Bulk 2.0', () => {
  test('what is written is read back, whatever characters it has', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', 'é', '"', ',', ';', '|', '\t', '^', '\n', '\r', '#', ' ') });
    fc.assert(
      fc.property(fc.array(fc.record({ Id: cell, Note: cell }), { minLength: 1 }), (records) => {
        const filled = records.map(({ Id, Note }) => ({ Id: `x${Id}`, Note }));
        expect(csvRows(csvParts(filled)[0]?.csv ?? '')).toEqual(filled);
      }),
    );
  });

  test('a bar, a semicolon and a tab end no value that stands without quotes', () => {
    expect(csvRows('Id,Name\n1,a;b|c\td\n')).toEqual([{ Id: '1', Name: 'a;b|c\td' }]);
  });

  test('lines may end as Windows ends them, and the last one not at all', () => {
    const rows = [
      { Id: '1', Name: '' },
      { Id: '2', Name: '' },
    ];
    expect(csvRows('"Id","Name"\r\n"1",""\r\n2,')).toEqual(rows);
  });

  test('null empties a field, and what a record lacks is left as it is', () => {
    const records = [
      { attributes: { type: 'Lead' }, Id: '1', Score: null, Tier: 'none' },
      { Id: '2', Score: 5 },
    ];
    expect(csvParts(records).map(({ csv }) => csv)).toEqual(['Id,Score,Tier\n1,#N/A,none\n2,5,\n']);
  });

  test('more than 50 MB become several parts', () => {
    const note = 'x'.repeat(20_000_000);
    const parts = csvParts(['1', '2', '3'].map((Id) => ({ Id, note })));
    expect(parts.map(({ records }) => records.length)).toEqual([2, 1]);
  });
});
