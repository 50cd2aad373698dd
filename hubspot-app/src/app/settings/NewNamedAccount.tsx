import { Button, Flex, Input, Select } from '@hubspot/ui-extensions';
import { useState } from 'react';
import { FieldRow } from './FieldRow.tsx';
import { usePeople } from './people.ts';
import type { NamedAccount } from './sections.ts';

type Props = { taken: NamedAccount[]; add: (account: NamedAccount) => void };

/** A company by its domain, with its rep and who stands in. */
export function NewNamedAccount({ taken, add }: Props) {
  const { choices } = usePeople();
  const [typed, setTyped] = useState({ account: '', rep: '', backup: '' });
  const draft = { ...typed, account: typed.account.trim().toLowerCase() };
  const problem = draft.account === '' ? undefined : accountProblem(draft, taken);
  const take = (part: Partial<NamedAccount>) => setTyped({ ...typed, ...part });
  return (
    <Flex direction="column" gap="xs">
      <FieldRow>
        <Input
          label="Add a company"
          name="newNamedAccount"
          placeholder="acme.com"
          value={typed.account}
          error={problem !== undefined}
          validationMessage={problem ?? ''}
          onInput={(account) => take({ account })}
        />
        <Select
          label="Rep"
          name="newNamedAccount.rep"
          options={choices}
          value={draft.rep}
          onChange={(rep) => take({ rep: String(rep) })}
        />
        <Select
          label="Backup"
          name="newNamedAccount.backup"
          options={choices}
          value={draft.backup}
          onChange={(backup) => take({ backup: String(backup) })}
        />
      </FieldRow>
      <Flex direction="row">
        <Button
          size="sm"
          variant="secondary"
          disabled={draft.account === '' || problem !== undefined}
          onClick={() => {
            add(draft);
            setTyped({ account: '', rep: '', backup: '' });
          }}
        >
          Add
        </Button>
      </Flex>
    </Flex>
  );
}

function accountProblem({ account, rep, backup }: NamedAccount, taken: NamedAccount[]): string | undefined {
  if (!/^[^\s@/]+\.[^\s@/.]+$/.test(account)) return "Must be the company's domain, such as acme.com.";
  if (taken.some((each) => each.account === account)) return 'Is a named account already.';
  if (rep === '' || backup === '') return 'Choose a rep and a backup.';
  return rep === backup ? 'The backup must be somebody else.' : undefined;
}
