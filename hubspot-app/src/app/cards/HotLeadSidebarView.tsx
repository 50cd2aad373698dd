import { Box, Flex, ScoreCircle, StatusTag, Text, type AddAlertAction } from '@hubspot/ui-extensions';
import type { ReactNode } from 'react';
import type { EpisodeView, KnownCard } from '../shared/api.ts';
import { sentenceCase } from '../shared/sentenceCase.ts';
import { CardFrame } from './CardFrame.tsx';
import { EpisodeButtons } from './EpisodeButtons.tsx';
import { dueWords, LateAlert } from './EpisodePanel.tsx';
import { Notes } from './Summary.tsx';
import { tierTag } from './tierTag.ts';

const reasons = 2;

/** The card beside a contact's record, in a narrow column: how hot, the two best reasons, until when, and the buttons. */
export function HotLeadSidebarView({ contact, tell }: { contact: string; tell: AddAlertAction }): ReactNode {
  return (
    <CardFrame contact={contact}>
      {(card, reload) => (
        <Flex direction="column" gap="sm">
          {card.episode === undefined ? null : <LateAlert episode={card.episode} />}
          <Score card={card} />
          {card.suppressed === undefined ? null : <Text variant="microcopy">Nobody is told: {card.suppressed}</Text>}
          <Why card={card} />
          <Notes notes={card.notes} />
          {card.episode === undefined ? null : (
            <>
              <RespondBy episode={card.episode} />
              <EpisodeButtons episode={card.episode} viewer={card.viewer} doing={{ tell, reload }} />
            </>
          )}
        </Flex>
      )}
    </CardFrame>
  );
}

function Score({ card }: { card: KnownCard }): ReactNode {
  const tier = tierTag(card.tier);
  return (
    <Flex direction="row" gap="sm" align="center">
      <ScoreCircle score={card.score} />
      <Box flex={1}>
        <StatusTag variant={tier.variant}>{tier.words}</StatusTag>
        <Text format={{ fontWeight: 'demibold' }}>{card.headline}</Text>
      </Box>
    </Flex>
  );
}

function Why({ card }: { card: KnownCard }): ReactNode {
  if (card.why.length === 0) return <Text>Nothing yet: no activity we know of.</Text>;
  return (
    <Box>
      {card.why.slice(0, reasons).map((words) => (
        <Text key={words}>{sentenceCase(words)}</Text>
      ))}
    </Box>
  );
}

function RespondBy({ episode }: { episode: EpisodeView }): ReactNode {
  return (
    <Box>
      <Text variant="microcopy">{sentenceCase(episode.stateWords)}</Text>
      {episode.late ? null : <Text format={{ fontWeight: 'demibold' }}>{sentenceCase(dueWords(episode))}</Text>}
      <Text variant="microcopy">Has it now: {episode.assignee ?? 'nobody yet'}</Text>
    </Box>
  );
}
