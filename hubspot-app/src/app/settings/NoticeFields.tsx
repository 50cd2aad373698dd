import { Flex } from '@hubspot/ui-extensions';
import { ChoiceField } from './ChoiceField.tsx';
import { useEditing } from './editing.ts';
import { FieldRow } from './FieldRow.tsx';
import { TimeField } from './TimeField.tsx';
import { dayNames, weekdays } from './weekHours.ts';

const paces = [
  { label: 'at once', value: 'now' },
  { label: "in the day's digest", value: 'digest' },
  { label: 'not at all', value: 'off' },
];
const noticeNames: Record<string, string> = {
  many_opens: 'Opened an e-mail many times',
  revived: 'An old e-mail is opened again',
  several_messages: 'Opened several e-mails',
  warm_click: 'A warm lead clicked',
  account_play: 'Several people of one company',
};

/** What each notice is until its rep says otherwise, and when the digests come. */
export function NoticeFields() {
  const { model } = useEditing();
  return (
    <Flex direction="column" gap="sm">
      <FieldRow>
        {Object.keys(model.telling.notices).map((kind) => (
          <ChoiceField
            key={kind}
            path={['telling', 'notices', kind]}
            what={`Notice "${noticeNames[kind] ?? kind}"`}
            label={noticeNames[kind] ?? kind}
            choices={paces}
          />
        ))}
      </FieldRow>
      <FieldRow>
        <TimeField path={['telling', 'digestAt']} what="Rep's digest at" label="Rep's digest of the day at" />
        <ChoiceField
          path={['telling', 'weekly', 'day']}
          what="Managers' week on"
          label="Managers' week on"
          choices={weekdays.map((day) => ({ label: dayNames[day], value: day }))}
        />
        <TimeField path={['telling', 'weekly', 'at']} what="Managers' week at" label="at" />
      </FieldRow>
    </Flex>
  );
}
