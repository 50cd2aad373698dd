import { Button, Flex, TableCell, TableRow, Tag, Text } from '@hubspot/ui-extensions';
import { useState } from 'react';
import { sentenceCase } from '../shared/sentenceCase.ts';
import { DecayField } from './DecayField.tsx';
import { type Decay, decayInWords } from './decayInWords.ts';
import { useEditing, useField } from './editing.ts';
import { NumberField } from './NumberField.tsx';

const signed = (points: number | undefined) => (points === undefined ? 'none' : String(points));
const faded = (decay: Decay | undefined) => (decay === undefined ? 'none' : decayInWords(decay));

/** One signal: in words, until somebody wants to change it. */
export function PointsRow({ type }: { type: string }) {
  const { model, readOnly } = useEditing();
  const [isOpen, setOpen] = useState(false);
  const words = sentenceCase(model.catalogue[type]?.words || type);
  const points = useField<number>(['catalogue', type, 'points'], { what: `${words}, points`, say: signed });
  const decay = useField<Decay>(['catalogue', type, 'decay'], { what: `${words}, how it fades`, say: faded });
  const asksForRoom = isOpen || points.problem !== undefined || decay.problem !== undefined;
  if (asksForRoom && !readOnly) return <OpenRow type={type} words={words} close={() => setOpen(false)} />;
  return (
    <TableRow>
      <TableCell width={300}>
        <Flex direction="row" gap="xs" align="center">
          <Text>{words}</Text>
          {(points.isChanged || decay.isChanged) && <Tag variant="warning">changed</Tag>}
        </Flex>
      </TableCell>
      <TableCell width={120}>{shown(points.value)}</TableCell>
      <TableCell width="max">{faded(decay.value)}</TableCell>
      {!readOnly && (
        <TableCell width="min">
          <Button size="xs" variant="secondary" onClick={() => setOpen(true)}>
            Change
          </Button>
        </TableCell>
      )}
    </TableRow>
  );
}

function OpenRow({ type, words, close }: { type: string; words: string; close: () => void }) {
  const limits = { min: -1000, max: 1000 };
  return (
    <TableRow>
      <TableCell width={300}>{words}</TableCell>
      <TableCell width={120}>
        <NumberField path={['catalogue', type, 'points']} what={`${words}, points`} label="Points" limits={limits} />
      </TableCell>
      <TableCell width="max">
        <DecayField type={type} words={words} />
      </TableCell>
      <TableCell width="min">
        <Button size="xs" variant="secondary" onClick={close}>
          Done
        </Button>
      </TableCell>
    </TableRow>
  );
}

/** What is there only to open a lane is worth a millionth of a point. */
function shown(points: number | undefined): string {
  if (points === undefined) return 'none';
  return points !== 0 && Math.abs(points) < 0.01 ? 'none' : String(points);
}
