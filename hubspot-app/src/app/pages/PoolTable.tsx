import {
  Flex,
  Heading,
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
  Text,
} from '@hubspot/ui-extensions';
import type { CoverageView } from '../shared/api.ts';

type Pool = CoverageView['pools'][number];

const modes = {
  assign: 'Each lead is given to one rep in turn.',
  claim: 'Each lead is posted, and who claims it has it.',
};

/** What each of a pool's reps had, and in a pool that hands out leads, what they were due by their weight and time. */
export function PoolTable({ pool: { name, mode, members } }: { pool: Pool }) {
  return (
    <Flex direction="column" gap="xs">
      <Heading>Pool {name}</Heading>
      <Text>{modes[mode]}</Text>
      {members.length === 0 ? (
        <Text>Nobody is in it.</Text>
      ) : (
        <Members members={members} isShared={mode === 'assign'} />
      )}
    </Flex>
  );
}

/** Who claims is due nothing, so only what is shared can be unfair. */
function Members({ members, isShared }: { members: Pool['members']; isShared: boolean }) {
  // Alone at the far end of its row a number is far from its name.
  const side = isShared ? 'right' : 'left';
  return (
    <Table density="condensed" bordered>
      <TableHead>
        <TableRow>
          <TableHeader>Rep</TableHeader>
          <TableHeader align={side}>Leads had</TableHeader>
          {isShared && <TableHeader align="right">Leads due</TableHeader>}
          {isShared && <TableHeader>Fair?</TableHeader>}
        </TableRow>
      </TableHead>
      <TableBody>
        {members.map((member, index) => (
          <TableRow key={`${member.name} ${index}`}>
            <TableCell>{member.name}</TableCell>
            <TableCell align={side}>{tenth(member.had)}</TableCell>
            {isShared && <TableCell align="right">{tenth(member.due)}</TableCell>}
            {isShared && <TableCell>{fairness(member)}</TableCell>}
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

/** Round robin is never further from the exact share than one lead while nobody comes or goes. */
function fairness({ due, had }: Pool['members'][number]): string {
  const more = had - due;
  if (Math.abs(more) < 1) return 'as due';
  return more > 0 ? `${tenth(more)} ahead` : `${tenth(-more)} behind`;
}

function tenth(number: number): string {
  return String(Math.round(number * 10) / 10);
}
