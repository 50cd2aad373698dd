import { Divider, EmptyState, Flex, Heading, Text } from '@hubspot/ui-extensions';
import { PageTitle } from '@hubspot/ui-extensions/pages';
import type { ResponseView } from '../shared/api.ts';
import { ConversionTable } from './ConversionTable.tsx';
import { dateInWords } from '../shared/dayInWords.ts';
import { DaysChart } from './DaysChart.tsx';
import { Figures } from './Figures.tsx';
import { PageAnswer } from './PageAnswer.tsx';
import { ResponseTable } from './ResponseTable.tsx';
import { WithinTable } from './WithinTable.tsx';

/** How fast hot leads are answered, and what comes of them. */
export function ResponsePage() {
  return (
    <>
      <PageTitle>Response</PageTitle>
      <PageAnswer<ResponseView> path="/hubspot/api/response" what="the figures">
        {(view) => <Response view={view} />}
      </PageAnswer>
    </>
  );
}

function Response({ view }: { view: ResponseView }) {
  const { perDay, within, withinOf, byRep, byTier, bySource, conversion } = view;
  if (perDay.every(({ hotLeads }) => hotLeads === 0) && byTier.length === 0)
    return (
      <EmptyState title="No hot lead yet" layout="vertical" imageName="emptyStateCharts">
        <Text>
          Nobody was hot from {dateInWords(view.from)} to {dateInWords(view.to)}. The figures come with the first hot
          leads.
        </Text>
      </EmptyState>
    );
  return (
    <Flex direction="column" gap="md">
      <Text>
        From {dateInWords(view.from)} to {dateInWords(view.to)}. An answer is due whenever a lead becomes hot, and again
        when it acts anew after its answer. What nobody has answered yet counts as waiting, and is never left out.
      </Text>
      <Figures figures={view.figures} />
      <DaysChart perDay={perDay} />
      <Divider />
      <Heading>Answered within</Heading>
      <WithinTable within={within} of={withinOf} />
      <ResponseTable title="By rep" of="Rep" rows={byRep} />
      <ResponseTable title="By tier" of="Tier" rows={byTier} />
      <ResponseTable title="By source" of="Source" rows={bySource} />
      <Heading>Which signals lead to deals</Heading>
      <ConversionTable rows={conversion} />
    </Flex>
  );
}
