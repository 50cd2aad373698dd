import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow, Text } from '@hubspot/ui-extensions';
import { ChoiceField } from './ChoiceField.tsx';
import { useEditing } from './editing.ts';
import type { Territory } from './sections.ts';

/** Each territory as a line, with the pool it goes to. */
export function TerritoryFields() {
  const { model } = useEditing();
  const pools = Object.keys(model.routing.pools).map((pool) => ({ label: pool, value: pool }));
  const { territories } = model.routing;
  if (territories.length === 0) return <Text>None: what has no owner goes to the default pool.</Text>;
  return (
    <Table density="condensed" bordered>
      <TableHead>
        <TableRow>
          <TableHeader>Territory</TableHeader>
          <TableHeader>Which leads</TableHeader>
          <TableHeader>Goes to pool</TableHeader>
        </TableRow>
      </TableHead>
      <TableBody>
        {territories.map((territory, index) => (
          <TableRow key={territory.name}>
            <TableCell>
              {index + 1}. {territory.name}
            </TableCell>
            <TableCell>{territoryInWords(territory)}</TableCell>
            <TableCell>
              <ChoiceField
                path={['routing', 'territories', index, 'pool']}
                what={`Territory ${territory.name}, pool`}
                choices={pools}
                meant={{ at: ['routing', 'territories', index, 'name'], is: territory.name }}
              />
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

/** "country DE, AT; 50 to 500 people". */
function territoryInWords({ countries, industries, sources, size }: Territory): string {
  const tests = [
    listed('country', countries),
    listed('industry', industries),
    listed('source', sources),
    size === undefined ? undefined : sizeInWords(size),
  ].filter((test) => test !== undefined);
  return tests.length === 0 ? 'every lead' : tests.join('; ');
}

function listed(name: string, values: string[] | undefined): string | undefined {
  if (values === undefined) return undefined;
  return `${name} ${values.map((value) => (value === '?' ? 'not known' : value)).join(', ')}`;
}

function sizeInWords({ atLeast, atMost }: NonNullable<Territory['size']>): string {
  if (atLeast !== undefined && atMost !== undefined) return `${atLeast} to ${atMost} people`;
  return atMost === undefined ? `${atLeast} people or more` : `${atMost} people or fewer`;
}
