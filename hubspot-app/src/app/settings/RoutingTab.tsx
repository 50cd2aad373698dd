import { Divider, Flex, Heading } from '@hubspot/ui-extensions';
import { ChoiceField } from './ChoiceField.tsx';
import { CoverageFields } from './CoverageFields.tsx';
import { useEditing } from './editing.ts';
import { ElsewhereNote } from './ElsewhereNote.tsx';
import { FieldRow } from './FieldRow.tsx';
import { NamedAccountsFields } from './NamedAccountsFields.tsx';
import { NumberField } from './NumberField.tsx';
import { PoolFields } from './PoolFields.tsx';
import { TerritoryFields } from './TerritoryFields.tsx';

const caps = { min: 1, max: 1000, whole: true, optional: true };

/** Who gets a hot lead: pools, territories, named accounts, and who hears of what nobody covers. */
export function RoutingTab() {
  const { model } = useEditing();
  return (
    <Flex direction="column" gap="md">
      <Heading>Pools: reps who share new leads</Heading>
      {Object.keys(model.routing.pools).map((pool) => (
        <PoolFields key={pool} pool={pool} />
      ))}
      <Divider />
      <Heading>Territories: the first that matches has the lead</Heading>
      <TerritoryFields />
      <Divider />
      <Heading>Named accounts: one rep, never open to claims</Heading>
      <NamedAccountsFields />
      <Divider />
      <Heading>When nobody covers</Heading>
      <CoverageFields />
      <Divider />
      <Heading>For everybody</Heading>
      <Rules />
      <ElsewhereNote
        places={[
          ['new pools and territories', 'routing.pools, routing.territories'],
          ['roles by deal stage', 'routing.stages'],
          ['pools for customers, trials and poor fits', 'routing.customerPool, productPool, poorFitPool'],
        ]}
      />
    </Flex>
  );
}

function Rules() {
  const at = (name: string) => ['routing', name];
  return (
    <FieldRow>
      <NumberField
        path={[...at('caps'), 'openHot']}
        what="Open hot leads at most"
        label="Open hot leads of one rep, at most"
        limits={caps}
      />
      <NumberField
        path={[...at('caps'), 'perDay']}
        what="Hot leads a day at most"
        label="Hot leads of one rep a day, at most"
        limits={caps}
      />
      <NumberField
        path={at('holdHours')}
        what="Wait for an owner who is off (hours)"
        label="Wait for an owner who is back within (hours)"
        limits={{ min: 0, max: 168 }}
      />
      <NumberField
        path={at('freshDays')}
        what="An owner has lost a lead untouched for (days)"
        label="An owner has lost a lead untouched for (days)"
        description="0: never."
        limits={{ min: 0, max: 3650 }}
      />
      <ChoiceField
        path={at('reassignOwner')}
        what="Owner in HubSpot when a lead is reassigned"
        label="Owner in HubSpot when a lead is reassigned"
        choices={[
          { label: 'changes if this app gave it', value: 'ours' },
          { label: 'always changes', value: 'always' },
        ]}
      />
    </FieldRow>
  );
}
