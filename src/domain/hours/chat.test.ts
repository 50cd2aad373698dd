import { describe, expect, test } from '@jest/globals';
import type { Chat } from './availability.ts';
import { chatAbsences } from './chat.ts';
import { covers } from './intervals.ts';

const hour = 3_600_000;
const NOW = 100 * hour;
const isAway = (chat: Chat) => covers(chatAbsences(chat), NOW);

describe('a status that says away', () => {
  test.each([
    'Out of office',
    'out-of-office until Monday',
    'I am OOO',
    'Vacationing',
    'summer holiday!',
    'Off sick',
    'on leave',
    'Urlaub bis 3.1.',
    'bin KRANK',
    'Nicht im Büro',
    'außer Haus',
    'en congé',
    'Arrêt maladie',
    'De vacaciones',
    'día libre',
    'in ferie',
    'férias',
  ])('%s', (text) => {
    expect(isAway({ text })).toBe(true);
    expect(isAway({ text, statusUntil: NOW + 72 * hour })).toBe(true);
    expect(isAway({ text, statusUntil: NOW })).toBe(false);
  });

  test.each([':palm_tree:', 'palm_tree', ':face_with_thermometer:', ':airplane:', ':no_entry:', ':mask::skin-tone-2:'])(
    '%s',
    (emoji) => expect(isAway({ emoji })).toBe(true),
  );
});

describe('a status that does not', () => {
  test.each([
    '',
    'Working remotely',
    'focus time',
    'music',
    'sickle cell project',
    "I'll be online",
    'Back from vacation',
    'Zurück aus dem Urlaub',
    'de retour de vacances',
  ])('"%s"', (text) => expect(isAway({ text })).toBe(false));

  test.each([':house_with_garden:', ':headphones:', '', ':palm:'])('"%s"', (emoji) =>
    expect(isAway({ emoji })).toBe(false),
  );
});

describe('lunch and meetings', () => {
  const texts = ['Out for lunch', 'In a meeting', 'Mittagspause', 'En réunion', 'almuerzo'];

  test.each(texts)('%s is away near the end it gives, and not else', (text) => {
    expect(isAway({ text, statusUntil: NOW + 1 })).toBe(true);
    expect(isAway({ text, statusUntil: NOW + 2 * hour })).toBe(true);
    expect(isAway({ text, statusUntil: NOW + 2 * hour + 1 })).toBe(false);
    expect(isAway({ text, statusUntil: NOW })).toBe(false);
    expect(isAway({ text })).toBe(false);
  });

  test('the calendar emoji alone is believed alike', () => {
    expect(isAway({ emoji: ':spiral_calendar_pad:', statusUntil: NOW + hour })).toBe(true);
    expect(isAway({ emoji: ':spiral_calendar_pad:' })).toBe(false);
  });
});

test('do not disturb is away until it ends, whatever the status', () => {
  expect(isAway({ text: 'Back from vacation', quietUntil: NOW + 1 })).toBe(true);
  expect(isAway({ quietUntil: NOW })).toBe(false);
});

test('the words of a status are not repeated: they may be about health', () => {
  expect(JSON.stringify(chatAbsences({ text: 'sick: broken leg', emoji: ':hospital:' }))).not.toMatch(
    /sick|leg|hospital/,
  );
});

test('a pause that began later than the status does not make the status begin later', () => {
  const status = { text: 'Vacationing', since: NOW - 100_000 };
  const paused = { quietUntil: NOW + 1_000, quietSince: NOW };
  expect(chatAbsences({ ...status, ...paused }).map(({ from }) => from)).toEqual([NOW - 100_000, NOW]);
});
