import {
  Button,
  Flex,
  Table,
  TableBody,
  TableCell,
  TableFooter,
  TableHead,
  TableHeader,
  TableRow,
  Text,
} from '@hubspot/ui-extensions';
import type { ReactNode } from 'react';
import type { KnownCard } from '../shared/api.ts';
import { sentenceCase } from '../shared/sentenceCase.ts';
import { pointsInWords } from './points.ts';
import { useFirst } from './useFirst.ts';

const atFirst = 8;

/** What adds to the score, line by line, and what the lines come to. */
export function Contributions({ card }: { card: KnownCard }): ReactNode {
  const { shown, left, showAll } = useFirst(card.contributions, atFirst);
  return (
    <Flex direction="column" gap="xs">
      <Text format={{ fontWeight: 'demibold' }}>What adds to the score</Text>
      {card.contributions.length === 0 ? (
        <Text>Nothing counts now. What happened longer ago has faded.</Text>
      ) : (
        <Table density="compact" flush>
          <Head />
          <TableBody>
            {shown.map((line, index) => (
              <Line key={index} line={line} />
            ))}
          </TableBody>
          <Sum card={card} />
        </Table>
      )}
      {left === 0 ? null : (
        <Button variant="transparent" size="sm" onClick={showAll}>
          Show {left} more
        </Button>
      )}
    </Flex>
  );
}

function Head(): ReactNode {
  return (
    <TableHead>
      <TableRow>
        <TableHeader width="max">What</TableHeader>
        <TableHeader width="min">When</TableHeader>
        <TableHeader width="min" align="right">
          Points now
        </TableHeader>
      </TableRow>
    </TableHead>
  );
}

function Line({ line }: { line: KnownCard['contributions'][number] }): ReactNode {
  return (
    <TableRow>
      <TableCell width="max">{sentenceCase(line.words)}</TableCell>
      <TableCell width="min">{line.when}</TableCell>
      <TableCell width="min" align="right">
        {pointsInWords(line.points)}
      </TableCell>
    </TableRow>
  );
}

function Sum({ card }: { card: KnownCard }): ReactNode {
  const sum = card.contributions.reduce((so, { points }) => so + points, 0);
  return (
    <TableFooter>
      <TableRow>
        <TableCell colSpan={2}>Together{stoppedAt(sum)}</TableCell>
        <TableCell width="min" align="right">
          {pointsInWords(sum)}
        </TableCell>
      </TableRow>
    </TableFooter>
  );
}

/** A sum over 100 or under 0 is not the score: that stops at both ends. */
function stoppedAt(sum: number): string {
  if (sum >= 100.5) return ' (a score stops at 100)';
  return sum < -0.5 ? ' (a score stops at 0)' : '';
}
