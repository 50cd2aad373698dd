import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow, Text } from '@hubspot/ui-extensions';
import type { ResponseView } from '../shared/api.ts';
import { interval, percent } from './shares.ts';

/** Which part of all hot leads was answered within so long. */
export function WithinTable({ within }: { within: ResponseView['within'] }) {
  if (within.length === 0) return <Text>Nothing was answered yet.</Text>;
  return (
    <Table density="condensed" bordered>
      <TableHead>
        <TableRow>
          <TableHeader>Within</TableHeader>
          <TableHeader align="right">Answered, of all</TableHeader>
          <TableHeader>How sure that is</TableHeader>
        </TableRow>
      </TableHead>
      <TableBody>
        {within.map((row) => (
          <TableRow key={row.label}>
            <TableCell>{row.label}</TableCell>
            <TableCell align="right">{percent(row.share)}</TableCell>
            <TableCell>{interval(row)}</TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
