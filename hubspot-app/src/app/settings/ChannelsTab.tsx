import { Divider, Flex, Heading, StatusTag, Text } from '@hubspot/ui-extensions';
import type { SettingsView } from '../shared/api.ts';
import { AlertFields } from './AlertFields.tsx';
import { ElsewhereNote } from './ElsewhereNote.tsx';
import { LeadAnswerFields } from './LeadAnswerFields.tsx';
import { NoticeFields } from './NoticeFields.tsx';

/** Who is told what, where and when; and whether anything can be told there at all. */
export function ChannelsTab({ channels }: { channels: SettingsView['channels'] }) {
  return (
    <Flex direction="column" gap="md">
      <Heading>Where messages can go</Heading>
      {channels.length === 0 && <Text>No channel is connected: reps see their leads in HubSpot only.</Text>}
      {channels.map((channel) => (
        <Channel key={channel.name} channel={channel} />
      ))}
      <Text variant="microcopy">
        Channels are connected where Hot Lead Signal runs: by `hot-lead slack`, and in its file .env.
      </Text>
      <Divider />
      <Heading>Hot leads</Heading>
      <AlertFields />
      <Divider />
      <Heading>Notices: what is worth knowing and is no hot lead</Heading>
      <NoticeFields />
      <Divider />
      <Heading>When nobody answers the lead</Heading>
      <LeadAnswerFields />
      <ElsewhereNote
        places={[
          ['what reps may not turn down', 'telling.floor'],
          ["HubSpot's own sequence", 'telling.sequence.crmSequence'],
        ]}
      />
    </Flex>
  );
}

function Channel({ channel: { name, on, problem } }: { channel: SettingsView['channels'][number] }) {
  const [variant, says] = on
    ? problem === undefined
      ? (['success', 'connected'] as const)
      : (['warning', `needs attention: ${problem}`] as const)
    : (['default', problem ?? 'not connected'] as const);
  return (
    <StatusTag variant={variant}>
      {name}: {says}
    </StatusTag>
  );
}
