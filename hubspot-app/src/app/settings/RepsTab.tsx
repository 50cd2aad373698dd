import { EmptyState, Flex, Text } from '@hubspot/ui-extensions';
import { ElsewhereNote } from './ElsewhereNote.tsx';
import { usePeople } from './people.ts';
import { RepFields } from './RepFields.tsx';

/** Everybody who may get leads, and what is particular to each. */
export function RepsTab() {
  const { all } = usePeople();
  if (all.length === 0)
    return (
      <EmptyState title="Nobody yet">
        <Text>HubSpot knows no users who can own records. Invite them in HubSpot, then look again.</Text>
      </EmptyState>
    );
  return (
    <Flex direction="column" gap="sm">
      <Text>
        What is left empty is as HubSpot has it, or as the Hours and Routing tabs say for everybody. In a pool, twice
        the weight gets twice the leads; weight 0 gets them only when no one else can. Time off and presence come from
        HubSpot and Slack.
      </Text>
      {all.map((known) => (
        <RepFields key={known.id} known={known} />
      ))}
      <ElsewhereNote places={[['newcomers who get less at first', 'routing.pools.<pool>.rampUp']]} />
    </Flex>
  );
}
