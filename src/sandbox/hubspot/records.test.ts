import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { emptyShelf, shelve, valueOf, versionsOf, writeValue, type CrmRecord } from './records.ts';

const writes = fc.uniqueArray(
  fc.record({ at: fc.integer({ min: 1, max: 1_000 }), value: fc.string({ minLength: 1 }) }),
  {
    selector: (write) => write.at,
    minLength: 1,
  },
);

test('in whatever order writes arrive, the value is that of the latest time and the history is newest first', () => {
  fc.assert(
    fc.property(writes, (arriving) => {
      const source = { type: 'CRM_UI' };
      const shelf = emptyShelf('contacts');
      const record: CrmRecord = { id: '1', values: { jobtitle: 'first' }, createdAt: 0, updatedAt: 0, source };
      shelve(shelf, record);
      for (const { at, value } of arriving) writeValue(shelf, record, 'jobtitle', { value, at, source });
      const newest = arriving.toSorted((a, b) => b.at - a.at);
      expect(valueOf('contacts', record, 'jobtitle')).toBe(newest[0]?.value);
      expect(versionsOf(record, 'jobtitle').map(({ at }) => at)).toEqual([...newest.map(({ at }) => at), 0]);
    }),
  );
});
