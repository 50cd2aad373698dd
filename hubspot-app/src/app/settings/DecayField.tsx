import { Flex, NumberInput, Select } from '@hubspot/ui-extensions';
import { type Decay, decayInWords, percent } from './decayInWords.ts';
import { troubled, useField } from './editing.ts';
import { numberProblem } from './NumberField.tsx';

const kinds = [
  { label: 'loses so much a week', value: 'weekly' },
  { label: 'full points for some days, then none', value: 'hold' },
  { label: 'falls evenly to none over some days', value: 'linear' },
];
const say = (decay: Decay | undefined) => (decay === undefined ? 'none' : decayInWords(decay));
/** A minute: nothing can be held for less. */
const SHORTEST_DAYS = 1 / 1440;

/** How a signal fades, with the one number that its way of fading has. */
export function DecayField({ type, words }: { type: string; words: string }) {
  const field = useField<Decay>(['catalogue', type, 'decay'], { what: `${words}, how it fades`, say });
  const decay = field.value ?? { kind: 'weekly', loss: 0 };
  const take = (typed: number | undefined) => {
    const next = withNumber(decay.kind, typed);
    field.set(next.decay, next.wrong);
  };
  return (
    <Flex direction="row" gap="xs" align="end" wrap="wrap">
      <Select
        label="How it fades"
        name={`catalogue.${type}.decay.kind`}
        value={decay.kind}
        options={kinds}
        onChange={(kind) => field.set(ofKind(String(kind), decay))}
      />
      <NumberInput
        label={decay.kind === 'weekly' ? '% lost a week' : 'Days'}
        name={`catalogue.${type}.decay`}
        value={decay.kind === 'weekly' ? percent(decay) : (decay.days ?? 0)}
        {...troubled(field.problem)}
        onChange={take}
      />
    </Flex>
  );
}

/** Another way of fading begins with its most common number. */
function ofKind(kind: string, { days }: Decay): Decay {
  return kind === 'weekly' ? { kind, loss: 0.2 } : { kind, days: days ?? (kind === 'hold' ? 7 : 30) };
}

function withNumber(kind: string, typed: number | undefined): { decay: Decay; wrong: string | undefined } {
  const number = typeof typed === 'number' && Number.isFinite(typed) ? typed : undefined;
  if (kind === 'weekly')
    return {
      decay: { kind, loss: Math.round((number ?? 0) * 10) / 1000 },
      wrong: numberProblem(number, { min: 0, max: 99.9 }),
    };
  return { decay: { kind, days: number ?? 0 }, wrong: numberProblem(number, { min: SHORTEST_DAYS, max: 3650 }) };
}
