import { Flex } from '@hubspot/ui-extensions';
import { FieldRow } from './FieldRow.tsx';
import { NumberField } from './NumberField.tsx';
import { channelProblem } from './placeProblems.ts';
import { SwitchField } from './SwitchField.tsx';
import { TextField } from './TextField.tsx';

const DAY_MINUTES = 1440;
const DAY_SECONDS = 86_400;

/** How the alert of a hot lead is told. */
export function AlertFields() {
  return (
    <Flex direction="column" gap="sm">
      <SwitchField
        path={['telling', 'postAssigned']}
        what="Post assigned leads in the shared channel"
        label="Post leads in the shared channel that a rep was given"
      />
      <FieldRow>
        <TextField
          path={['telling', 'managersChannel']}
          what="Managers' channel"
          label="Managers' channel"
          empty="none"
          placeholder="#sales-managers"
          problemOf={channelProblem}
        />
        <NumberField
          path={['telling', 'mailAfterSeconds']}
          what="E-mail takes over after (seconds)"
          label="E-mail takes over when Slack is silent for (seconds)"
          limits={{ min: 0, max: DAY_SECONDS }}
        />
        <NumberField
          path={['telling', 'briefMinutes']}
          what="Context e-mail after (minutes)"
          label="Context e-mail to the rep after (minutes)"
          description="0: never."
          limits={{ min: 0, max: DAY_MINUTES }}
        />
        <NumberField
          path={['telling', 'rollUpFrom']}
          what="Waiting alerts become one message from"
          label="Waiting alerts become one message from (alerts)"
          limits={{ min: 2, max: 100, whole: true }}
        />
        <NumberField
          path={['telling', 'companyMinutes']}
          what="People of one company in one thread for (minutes)"
          label="People of one company share a thread for (minutes)"
          limits={{ min: 0, max: DAY_MINUTES }}
        />
      </FieldRow>
    </Flex>
  );
}
