import { Accordion, Flex, Tag, Text } from '@hubspot/ui-extensions';
import { ChoiceField } from './ChoiceField.tsx';
import { useEditing } from './editing.ts';
import { FieldRow } from './FieldRow.tsx';
import { MembershipField } from './MembershipField.tsx';
import { NumberField } from './NumberField.tsx';
import { OwnHoursField } from './OwnHoursField.tsx';
import { type Known, membersOf, usePeople } from './people.ts';
import { countryProblem, timeZoneProblem } from './placeProblems.ts';
import type { Model } from './sections.ts';
import { TextField } from './TextField.tsx';
import { hoursInWords } from './weekHours.ts';

const roles = [
  { label: 'BDR: finds new business', value: 'bdr' },
  { label: 'AE: closes deals', value: 'ae' },
  { label: 'CSM: looks after customers', value: 'csm' },
];
const caps = { min: 1, max: 1000, whole: true, optional: true };

/** One person: pools, role, backup, most leads, place and hours. */
export function RepFields({ known }: { known: Known }) {
  const { model, edits } = useEditing();
  const isChanged = edits.some(({ path }) => path[1] === 'people' && path[2] === known.id);
  return (
    <Accordion title={titleOf(known, model) + (isChanged ? ' · changed' : '')} size="sm">
      <Flex direction="column" gap="sm">
        {!known.inCrm && <Tag variant="warning">not in HubSpot</Tag>}
        {Object.keys(model.routing.pools).map((pool) => (
          <MembershipField key={pool} pool={pool} rep={known.id} />
        ))}
        <PersonFields known={known} />
        <OwnHoursField known={known} />
      </Flex>
    </Accordion>
  );
}

function PersonFields({ known: { id, name } }: { known: Known }) {
  const { choices } = usePeople();
  const at = (...rest: string[]) => ['routing', 'people', id, ...rest];
  return (
    <>
      <FieldRow>
        <ChoiceField path={at('role')} what={`${name}, role`} label="Role" choices={roles} none="not said" />
        <ChoiceField
          path={at('backup')}
          what={`${name}, backup`}
          label="Who covers"
          choices={choices.filter(({ value }) => value !== id)}
          none="whoever of the pool is there"
        />
        <NumberField
          path={at('caps', 'openHot')}
          what={`${name}, open hot leads at most`}
          label="Open hot leads, at most"
          limits={caps}
        />
        <NumberField
          path={at('caps', 'perDay')}
          what={`${name}, hot leads a day at most`}
          label="Hot leads a day, at most"
          limits={caps}
        />
      </FieldRow>
      <FieldRow>
        <TextField
          path={at('timeZone')}
          what={`${name}, time zone`}
          label="Time zone"
          empty="as in HubSpot"
          placeholder="Europe/Berlin"
          problemOf={timeZoneProblem}
        />
        <TextField
          path={at('country')}
          what={`${name}, country, for holidays`}
          label="Country, for holidays"
          empty="no holidays known"
          placeholder="DE or DE-BY"
          problemOf={countryProblem}
        />
      </FieldRow>
      <Text variant="microcopy">Stronger than what HubSpot says of {name}.</Text>
    </>
  );
}

/** "Ann Ames · AE · default, emea · Mon-Fri 9:00-18:00". */
function titleOf({ id, name }: Known, { routing }: Model): string {
  const person = routing.people[id];
  const pools = Object.entries(routing.pools)
    .filter(([, pool]) => membersOf(pool).some(({ rep }) => rep === id))
    .map(([pool]) => pool);
  return [
    name,
    ...(person?.role === undefined ? [] : [person.role.toUpperCase()]),
    ...(pools.length === 0 ? [] : [pools.join(', ')]),
    ...(person?.hours === undefined ? [] : [hoursInWords(person.hours)]),
  ].join(' · ');
}
