import { TimeInput } from '@hubspot/ui-extensions';
import { troubled, useField } from './editing.ts';
import { type Path, pathInWords } from './paths.ts';
import { clock } from './weekHours.ts';

/** A local time of day, which the settings have in minutes from midnight. */
export function TimeField({ path, what, label }: { path: Path; what: string; label: string }) {
  const field = useField<number>(path, { what, say: (value) => (value === undefined ? 'none' : clock(value)) });
  return (
    <TimeInput
      label={label}
      name={pathInWords(path)}
      {...(field.value !== undefined && { value: timeOf(field.value) })}
      {...troubled(field.problem)}
      readOnly={field.readOnly}
      onChange={(time) => field.set(minutesOf(time))}
    />
  );
}

/** Minutes from midnight as HubSpot's TimeInput has them; a time of the next day loses its day. */
export function timeOf(minutes: number): { hours: number; minutes: number } {
  return { hours: Math.floor((minutes % 1440) / 60), minutes: minutes % 60 };
}

export function minutesOf({ hours, minutes }: { hours: number; minutes: number }): number {
  return hours * 60 + minutes;
}
