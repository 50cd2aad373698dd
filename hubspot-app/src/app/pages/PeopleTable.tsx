import {
  EmptyState,
  StatusTag,
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
  Text,
} from '@hubspot/ui-extensions';
import type { CoverageView } from '../shared/api.ts';

type Person = CoverageView['people'][number];

/** Each rep: there or not, why, and with how much. */
export function PeopleTable({ people }: { people: Person[] }) {
  if (people.length === 0)
    return (
      <EmptyState title="Nobody yet" layout="vertical" imageName="contacts">
        <Text>HubSpot knows no users who can own records, so no lead can be given to anybody.</Text>
      </EmptyState>
    );
  return (
    <Table density="condensed" bordered>
      <TableHead>
        <TableRow>
          <TableHeader>Rep</TableHeader>
          <TableHeader>Now</TableHeader>
          <TableHeader>Why</TableHeader>
          <TableHeader align="right">Open hot leads</TableHeader>
          <TableHeader>Messages</TableHeader>
        </TableRow>
      </TableHead>
      <TableBody>
        {people.map((person, index) => (
          <PersonRow key={`${person.name} ${index}`} person={person} />
        ))}
      </TableBody>
    </Table>
  );
}

function PersonRow({ person }: { person: Person }) {
  return (
    <TableRow>
      <TableCell>{person.name}</TableCell>
      <TableCell>
        <StatusTag variant={person.present ? 'success' : 'default'}>{person.present ? 'there' : 'not there'}</StatusTag>
      </TableCell>
      <TableCell>{person.because}</TableCell>
      <TableCell align="right">
        {person.most === undefined ? person.openLeads : `${person.openLeads} of at most ${person.most}`}
      </TableCell>
      <TableCell>{person.problem === undefined ? 'reach them' : `do not reach them: ${person.problem}`}</TableCell>
    </TableRow>
  );
}
