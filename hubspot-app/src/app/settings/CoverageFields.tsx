import { MultiSelect } from '@hubspot/ui-extensions';
import { troubled, useField } from './editing.ts';
import { FieldRow } from './FieldRow.tsx';
import { usePeople } from './people.ts';
import { channelProblem } from './placeProblems.ts';
import { TextField } from './TextField.tsx';

/** Who hears of leads that nobody covers, and of those nobody answered. */
export function CoverageFields() {
  const { choices, nameOf } = usePeople();
  const field = useField<string[]>(['routing', 'coverage', 'managers'], {
    what: 'Managers',
    say: (managers = []) => (managers.length === 0 ? 'none' : managers.map(nameOf).join(', ')),
  });
  return (
    <FieldRow>
      <MultiSelect
        label="Managers who hear of it"
        name="routing.coverage.managers"
        value={field.value ?? []}
        options={choices}
        {...troubled(field.problem)}
        readOnly={field.readOnly}
        onChange={(managers) => field.set(managers.map(String))}
      />
      <TextField
        path={['routing', 'coverage', 'channel']}
        what="Coverage channel"
        label="Slack channel"
        empty="the managers alone"
        placeholder="#coverage"
        problemOf={channelProblem}
      />
    </FieldRow>
  );
}
