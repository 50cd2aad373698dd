import { Select } from '@hubspot/ui-extensions';
import { troubled, useField } from './editing.ts';
import type { Edit } from './edits.ts';
import { type Path, pathInWords } from './paths.ts';

export type Choice<T extends string | number = string | number> = { label: string; value: T };

type Props = {
  path: Path;
  what: string;
  /** Absent in a table, whose heading says it. */
  label?: string;
  choices: Choice[];
  /** What nothing chosen means; without it something must be chosen. */
  none?: string;
  description?: string;
  meant?: Edit['meant'];
};

/** HubSpot's Select has no value for nothing. */
const NONE = '';

/** One of a few values of the settings. A value that is none of the choices is shown as it is. */
export function ChoiceField({ path, what, label, choices, none, description, meant }: Props) {
  const said = (value: string | number | undefined) =>
    value === undefined ? (none ?? 'none') : (choices.find((choice) => choice.value === value)?.label ?? String(value));
  const field = useField<string | number>(path, { what, say: said, meant });
  return (
    <Select
      {...(label !== undefined && { label })}
      name={pathInWords(path)}
      value={field.value ?? NONE}
      options={withThis(field.value, [...(none === undefined ? [] : [{ label: none, value: NONE }]), ...choices])}
      {...(description !== undefined && { description })}
      {...troubled(field.problem)}
      readOnly={field.readOnly}
      onChange={(value) => field.set(value === NONE || typeof value === 'boolean' ? undefined : value)}
    />
  );
}

function withThis(value: string | number | undefined, choices: Choice[]): Choice[] {
  if (value === undefined || choices.some((choice) => choice.value === value)) return choices;
  return [...choices, { label: String(value), value }];
}
