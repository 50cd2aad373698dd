import { Alert, Button, ErrorState, Flex, LoadingSpinner, Tab, Tabs, Text } from '@hubspot/ui-extensions';
import type { SettingsView } from '../shared/api.ts';
import { useAnswer } from '../shared/useAnswer.ts';
import { ChangesBar } from './ChangesBar.tsx';
import { ChannelsTab } from './ChannelsTab.tsx';
import { EditingProvider } from './editing.ts';
import { HoursTab } from './HoursTab.tsx';
import { PointsTab } from './PointsTab.tsx';
import { RepsTab } from './RepsTab.tsx';
import { RoutingTab } from './RoutingTab.tsx';
import { ThresholdsTab } from './ThresholdsTab.tsx';
import { useEdits } from './useEdits.ts';
import { usePublishing } from './usePublishing.ts';

/** How often a plan that runs is asked after. */
const POLL_MS = 2_000;

/** The settings, for whoever may change them or only look. */
export function SettingsPageView({ pollMs = POLL_MS }: { pollMs?: number }) {
  const answer = useAnswer<SettingsView>('/hubspot/api/settings');
  if (answer.state === 'loading') return <LoadingSpinner label="Loading the settings" showLabel />;
  if (answer.state === 'failed')
    return (
      <ErrorState title="The settings cannot be shown">
        <Text>{answer.because}</Text>
        <Button onClick={answer.again}>Try again</Button>
      </ErrorState>
    );
  return <Loaded view={answer.data} problem={answer.problem} reload={answer.reload} pollMs={pollMs} />;
}

type Props = { view: SettingsView; problem: string | undefined; reload: () => Promise<void>; pollMs: number };

function Loaded({ view, problem, reload, pollMs }: Props) {
  const { editing, setProblems, clear, isOvertaken, takeNote } = useEdits(view);
  const { edits, model } = editing;
  const { version } = view;
  const publishing = usePublishing({ version, model, edits, pollMs, setProblems, reload, done: clear });
  return (
    <EditingProvider value={editing}>
      <Flex direction="column" gap="md">
        <Text variant="microcopy">
          Version {version} decides, published {view.publishedAt}.
        </Text>
        {problem !== undefined && <Alert title="What is shown may be old" variant="warning" children={problem} />}
        {view.readOnlyBecause !== undefined && (
          <Alert title="You may look, but not change anything" variant="info" children={view.readOnlyBecause} />
        )}
        {isOvertaken && <Overtaken version={version} takeNote={takeNote} />}
        {!editing.readOnly && <ChangesBar publishing={publishing} discard={clear} />}
        <SettingsTabs channels={view.channels} />
      </Flex>
    </EditingProvider>
  );
}

function Overtaken({ version, takeNote }: { version: number; takeNote: () => void }) {
  return (
    <Alert title="Somebody published meanwhile" variant="warning">
      <Text>
        Version {version} decides now. Your changes are kept, and compared with it: look at them again, then plan again.
      </Text>
      <Button size="xs" variant="secondary" onClick={takeNote}>
        Understood
      </Button>
    </Alert>
  );
}

function SettingsTabs({ channels }: { channels: SettingsView['channels'] }) {
  return (
    <Tabs defaultSelected="points">
      <Tab tabId="points" title="Points">
        <PointsTab />
      </Tab>
      <Tab tabId="thresholds" title="Thresholds">
        <ThresholdsTab />
      </Tab>
      <Tab tabId="reps" title="Reps">
        <RepsTab />
      </Tab>
      <Tab tabId="hours" title="Hours">
        <HoursTab />
      </Tab>
      <Tab tabId="routing" title="Routing">
        <RoutingTab />
      </Tab>
      <Tab tabId="channels" title="Channels">
        <ChannelsTab channels={channels} />
      </Tab>
    </Tabs>
  );
}
