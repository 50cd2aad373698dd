import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readAway, readContacted, readNotAFit, readPreferences, readReassign } from './submitted.ts';

const NOW = Date.UTC(2026, 10, 21, 12, 10);

/** `view.state` with one answer a block, under the action it is asked by. */
function state(answers: Record<string, Record<string, unknown>>): unknown {
  return { values: answers };
}
const chose = (value: string) => ({ type: 'static_select', selected_option: { text: { type: 'plain_text' }, value } });
const wrote = (value: string | null) => ({ type: 'plain_text_input', value });
const time = (selected_time: string | null) => ({ time: { type: 'timepicker', selected_time } });

describe('what is submitted reads as a deed', () => {
  test.each<[string, unknown, unknown]>([
    [
      'contacted',
      readContacted(state({ how: { how: chose('call') }, note: { note: wrote(' asked for a quote\n') } })),
      { do: 'contacted', how: 'call', note: 'asked for a quote' },
    ],
    [
      'contacted without note',
      readContacted(state({ how: { how: chose('meeting') }, note: { note: wrote(null) } })),
      { do: 'contacted', how: 'meeting' },
    ],
    ['given away', readReassign(state({ to: { to: chose('rep-1') } })), { do: 'reassign', to: 'rep-1' }],
    ['not a fit', readNotAFit(state({ reason: { reason: chose('student') } })), { do: 'not_a_fit', reason: 'student' }],
    [
      'away until then',
      readAway(
        state({ until: { until: { selected_date_time: NOW / 1000 + 60 } }, note: { note: wrote('train') } }),
        NOW,
      ),
      { until: NOW + 60_000, because: 'train' },
    ],
    ['away until back', readAway(state({ until: { until: { selected_date_time: null } } }), NOW), {}],
    [
      'preferences',
      readPreferences(
        state({
          'notice:revived': { pace: chose('off') },
          'notice:many_opens': { pace: chose('team') },
          alerts: { types: { selected_options: [{ value: 'demo_request' }] } },
          quiet_from: time('22:00'),
          quiet_to: time('07:05'),
          digest: time('00:00'),
        }),
      ),
      { notices: { revived: 'off' }, alerts: { demo_request: 'digest' }, quiet: { from: 1320, to: 425 }, digestAt: 0 },
    ],
    ['no preferences', readPreferences(state({ quiet_from: time(null), quiet_to: time(null) })), {}],
  ])('%s', (_what, read, value) => {
    expect(read).toEqual({ ok: true, value });
  });
});

test.each<[string, unknown, string]>([
  ['no way chosen', readContacted(state({})), 'how'],
  ['a way that is none', readContacted(state({ how: { how: chose('toString') } })), 'how'],
  ['nobody chosen', readReassign(state({ to: { to: { selected_option: null } } })), 'to'],
  ['a reason that is none', readNotAFit(state({ reason: { reason: chose('ugly') } })), 'reason'],
  ['away until yesterday', readAway(state({ until: { until: { selected_date_time: NOW / 1000 } } }), NOW), 'until'],
  ['quiet from never', readPreferences(state({ quiet_to: time('07:00') })), 'quiet_from'],
  ['quiet for ever', readPreferences(state({ quiet_from: time('07:00') })), 'quiet_to'],
  ['quiet for no time', readPreferences(state({ quiet_from: time('07:00'), quiet_to: time('07:00') })), 'quiet_to'],
  ['a pace that is none', readPreferences(state({ 'notice:revived': { pace: chose('hourly') } })), 'notice:revived'],
])('%s is said at the question', (_what, read, block) => {
  expect(read).toEqual({ ok: false, errors: { [block]: expect.stringMatching(/\.$/) } });
});

test('a note is kept as the database can keep it', () => {
  const read = readContacted(state({ how: { how: chose('call') }, note: { note: wrote(`a\0${'😀'.repeat(400)}`) } }));
  expect(read.ok && read.value.note).toMatch(/^a😀+/u);
  expect(JSON.stringify(read).length).toBeLessThan(600);
  expect(read.ok && read.value.note?.isWellFormed()).toBe(true);
});

test('whatever is sent, it is read or said to be wrong', () => {
  const readers = [readContacted, readReassign, readNotAFit, readPreferences, (state: unknown) => readAway(state, NOW)];
  fc.assert(
    fc.property(fc.anything(), fc.anything(), (given, answer) => {
      const states = [given, { values: given }, { values: { how: { how: answer }, note: { note: answer } } }];
      for (const state of states) for (const read of readers) expect(read(state)).toHaveProperty('ok');
    }),
  );
});
