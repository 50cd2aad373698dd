import { Flex, Heading, List, Text } from '@hubspot/ui-extensions';
import { PageTitle } from '@hubspot/ui-extensions/pages';
import type { CoverageView } from '../shared/api.ts';
import { Checks } from './Checks.tsx';
import { PageAnswer } from './PageAnswer.tsx';
import { PeopleTable } from './PeopleTable.tsx';
import { PoolTable } from './PoolTable.tsx';
import { WeekTable } from './WeekTable.tsx';

/** Who is there and why not, and when nobody will be. */
export function CoveragePage() {
  return (
    <>
      <PageTitle>Coverage</PageTitle>
      <PageAnswer<CoverageView> path="/hubspot/api/coverage" what="who is there">
        {(view) => <Coverage view={view} />}
      </PageAnswer>
    </>
  );
}

function Coverage({ view: { people, week, timeZone, gaps, checks, pools } }: { view: CoverageView }) {
  return (
    <Flex direction="column" gap="md">
      <Checks checks={checks} />
      <Heading>Now</Heading>
      <PeopleTable people={people} />
      <Heading>The next seven days</Heading>
      <WeekTable week={week} timeZone={timeZone} />
      {people.length > 0 && <Gaps gaps={gaps} />}
      {pools.map((pool) => (
        <PoolTable key={pool.name} pool={pool} />
      ))}
    </Flex>
  );
}

function Gaps({ gaps }: { gaps: string[] }) {
  return (
    <Flex direction="column" gap="xs">
      <Heading>When nobody is there</Heading>
      {gaps.length === 0 ? (
        <Text>Somebody is there at every hour of the week.</Text>
      ) : (
        <List variant="unordered-styled">
          {gaps.map((gap) => (
            <Text key={gap}>{gap}</Text>
          ))}
        </List>
      )}
    </Flex>
  );
}
