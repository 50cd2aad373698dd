import { Text, Toggle } from '@hubspot/ui-extensions';
import { useField } from './editing.ts';
import { type Path, pathInWords } from './paths.ts';

/** Something of the settings that is on or off. */
export function SwitchField({ path, what, label }: { path: Path; what: string; label: string }) {
  const field = useField<boolean>(path, { what, say: (value) => (value === true ? 'on' : 'off') });
  return (
    <>
      <Toggle
        label={label}
        name={pathInWords(path)}
        labelDisplay="inline"
        size="sm"
        checked={field.value === true}
        readOnly={field.readOnly}
        onChange={(checked) => field.set(checked)}
      />
      {field.problem !== undefined && <Text variant="microcopy">{field.problem}</Text>}
    </>
  );
}
