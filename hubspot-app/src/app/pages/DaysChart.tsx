import { BarChart, Text } from '@hubspot/ui-extensions';
import type { ResponseView } from '../shared/api.ts';
import { dateInWords } from '../shared/dayInWords.ts';

const IN_HOUR = 'answered in the hour';
const LATER = 'later or not yet';

/** Hot leads of each day, and how many of them were answered in the hour. */
export function DaysChart({ perDay }: { perDay: ResponseView['perDay'] }) {
  if (perDay.length === 0) return <Text>No day has a hot lead yet.</Text>;
  const data = perDay.flatMap(({ day, hotLeads, answeredInHour }) => [
    { day: dateInWords(day), leads: answeredInHour, which: IN_HOUR },
    { day: dateInWords(day), leads: hotLeads - answeredInHour, which: LATER },
  ]);
  return (
    <BarChart
      data={data}
      axes={{
        x: { field: 'day', fieldType: 'category', label: 'Day' },
        y: { field: 'leads', fieldType: 'linear', label: 'Hot leads' },
        options: { groupFieldByColor: 'which', stacking: true, colors: { [IN_HOUR]: 'green', [LATER]: 'orange' } },
      }}
      options={{ title: 'Hot leads a day', showLegend: true, showTooltips: true }}
    />
  );
}
