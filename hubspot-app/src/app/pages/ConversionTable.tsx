import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow, Text } from '@hubspot/ui-extensions';
import type { ResponseView } from '../shared/api.ts';
import { sentenceCase } from '../shared/sentenceCase.ts';
import { interval, percent } from './shares.ts';

/** Of the leads that gave a signal, how many became customers. */
export function ConversionTable({ rows }: { rows: ResponseView['conversion'] }) {
  if (rows.length === 0) return <Text>No deal was won or lost yet.</Text>;
  return (
    <Table density="condensed" bordered>
      <TableHead>
        <TableRow>
          <TableHeader>Signal</TableHeader>
          <TableHeader align="right">Leads</TableHeader>
          <TableHeader align="right">Won</TableHeader>
          <TableHeader align="right">Share</TableHeader>
          <TableHeader>How sure that is</TableHeader>
        </TableRow>
      </TableHead>
      <TableBody>
        {rows.map((row) => (
          <TableRow key={row.words}>
            <TableCell>{sentenceCase(row.words)}</TableCell>
            <TableCell align="right">{row.leads}</TableCell>
            <TableCell align="right">{row.won}</TableCell>
            <TableCell align="right">{percent(row.share)}</TableCell>
            <TableCell>{interval(row)}</TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
