import { Flex, Heading, Table, TableBody, TableHead, TableHeader, TableRow, Text } from '@hubspot/ui-extensions';
import { useEditing } from './editing.ts';
import { ElsewhereNote } from './ElsewhereNote.tsx';
import { PointsRow } from './PointsRow.tsx';

/** Families as the default catalogue has them; another is called by its own name. */
const familyNames: Record<string, string> = {
  critical: 'About to buy',
  research: 'Research',
  product: 'Use of the product',
  engagement: 'Engagement',
  firmographic: 'News of the company',
  negative: 'Speaks against',
  request: 'Asked for by a workflow',
};

/** What each signal is worth, and how that fades. */
export function PointsTab() {
  const { model } = useEditing();
  const families = [...new Set(Object.values(model.catalogue).map(({ family }) => family))];
  return (
    <Flex direction="column" gap="md">
      <Text>What each signal adds to a lead's score on the day it happens, and how that fades.</Text>
      {families.map((family) => (
        <FamilyTable key={family} family={family} />
      ))}
      <ElsewhereNote
        places={[
          ['new signals, and how repeats count', 'catalogue'],
          ['caps of a family', 'families'],
          ['which activity becomes which signal', 'mapping'],
        ]}
      />
    </Flex>
  );
}

function FamilyTable({ family }: { family: string }) {
  const { model, readOnly } = useEditing();
  const types = Object.keys(model.catalogue).filter((type) => model.catalogue[type]?.family === family);
  return (
    <Flex direction="column" gap="xs">
      <Heading>{familyNames[family] ?? family}</Heading>
      <Table bordered density="condensed">
        <TableHead>
          <TableRow>
            <TableHeader width={300}>Signal</TableHeader>
            <TableHeader width={120}>Points</TableHeader>
            <TableHeader width="max">How it fades</TableHeader>
            {!readOnly && <TableHeader width="min">Change</TableHeader>}
          </TableRow>
        </TableHead>
        <TableBody>
          {types.map((type) => (
            <PointsRow key={type} type={type} />
          ))}
        </TableBody>
      </Table>
    </Flex>
  );
}
