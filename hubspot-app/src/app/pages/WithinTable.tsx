import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow, Text } from '@hubspot/ui-extensions';
import type { ResponseView } from '../shared/api.ts';
import { interval, percent } from './shares.ts';

/** Which part of the answers due came within so long; all of the same ones. */
export function WithinTable({ within, of }: { within: ResponseView['within']; of: number }) {
  if (within.length === 0) return <Text>No answer was due for 4 hours yet: until then nobody knows.</Text>;
  return (
    <Table density="condensed" bordered>
      <TableHead>
        <TableRow>
          <TableHeader>Within</TableHeader>
          <TableHeader align="right">Of the {of} answers due for at least 4 hours</TableHeader>
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
