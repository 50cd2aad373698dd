import { describe, expect, test } from '@jest/globals';
import { hotStatus } from './lead-status.ts';
import { withHot } from './lead-status-value.ts';

const set = (...standardValue: { fullName: string; label?: string; isActive?: unknown; converted?: boolean }[]) => ({
  fullName: 'LeadStatus',
  sorted: false,
  standardValue,
});

describe('merging the hot value into Lead Status', () => {
  test('everything that is there stays as it is, in its order, and the hot value comes last', () => {
    const own = [
      { fullName: 'Open', converted: false },
      { fullName: 'Sold', converted: true, colour: '#00ff00' },
    ];
    const merged = withHot(set(...own));
    expect(merged?.standardValue.slice(0, 2)).toEqual(own);
    expect(merged?.standardValue.slice(2)).toEqual([
      { fullName: hotStatus, label: hotStatus, default: false, converted: false },
    ]);
    expect(merged).toMatchObject({ fullName: 'LeadStatus', sorted: false });
  });

  test.each([{ fullName: hotStatus }, { fullName: hotStatus.toUpperCase() }, { fullName: 'HOT', label: hotStatus }])(
    '%p is hot already',
    (value) => {
      expect(withHot(set({ fullName: 'Open' }, value))).toBeUndefined();
    },
  );

  test.each([false, 'false'])('one that somebody took out of use is used again (%p)', (isActive) => {
    const merged = withHot(set({ fullName: 'Open' }, { fullName: hotStatus, isActive }));
    expect(merged?.standardValue).toEqual([{ fullName: 'Open' }, { fullName: hotStatus, isActive: true }]);
  });
});
