import { Flex, Toggle } from '@hubspot/ui-extensions';
import { useEditing, useField } from './editing.ts';
import type { Known } from './people.ts';
import type { DayHours } from './sections.ts';
import { WeekFields } from './WeekFields.tsx';
import { hoursInWords } from './weekHours.ts';

/** Somebody's own working week, where it is not what HubSpot says or everybody has. */
export function OwnHoursField({ known: { id, name } }: { known: Known }) {
  const { model } = useEditing();
  const field = useField<DayHours[]>(['routing', 'people', id, 'hours'], {
    what: `${name}, hours`,
    say: (hours) => (hours === undefined ? 'as in HubSpot, else as everybody' : hoursInWords(hours)),
  });
  return (
    <Flex direction="column" gap="xs">
      <Toggle
        label="Working hours of their own"
        name={`routing.people.${id}.hours`}
        size="sm"
        checked={field.value !== undefined}
        readOnly={field.readOnly}
        onChange={(own) => field.set(own ? model.routing.hours : undefined)}
      />
      {field.value !== undefined && <WeekFields field={field} name={`routing.people.${id}.hours`} />}
    </Flex>
  );
}
