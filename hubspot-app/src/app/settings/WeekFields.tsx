import {
  Flex,
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
  Text,
  TimeInput,
  Toggle,
} from '@hubspot/ui-extensions';
import type { Field } from './editing.ts';
import type { DayHours, Weekday } from './sections.ts';
import { minutesOf, timeOf } from './TimeField.tsx';
import { clock, dayNames, endAfter, type Shift, shiftsOn, weekdays, withDay } from './weekHours.ts';

const usual: Shift = { from: 540, to: 1080 };

/** A working week, day by day. A week without any working day cannot be. */
export function WeekFields({ field, name }: { field: Field<DayHours[]>; name: string }) {
  const hours = field.value ?? [];
  const set = (day: Weekday, shift: Shift | undefined) => {
    const week = withDay(hours, day, shift);
    field.set(week, week.length === 0 ? 'There must be at least one working day.' : undefined);
  };
  return (
    <Flex direction="column" gap="xs">
      <Table density="condensed" bordered>
        <TableHead>
          <TableRow>
            <TableHeader>Day</TableHeader>
            <TableHeader>Begins</TableHeader>
            <TableHeader>Ends</TableHeader>
          </TableRow>
        </TableHead>
        <TableBody>
          {weekdays.map((day) => (
            <DayRow key={day} day={day} name={`${name}.${day}`} hours={hours} readOnly={field.readOnly} set={set} />
          ))}
        </TableBody>
      </Table>
      {field.problem !== undefined && <Text format={{ fontWeight: 'bold' }}>{field.problem}</Text>}
    </Flex>
  );
}

type Day = {
  day: Weekday;
  name: string;
  hours: DayHours[];
  readOnly: boolean;
  set: (day: Weekday, shift: Shift | undefined) => void;
};

function DayRow({ day, name, hours, readOnly, set }: Day) {
  const [first, ...more] = shiftsOn(day, hours);
  if (more.length > 0) return <SplitDay day={day} shifts={[first ?? usual, ...more]} />;
  return (
    <TableRow>
      <TableCell>
        <Toggle
          label={dayNames[day]}
          name={name}
          size="sm"
          checked={first !== undefined}
          readOnly={readOnly}
          onChange={(works) => set(day, works ? (shiftsOn('mon', hours)[0] ?? usual) : undefined)}
        />
      </TableCell>
      {first === undefined ? (
        <TableCell colSpan={2}>free</TableCell>
      ) : (
        <ShiftCells shift={first} name={name} readOnly={readOnly} set={(shift) => set(day, shift)} />
      )}
    </TableRow>
  );
}

type ShiftProps = { shift: Shift; name: string; readOnly: boolean; set: (shift: Shift) => void };

function ShiftCells({ shift, name, readOnly, set }: ShiftProps) {
  const from = (minutes: number) => set({ from: minutes, to: endAfter(minutes, shift.to % 1440) });
  const to = (minutes: number) => set({ from: shift.from, to: endAfter(shift.from, minutes) });
  return (
    <>
      <TableCell>
        <TimeInput
          label="From"
          name={`${name}.from`}
          value={timeOf(shift.from)}
          readOnly={readOnly}
          onChange={(time) => from(minutesOf(time))}
        />
      </TableCell>
      <TableCell>
        <TimeInput
          label={shift.to > 1440 ? 'To, next day' : 'To'}
          name={`${name}.to`}
          value={timeOf(shift.to)}
          readOnly={readOnly}
          onChange={(time) => to(minutesOf(time))}
        />
      </TableCell>
    </>
  );
}

/** Two shifts on one day are rare, and two more fields on every day would not be. */
function SplitDay({ day, shifts }: { day: Weekday; shifts: Shift[] }) {
  const words = shifts.map(({ from, to }) => `${clock(from)}-${clock(to)}`).join(' and ');
  return (
    <TableRow>
      <TableCell>{dayNames[day]}</TableCell>
      <TableCell colSpan={2}>{words} (several shifts: changed by `hot-lead model`)</TableCell>
    </TableRow>
  );
}
