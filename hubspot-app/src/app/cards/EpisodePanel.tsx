import { Alert, DescriptionList, DescriptionListItem, Flex, StatusTag, Text, Tile } from '@hubspot/ui-extensions';
import type { ReactNode } from 'react';
import type { EpisodeView, Viewer } from '../shared/api.ts';
import { sentenceCase } from '../shared/sentenceCase.ts';
import { EpisodeButtons, type Doing } from './EpisodeButtons.tsx';

const states = { open: 'warning', claimed: 'info', contacted: 'success' } as const;

/** The time of being hot that is open now: who has it, until when to answer, and what the viewer may do. */
export function EpisodePanel({
  episode,
  viewer,
  doing,
}: {
  episode: EpisodeView;
  viewer: Viewer;
  doing: Doing;
}): ReactNode {
  return (
    <Tile compact>
      <Flex direction="column" gap="sm">
        <LateAlert episode={episode} />
        <StatusTag variant={states[episode.state]}>{sentenceCase(episode.stateWords)}</StatusTag>
        <DescriptionList direction="row">
          <DescriptionListItem label="Owner">
            <Text>{episode.owner ?? 'Nobody yet'}</Text>
          </DescriptionListItem>
          <DescriptionListItem label="Has it now">
            <Text>{episode.assignee ?? 'Nobody yet'}</Text>
          </DescriptionListItem>
          <DescriptionListItem label="First contact">
            <Text>{sentenceCase(dueWords(episode))}</Text>
          </DescriptionListItem>
        </DescriptionList>
        <EpisodeButtons episode={episode} viewer={viewer} doing={doing} />
      </Flex>
    </Tile>
  );
}

/** Nothing at all while there is time. */
export function LateAlert({ episode }: { episode: EpisodeView }): ReactNode {
  if (!episode.late) return null;
  return (
    <Alert title={sentenceCase(episode.due ?? 'late: the time to answer has passed')} variant="danger">
      Nobody has reached this lead yet. {episode.assignee ?? 'Whoever is free'} should now.
    </Alert>
  );
}

/** Until when to answer; a lead that was reached has no clock any more. */
export function dueWords(episode: EpisodeView): string {
  return episode.due ?? (episode.state === 'contacted' ? 'Done' : 'No time set');
}
