import { Flex, Table, TableBody, TableCell, TableHead, TableHeader, TableRow, Text } from '@hubspot/ui-extensions';
import type { CoverageView } from '../shared/api.ts';
import { dayInWords } from '../shared/dayInWords.ts';

type Week = CoverageView['week'];

/** How many people are there in each hour; hours in which nobody is there all week are left out and said. */
export function WeekTable({ week, timeZone }: { week: Week; timeZone: string }) {
  const hours = staffedHours(week);
  if (hours.length === 0) return <Text>Nobody is there in the next seven days.</Text>;
  return (
    <Flex direction="column" gap="xs">
      <Table density="compact" bordered>
        <TableHead>
          <TableRow>
            <TableHeader width="min">Day</TableHeader>
            {hours.map((hour) => (
              <TableHeader key={hour} align="center">
                {hour}
              </TableHeader>
            ))}
          </TableRow>
        </TableHead>
        <TableBody>
          {week.map((day) => (
            <TableRow key={day.day}>
              <TableCell width="min">{dayInWords(day.day)}</TableCell>
              {hours.map((hour) => (
                <TableCell key={hour} align="center">
                  {day.hours[hour] || '–'}
                </TableCell>
              ))}
            </TableRow>
          ))}
        </TableBody>
      </Table>
      <Text variant="microcopy">
        How many people are there in each hour; "9" is from 9:00 to 10:00, {timeZone} time. {outside(hours)}
      </Text>
    </Flex>
  );
}

/** All hours from the first to the last in which anybody is there on any day. */
function staffedHours(week: Week): number[] {
  const staffed = week.flatMap(({ hours }) => hours.flatMap((people, hour) => (people > 0 ? [hour] : [])));
  if (staffed.length === 0) return [];
  const [first, last] = [Math.min(...staffed), Math.max(...staffed)];
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

function outside(hours: number[]): string {
  const [first, last] = [Math.min(...hours), Math.max(...hours)];
  if (first === 0 && last === 23) return '';
  if (first === 0) return `Nobody is there after ${last + 1}:00.`;
  if (last === 23) return `Nobody is there before ${first}:00.`;
  return `Nobody is there before ${first}:00 or after ${last + 1}:00.`;
}
