import { Flex, Statistics, StatisticsItem, StatusTag, Text } from '@hubspot/ui-extensions';
import type { ResponseView } from '../shared/api.ts';

type Figure = ResponseView['figures'][number];

/** No more than these stand side by side and are still read. */
const MOST_A_ROW = 4;

/** The figures that matter, each with its target. */
export function Figures({ figures }: { figures: Figure[] }) {
  const count = Math.ceil(figures.length / MOST_A_ROW);
  const length = Math.ceil(figures.length / Math.max(1, count));
  const rows = Array.from({ length: count }, (_, row) => figures.slice(row * length, (row + 1) * length));
  return (
    <Flex direction="column" gap="sm">
      {rows.map((row) => (
        <Statistics key={row[0]?.name}>
          {row.map((figure) => (
            <StatisticsItem key={figure.name} label={figure.name} number={figure.value}>
              <Target figure={figure} />
              <Text variant="microcopy">{figure.help}</Text>
            </StatisticsItem>
          ))}
        </Statistics>
      ))}
    </Flex>
  );
}

function Target({ figure: { target, state } }: { figure: Figure }) {
  if (target === undefined) return null;
  const said = { good: 'reached', bad: 'missed', neutral: 'not known yet' }[state];
  const variant = ({ good: 'success', bad: 'danger', neutral: 'default' } as const)[state];
  return (
    <StatusTag variant={variant}>
      Target {target}: {said}
    </StatusTag>
  );
}
