import { expect, test } from '@jest/globals';
import { dashboardOf } from '../../domain/figures/dashboard.ts';
import { figuresOf } from '../../domain/figures/figures.ts';
import type { Round } from '../../domain/figures/rounds.ts';
import { NOW, round } from '../../domain/figures/roundsForTests.ts';
import { figureCards } from './figureCards.ts';

function helpOf(name: string, ...rounds: Round[]): string | undefined {
  const figures = figuresOf(rounds, { from: 0, to: NOW, earlier: [] });
  const pipeline = { deals: 0, open: 0, withoutAmount: 0, amount: 0, hotAmount: 0 };
  const { alertToContact, signalToContact } = figures.all;
  const measured = { days: 1, perDay: [], alertToContact, signalToContact, pipeline, undated: 0 };
  const dashboard = dashboardOf({ ...measured, opportunities: { won: 0, of: 0 } });
  return figureCards({ figures, dashboard } as Parameters<typeof figureCards>[0]).find((card) => card.name === name)
    ?.help;
}

const untold = round({ alertedAt: undefined });

test.each([
  [
    'Signal to alert',
    [round()],
    'Half within this: 1 told to a rep, 0 not told yet. The slowest tenth took 1 min or longer.',
  ],
  ['Signal to alert', [untold], '0 told to a rep, 1 not told yet.'],
  ['Alert to claim', [round()], '0 claimed or contacted, 1 not claimed.'],
  ['Alert to first contact', [round()], '0 answered, 1 still wait.'],
  ['Alert to claim', [untold], 'No alert yet.'],
  ['Signal to first contact', [], 'No lead was hot yet.'],
])('%s has its own verbs', (name, rounds, help) => {
  expect(helpOf(name, ...rounds)).toBe(help);
});
