import { Alert, EmptyState, Flex, Heading, Text } from '@hubspot/ui-extensions';
import { PageTitle } from '@hubspot/ui-extensions/pages';
import type { QueueRow, QueueView } from '../shared/api.ts';
import { sentenceCase } from '../shared/sentenceCase.ts';
import { PageAnswer } from './PageAnswer.tsx';
import { QueueTable } from './QueueTable.tsx';
import { type Claims, useClaims } from './useClaims.ts';

/** The open hot leads, most urgent first. */
export function QueuePage() {
  return (
    <>
      <PageTitle>Hot leads</PageTitle>
      <PageAnswer<QueueView> path="/hubspot/api/queue" what="the queue">
        {(view, reload) => <Queue view={view} reload={reload} />}
      </PageAnswer>
    </>
  );
}

function Queue({ view, reload }: { view: QueueView; reload: () => Promise<void> }) {
  const { viewer, mine, team } = view;
  const claims = useClaims(reload);
  const others = team.filter((row) => mine.every(({ episode }) => episode !== row.episode));
  const late = [...mine, ...others].filter((row) => row.late).length;
  return (
    <Flex direction="column" gap="md">
      <Text variant="microcopy">{sentenceCase(view.now)}; looked up again every minute.</Text>
      {late > 0 && (
        <Alert title={late === 1 ? '1 lead is late' : `${late} leads are late`} variant="danger">
          Nobody answered in time: answer these first.
        </Alert>
      )}
      {viewer.rep ? (
        <Part title="Mine" rows={mine} none="No hot lead is yours just now." claims={claims} />
      ) : (
        <Text>{viewer.problem ?? 'You own no records here, so no lead is yours to answer.'}</Text>
      )}
      <Part title="Team" rows={others} none="Nobody else has a hot lead just now." claims={claims} />
    </Flex>
  );
}

function Part({ title, rows, none, claims }: { title: string; rows: QueueRow[]; none: string; claims: Claims }) {
  return (
    <Flex direction="column" gap="xs">
      <Heading>
        {title} ({rows.length})
      </Heading>
      {rows.length === 0 ? (
        <EmptyState title={none} layout="vertical" imageName="leads" flush>
          <Text>A lead appears here the moment it is hot.</Text>
        </EmptyState>
      ) : (
        <QueueTable rows={rows} claims={claims} />
      )}
    </Flex>
  );
}
