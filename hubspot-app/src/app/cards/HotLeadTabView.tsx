import { Divider, Text, type AddAlertAction } from '@hubspot/ui-extensions';
import type { ReactNode } from 'react';
import type { KnownCard } from '../shared/api.ts';
import { CardFrame } from './CardFrame.tsx';
import { Contributions } from './Contributions.tsx';
import { EpisodePanel } from './EpisodePanel.tsx';
import { ScoreHistory } from './ScoreHistory.tsx';
import { Summary } from './Summary.tsx';
import { Timeline } from './Timeline.tsx';

/** The card in a tab of a contact's record: everything known about how hot the lead is. */
export function HotLeadTabView({ contact, tell }: { contact: string; tell: AddAlertAction }): ReactNode {
  return (
    <CardFrame contact={contact}>
      {(card, reload) => (
        <>
          <Summary card={card} />
          {card.episode === undefined ? (
            <NoEpisode card={card} />
          ) : (
            <EpisodePanel episode={card.episode} viewer={card.viewer} doing={{ tell, reload }} />
          )}
          {isBlank(card) ? null : <Past card={card} />}
        </>
      )}
    </CardFrame>
  );
}

/** Of whom nothing is known there is nothing to list, and the summary says so. */
function isBlank({ contributions, timeline }: KnownCard): boolean {
  return contributions.length === 0 && timeline.length === 0;
}

function Past({ card }: { card: KnownCard }): ReactNode {
  return (
    <>
      <Divider />
      <Contributions card={card} />
      <ScoreHistory history={card.history} />
      <Timeline lines={card.timeline} />
    </>
  );
}

function NoEpisode({ card }: { card: KnownCard }): ReactNode {
  return (
    <Text variant="microcopy">
      {card.hot ? 'No rep has to answer just now.' : 'Not hot: no rep has to answer just now.'}
    </Text>
  );
}
