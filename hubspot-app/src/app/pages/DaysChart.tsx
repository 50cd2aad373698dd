import { BarChart, Text } from '@hubspot/ui-extensions';
import type { ResponseView } from '../shared/api.ts';
import { dateInWords } from '../shared/dayInWords.ts';

const IN_HOUR = 'answered in the hour';
const LATER = 'later or not yet';

/** Answers that were due on each day, and how many of them came in the hour. */
export function DaysChart({ perDay }: { perDay: ResponseView['perDay'] }) {
  if (perDay.length === 0) return <Text>No day has a hot lead yet.</Text>;
  const data = perDay.flatMap(({ day, hotLeads, answeredInHour }) => [
    { day: dateInWords(day), answers: answeredInHour, which: IN_HOUR },
    { day: dateInWords(day), answers: hotLeads - answeredInHour, which: LATER },
  ]);
  return (
    <BarChart
      data={data}
      axes={{
        x: { field: 'day', fieldType: 'category', label: 'Day' },
        y: { field: 'answers', fieldType: 'linear', label: 'Answers due' },
        options: { groupFieldByColor: 'which', stacking: true, colors: { [IN_HOUR]: 'green', [LATER]: 'orange' } },
      }}
      options={{ title: 'Answers due, by day', showLegend: true, showTooltips: true }}
    />
  );
}
