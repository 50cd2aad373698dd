import {
  Button,
  Flex,
  Select,
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
  Text,
} from '@hubspot/ui-extensions';
import { type Field, useField } from './editing.ts';
import { NewNamedAccount } from './NewNamedAccount.tsx';
import { usePeople } from './people.ts';
import type { NamedAccount } from './sections.ts';

/** Companies that one rep looks after. The list changes as one. */
export function NamedAccountsFields() {
  const { nameOf } = usePeople();
  const field = useField<NamedAccount[]>(['routing', 'namedAccounts'], {
    what: 'Named accounts',
    say: (accounts) => accountsInWords(accounts ?? [], nameOf),
  });
  const accounts = field.value ?? [];
  return (
    <Flex direction="column" gap="sm">
      {accounts.length === 0 ? <Text>None.</Text> : <AccountTable field={field} accounts={accounts} />}
      {field.problem !== undefined && <Text format={{ fontWeight: 'bold' }}>{field.problem}</Text>}
      {!field.readOnly && <NewNamedAccount taken={accounts} add={(added) => field.set([...accounts, added])} />}
    </Flex>
  );
}

function AccountTable({ field, accounts }: { field: Field<NamedAccount[]>; accounts: NamedAccount[] }) {
  return (
    <Table density="condensed" bordered>
      <TableHead>
        <TableRow>
          <TableHeader>Company</TableHeader>
          <TableHeader>Rep</TableHeader>
          <TableHeader>Backup</TableHeader>
          {!field.readOnly && <TableHeader width="min">Change</TableHeader>}
        </TableRow>
      </TableHead>
      <TableBody>
        {accounts.map((account, index) => (
          <AccountRow
            key={account.account}
            account={account}
            readOnly={field.readOnly}
            set={(changed) => field.set(accounts.with(index, { ...account, ...changed }))}
            remove={() => field.set(accounts.toSpliced(index, 1))}
          />
        ))}
      </TableBody>
    </Table>
  );
}

type RowProps = {
  account: NamedAccount;
  readOnly: boolean;
  set: (changed: Partial<NamedAccount>) => void;
  remove: () => void;
};

function AccountRow({ account: { account, rep, backup }, readOnly, set, remove }: RowProps) {
  const { choices } = usePeople();
  const shared = { options: choices, readOnly };
  return (
    <TableRow>
      <TableCell>{account.replace(/^name:/, '')}</TableCell>
      <TableCell>
        <Select name={`${account}.rep`} value={rep} {...shared} onChange={(id) => set({ rep: String(id) })} />
      </TableCell>
      <TableCell>
        <Select name={`${account}.backup`} value={backup} {...shared} onChange={(id) => set({ backup: String(id) })} />
      </TableCell>
      {!readOnly && (
        <TableCell width="min">
          <Button size="xs" variant="secondary" onClick={remove}>
            Remove
          </Button>
        </TableCell>
      )}
    </TableRow>
  );
}

function accountsInWords(accounts: NamedAccount[], nameOf: (id: string) => string): string {
  if (accounts.length === 0) return 'none';
  return accounts.map(({ account, rep, backup }) => `${account}: ${nameOf(rep)}, then ${nameOf(backup)}`).join('; ');
}
