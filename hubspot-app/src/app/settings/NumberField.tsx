import { NumberInput } from '@hubspot/ui-extensions';
import { troubled, useField } from './editing.ts';
import { type Path, pathInWords } from './paths.ts';

type Props = {
  path: Path;
  /** How the change is called, where the label alone would not say. */
  what: string;
  label: string;
  description?: string;
  limits: Limits;
};

/** What a number may be. `optional` may be left empty, which is no limit. */
export type Limits = { min: number; max: number; whole?: boolean; optional?: boolean };

/** A number of the settings. What cannot be is refused here, before the server is asked anything. */
export function NumberField({ path, what, label, description, limits }: Props) {
  const field = useField<number>(path, { what, say: (value) => (value === undefined ? 'none' : String(value)) });
  const take = (typed: number | undefined) => {
    const value = typeof typed === 'number' && Number.isFinite(typed) ? typed : undefined;
    field.set(value, numberProblem(value, limits));
  };
  return (
    <NumberInput
      label={label}
      name={pathInWords(path)}
      {...(field.value !== undefined && { value: field.value })}
      {...(description !== undefined && { description })}
      {...troubled(field.problem)}
      readOnly={field.readOnly}
      onChange={take}
    />
  );
}

/** Why a number cannot be, in words; undefined when it can. */
export function numberProblem(value: number | undefined, limits: Limits): string | undefined {
  if (value === undefined) return limits.optional === true ? undefined : 'Give a number.';
  if (value < limits.min) return `Must be ${limits.min} or more.`;
  if (value > limits.max) return `Must be ${limits.max} or less.`;
  return limits.whole === true && !Number.isInteger(value) ? 'Must be a whole number.' : undefined;
}
