import {
  Link,
  LoadingButton,
  StatusTag,
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
  Text,
  useExtensionContext,
} from '@hubspot/ui-extensions';
import type { QueueRow } from '../shared/api.ts';
import { sentenceCase } from '../shared/sentenceCase.ts';
import { recordLink } from './recordLink.ts';
import type { Claims } from './useClaims.ts';

/** Hot leads as they came, one a row. */
export function QueueTable({ rows, claims }: { rows: QueueRow[]; claims: Claims }) {
  return (
    <Table bordered>
      <TableHead>
        <TableRow>
          <TableHeader>Lead</TableHeader>
          <TableHeader width="min">Score</TableHeader>
          <TableHeader>Why now</TableHeader>
          <TableHeader>Respond by</TableHeader>
          <TableHeader>Who has it</TableHeader>
          <TableHeader width="min">Claim</TableHeader>
        </TableRow>
      </TableHead>
      <TableBody>
        {rows.map((row) => (
          <LeadRow key={row.episode} row={row} claims={claims} />
        ))}
      </TableBody>
    </Table>
  );
}

function LeadRow({ row, claims: { claiming, claim } }: { row: QueueRow; claims: Claims }) {
  const { portal } = useExtensionContext<'pages'>();
  return (
    <TableRow>
      <TableCell>
        <Link href={recordLink(portal.id, row.contact)}>{row.name}</Link>
        {row.company !== undefined && <Text variant="microcopy">{row.company}</Text>}
      </TableCell>
      <TableCell>
        <Text format={{ fontWeight: 'bold' }}>{row.score}</Text>
        <Text variant="microcopy">Tier {row.tier}</Text>
      </TableCell>
      <TableCell>{sentenceCase(row.why)}</TableCell>
      <TableCell>
        {row.late ? (
          <StatusTag variant="danger">{lateWords(row.due)}</StatusTag>
        ) : (
          <Text>{row.due.replace(/^respond by /, '')}</Text>
        )}
      </TableCell>
      <TableCell>{sentenceCase(whoHasIt(row))}</TableCell>
      <TableCell>
        {row.mayClaim && (
          <LoadingButton
            size="xs"
            variant="primary"
            loading={claiming === row.episode}
            disabled={claiming !== undefined}
            onClick={() => claim(row.episode)}
          >
            Claim
          </LoadingButton>
        )}
      </TableCell>
    </TableRow>
  );
}

/** Late is said, not only coloured. */
function lateWords(due: string): string {
  return /\blate\b/i.test(due) ? due : `Late: ${due}`;
}

const states: Record<QueueRow['state'], string> = {
  open: 'given to',
  claimed: 'claimed by',
  contacted: 'contacted by',
};

function whoHasIt({ state, assignee }: QueueRow): string {
  return assignee === undefined ? 'nobody yet' : `${states[state]} ${assignee}`;
}
