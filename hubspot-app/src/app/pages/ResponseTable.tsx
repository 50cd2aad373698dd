import { Flex, Heading, Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@hubspot/ui-extensions';
import type { ResponseRow } from '../shared/api.ts';

const NOT_YET = 'not yet';

/** How fast each rep, tier or source was answered; nothing where there is nobody. Due is answered and waiting together. */
export function ResponseTable({ title, of, rows }: { title: string; of: string; rows: ResponseRow[] }) {
  if (rows.length === 0) return null;
  const isShared = rows.some(({ byOthers }) => byOthers !== undefined);
  return (
    <Flex direction="column" gap="xs">
      <Heading>{title}</Heading>
      <Table density="condensed" bordered>
        <TableHead>
          <TableRow>
            <TableHeader>{of}</TableHeader>
            <TableHeader align="right">Answers due</TableHeader>
            <TableHeader align="right">Answered</TableHeader>
            <TableHeader align="right">In the hour</TableHeader>
            <TableHeader align="right">Waiting</TableHeader>
            {isShared && <TableHeader align="right">Answered by others</TableHeader>}
            <TableHeader align="right">Half within</TableHeader>
            <TableHeader align="right">9 of 10 within</TableHeader>
          </TableRow>
        </TableHead>
        <TableBody>
          {rows.map((row, index) => (
            <ResponseCells key={`${row.name} ${index}`} row={row} isShared={isShared} />
          ))}
        </TableBody>
      </Table>
    </Flex>
  );
}

/** Who answered nobody has no time: that is not a fast one. */
function ResponseCells({ row, isShared }: { row: ResponseRow; isShared: boolean }) {
  const isSilent = row.answered === 0;
  return (
    <TableRow>
      <TableCell>{row.name}</TableCell>
      <TableCell align="right">{row.hotLeads}</TableCell>
      <TableCell align="right">{isSilent ? NOT_YET : row.answered}</TableCell>
      <TableCell align="right">{isSilent ? NOT_YET : row.inHour}</TableCell>
      <TableCell align="right">{row.open}</TableCell>
      {isShared && <TableCell align="right">{row.byOthers ?? 0}</TableCell>}
      <TableCell align="right">{isSilent ? NOT_YET : row.median}</TableCell>
      <TableCell align="right">{isSilent ? NOT_YET : row.p90}</TableCell>
    </TableRow>
  );
}
