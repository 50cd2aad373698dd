import { Button, Flex, List, Text } from '@hubspot/ui-extensions';
import type { ReactNode } from 'react';
import { useFirst } from './useFirst.ts';

const atFirst = 8;

/** What happened, newest first. */
export function Timeline({ lines }: { lines: string[] }): ReactNode {
  const { shown, left, showAll } = useFirst(lines, atFirst);
  return (
    <Flex direction="column" gap="xs">
      <Text format={{ fontWeight: 'demibold' }}>What happened</Text>
      {lines.length === 0 ? (
        <Text>Nothing yet: no activity we know of.</Text>
      ) : (
        <List variant="unordered">
          {shown.map((line, index) => (
            <Text key={index}>{line}</Text>
          ))}
        </List>
      )}
      {left === 0 ? null : (
        <Button variant="transparent" size="sm" onClick={showAll}>
          Show {left} more
        </Button>
      )}
    </Flex>
  );
}
