import { Input } from '@hubspot/ui-extensions';
import { troubled, useField } from './editing.ts';
import { type Path, pathInWords } from './paths.ts';

type Props = {
  path: Path;
  what: string;
  label: string;
  /** What an empty field means. */
  empty: string;
  description?: string;
  placeholder?: string;
  /** Why a text cannot be; undefined when it can. */
  problemOf?: (text: string) => string | undefined;
};

/** A text of the settings that may be left out. */
export function TextField({ path, what, label, empty, description, placeholder, problemOf }: Props) {
  const field = useField<string>(path, { what, say: (value) => value ?? empty });
  const take = (typed: string) => {
    const text = typed.trim();
    if (text === '') return field.set(undefined);
    return field.set(text, problemOf?.(text));
  };
  return (
    <Input
      label={label}
      name={pathInWords(path)}
      value={field.value ?? ''}
      description={description ?? `Empty: ${empty}.`}
      {...(placeholder !== undefined && { placeholder })}
      {...troubled(field.problem)}
      readOnly={field.readOnly}
      onChange={take}
    />
  );
}
