import { Flex, Table, TableBody, TableCell, TableHead, TableHeader, TableRow, Text } from '@hubspot/ui-extensions';
import type { PlanRow } from '../shared/api.ts';
import { sentenceCase } from '../shared/sentenceCase.ts';

/** More names than this are no longer read one by one. */
const MOST = 20;

/** Leads that a plan would treat otherwise. */
export function PlanLeads({ title, none, rows }: { title: string; none: string; rows: PlanRow[] }) {
  if (rows.length === 0) return <Text>{none}</Text>;
  return (
    <Flex direction="column" gap="xs">
      <Text format={{ fontWeight: 'bold' }}>
        {title}: {rows.length}
      </Text>
      <Table density="condensed">
        <TableHead>
          <TableRow>
            <TableHeader>Lead</TableHeader>
            <TableHeader>When</TableHeader>
            <TableHeader>Why</TableHeader>
          </TableRow>
        </TableHead>
        <TableBody>
          {rows.slice(0, MOST).map((row, index) => (
            <TableRow key={`${row.contact ?? row.name} ${index}`}>
              <TableCell>{row.name}</TableCell>
              <TableCell>{row.when}</TableCell>
              <TableCell>{sentenceCase(row.because)}</TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
      {rows.length > MOST && <Text variant="microcopy">and {rows.length - MOST} more</Text>}
    </Flex>
  );
}
