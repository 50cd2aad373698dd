import { describe, expect, test } from '@jest/globals';
import { csvLine, csvRows } from './bulk-csv.ts';

const comma = { delimiter: ',', lineEnd: '\n' };

describe('a CSV', () => {
  test('gives back cells with quotes, commas and line ends in them', () => {
    const rows = [
      ['Id', 'Name'],
      ['1', 'Ada "the first", of\nLondon'],
      ['', ''],
    ];
    const text = rows.map((row) => csvLine(row, comma)).join('');
    expect([...csvRows(text, comma)]).toEqual(rows);
  });

  test.each([
    [
      'without quotes, and no end after the last line',
      'a,b\n1,',
      comma,
      [
        ['a', 'b'],
        ['1', ''],
      ],
    ],
    [
      'with other marks',
      'a|"b"\r\n1|2\r\n',
      { delimiter: '|', lineEnd: '\r\n' },
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      'with empty lines and a byte order mark',
      '\uFEFFa,b\n\n1,2\n',
      comma,
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
  ])('is read %s', (_, text, shape, rows) => {
    expect([...csvRows(text, shape)]).toEqual(rows);
  });

  test('with a quote that does not end is refused', () => {
    expect(() => [...csvRows('a\n"1', comma)]).toThrow('does not end');
  });
});
