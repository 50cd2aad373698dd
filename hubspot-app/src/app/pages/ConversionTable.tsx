import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow, Text } from '@hubspot/ui-extensions';
import type { ResponseView } from '../shared/api.ts';
import { sentenceCase } from '../shared/sentenceCase.ts';
import { interval, percent } from './shares.ts';

/** Of the leads that were made hot by a signal, how many got a deal afterwards. */
export function ConversionTable({ rows }: { rows: ResponseView['conversion'] }) {
  if (rows.length === 0) return <Text>No lead without a deal became hot yet.</Text>;
  return (
    <Table density="condensed" bordered>
      <TableHead>
        <TableRow>
          <TableHeader>Signal</TableHeader>
          <TableHeader align="right">Hot leads, each once</TableHeader>
          <TableHeader align="right">Got a deal</TableHeader>
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
