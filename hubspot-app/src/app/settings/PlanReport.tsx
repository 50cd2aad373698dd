import { BarChart, Flex, Heading, LineChart, LoadingSpinner, Text } from '@hubspot/ui-extensions';
import type { PlanView } from '../shared/api.ts';
import { dateInWords } from '../shared/dayInWords.ts';
import { PlanLeads } from './PlanLeads.tsx';

type Done = Extract<PlanView, { state: 'done' }>;

/** What would have happened if the changes had decided. `isOfThese` is false of a plan of earlier changes. */
export function PlanReport({ view, isOfThese }: { view: PlanView; isOfThese: boolean }) {
  if (view.state === 'running') return <LoadingSpinner label={view.text} showLabel />;
  if (view.state === 'failed') return <Text>The plan failed: {view.text}</Text>;
  return (
    <Flex direction="column" gap="sm">
      <Heading>What would have happened in {lastDays(view.days)}</Heading>
      {!isOfThese && <Text format={{ italic: true }}>This is the plan of earlier changes.</Text>}
      {view.summary.map((line) => (
        <Text key={line}>{line}</Text>
      ))}
      <Text format={{ fontWeight: 'bold' }}>{view.atOnce}</Text>
      <AlertsChart view={view} />
      <PlanLeads title="Would become hot" none="Nobody else would become hot." rows={view.becomeHot} />
      <PlanLeads title="Would stop being hot" none="Nobody would stop being hot." rows={view.stopBeingHot} />
    </Flex>
  );
}

/** Fewer than a month where the app has not watched for longer. */
function lastDays(days: number): string {
  return days === 1 ? 'the last day' : `the last ${days} days`;
}

const NOW = 'as it is now';
const WOULD = 'with these changes';

function AlertsChart({ view: { perDay, alertsPerDay } }: { view: Done }) {
  if (perDay === undefined || perDay.length === 0) return <TwoBars alertsPerDay={alertsPerDay} />;
  const data = perDay.flatMap(({ day, now, would }) => [
    { day: dateInWords(day), alerts: now, which: NOW },
    { day: dateInWords(day), alerts: would, which: WOULD },
  ]);
  return (
    <LineChart
      data={data}
      axes={{
        x: { field: 'day', fieldType: 'category', label: 'Day' },
        y: { field: 'alerts', fieldType: 'linear' },
        options: { groupFieldByColor: 'which', colors: { [NOW]: 'darkBlue', [WOULD]: 'orange' } },
      }}
      options={{ title: 'Alerts a day', showLegend: true, showTooltips: true }}
    />
  );
}

function TwoBars({ alertsPerDay: { now, would } }: { alertsPerDay: Done['alertsPerDay'] }) {
  return (
    <BarChart
      data={[
        { which: NOW, alerts: now },
        { which: WOULD, alerts: would },
      ]}
      axes={{
        x: { field: 'which', fieldType: 'category' },
        y: { field: 'alerts', fieldType: 'linear' },
      }}
      options={{ title: 'Alerts a day', showDataLabels: true }}
    />
  );
}
