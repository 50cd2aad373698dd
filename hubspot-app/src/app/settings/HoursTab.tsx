import { Flex, Heading, Text } from '@hubspot/ui-extensions';
import { useEditing, useField } from './editing.ts';
import { ElsewhereNote } from './ElsewhereNote.tsx';
import { usePeople } from './people.ts';
import type { DayHours } from './sections.ts';
import { WeekFields } from './WeekFields.tsx';
import { hoursInWords } from './weekHours.ts';

/** The working week of everybody of whom nobody knows another, and whose holidays are known. */
export function HoursTab() {
  const field = useField<DayHours[]>(['routing', 'hours'], {
    what: 'Usual working hours',
    say: (hours) => hoursInWords(hours ?? []),
  });
  return (
    <Flex direction="column" gap="md">
      <Heading>Usual working hours</Heading>
      <Text>
        In each rep's own time zone, for everybody whose hours HubSpot does not know and who has none of their own.
      </Text>
      <WeekFields field={field} name="routing.hours" />
      <Others />
      <ElsewhereNote
        places={[
          ['no new lead near the end of a shift', 'routing.bufferMinutes'],
          ['ladders and how long to respond', 'sla'],
        ]}
      />
    </Flex>
  );
}

function Others() {
  const { model } = useEditing();
  const { nameOf } = usePeople();
  const people = Object.entries(model.routing.people);
  const own = people.filter(([, { hours }]) => hours !== undefined);
  const holidays = people.filter(([, { country }]) => country !== undefined);
  return (
    <Flex direction="column" gap="xs">
      <Heading>Others</Heading>
      <Text>
        {own.length === 0
          ? 'Nobody has hours of their own.'
          : own.map(([id, { hours = [] }]) => `${nameOf(id)}: ${hoursInWords(hours)}`).join(' · ')}
      </Text>
      <Text>
        {holidays.length === 0
          ? "Nobody's country is known, so no public holidays are kept. Give it in the Reps tab."
          : `Public holidays: ${holidays.map(([id, { country }]) => `${nameOf(id)} ${country}`).join(' · ')}`}
      </Text>
    </Flex>
  );
}
