import { Alert, Box, Flex, Heading, Inline, List, ScoreCircle, StatusTag, Text } from '@hubspot/ui-extensions';
import type { ReactNode } from 'react';
import type { KnownCard } from '../shared/api.ts';
import { sentenceCase } from '../shared/sentenceCase.ts';
import { fitTag, tierTag } from './tierTag.ts';

/** How hot the lead is and why, what happens if nothing else does, and how well it fits. */
export function Summary({ card }: { card: KnownCard }): ReactNode {
  return (
    <Flex direction="column" gap="sm">
      {card.suppressed === undefined ? null : (
        <Alert title="Scored, but nobody is told" variant="info">
          {card.suppressed}
        </Alert>
      )}
      <Flex direction="row" gap="lg" align="start">
        <ScoreCircle score={card.score} />
        <Box flex={1}>
          <Flex direction="column" gap="xs">
            <Tags card={card} />
            <Heading>{card.headline}</Heading>
            <Why why={card.why} />
            <Notes notes={card.notes} />
            {card.forecast === undefined ? null : (
              <Text variant="microcopy">If nothing else happens: {card.forecast}</Text>
            )}
          </Flex>
        </Box>
      </Flex>
    </Flex>
  );
}

/** How it came to be somebody's. */
export function Notes({ notes = [] }: { notes: string[] | undefined }): ReactNode {
  return notes.map((note) => (
    <Text key={note} variant="microcopy">
      {sentenceCase(note)}
    </Text>
  ));
}

function Tags({ card }: { card: KnownCard }): ReactNode {
  const tier = tierTag(card.tier);
  const fit = fitTag(card.fit);
  return (
    <Inline gap="sm" align="center">
      <StatusTag variant={tier.variant}>{tier.words}</StatusTag>
      <StatusTag variant={fit.variant} hollow>
        {fit.words}
      </StatusTag>
      {card.fitBecause === undefined ? null : <Text variant="microcopy">{card.fitBecause}</Text>}
    </Inline>
  );
}

function Why({ why }: { why: string[] }): ReactNode {
  if (why.length === 0) return <Text>Nothing yet: no activity we know of.</Text>;
  return (
    <List variant="unordered-styled">
      {why.map((words) => (
        <Text key={words}>{sentenceCase(words)}</Text>
      ))}
    </List>
  );
}
