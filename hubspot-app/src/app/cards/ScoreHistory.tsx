import { Flex, LineChart, Text } from '@hubspot/ui-extensions';
import type { ReactNode } from 'react';
import type { KnownCard } from '../shared/api.ts';

/** The score over the last 30 days; one point alone is no line. */
export function ScoreHistory({ history }: { history: KnownCard['history'] }): ReactNode {
  return (
    <Flex direction="column" gap="xs">
      <Text format={{ fontWeight: 'demibold' }}>Score over 30 days</Text>
      {history.length < 2 ? (
        <Text>There is no history to draw yet.</Text>
      ) : (
        <LineChart
          data={heldUntilNext(history)}
          axes={{
            x: { field: 'at', fieldType: 'datetime', label: 'Day' },
            y: { field: 'score', fieldType: 'linear', label: 'Score' },
          }}
          options={{ showTooltips: true, colorList: ['orange'] }}
        />
      )}
    </Flex>
  );
}

/** The chart joins points by straight lines, but a score stays what it is until the next point says otherwise. */
function heldUntilNext(history: KnownCard['history']): KnownCard['history'] {
  return history.flatMap((point, at) => {
    const before = history[at - 1];
    return before === undefined || before.score === point.score
      ? [point]
      : [{ at: point.at - 1, score: before.score }, point];
  });
}
