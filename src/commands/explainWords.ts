import type { ReaderClock } from '../domain/explain/whenInWords.ts';
import type { StoryLine } from '../domain/story/story.ts';
import type { StoryLead } from '../store/story.ts';

/** Who it is, and what the CRM says. */
export function peopleInWords(lead: StoryLead, name: (rep: string) => string): string[] {
  const { id, records, email, firstName, lastName, phone, jobTitle, company, companySize, industry, country } = lead;
  const { lifecycle, status, owner, unsubscribed } = lead;
  const who = [firstName, lastName].filter(Boolean).join(' ');
  const facts = [
    ['e-mail', email],
    ['phone', phone],
    ['works as', jobTitle],
    ['company', [company, companySize && `${companySize} people`, industry, country].filter(Boolean).join(', ')],
    ['in the CRM', records.join(', ')],
    ['lifecycle', lifecycle],
    ['Lead Status', status],
    ['owner', owner === undefined ? 'nobody' : name(owner)],
    ['mail', unsubscribed ? 'unsubscribed' : ''],
    ['our id', id],
  ];
  const said = facts.flatMap(([label = '', value]) => (value ? [`  ${label.padEnd(11)}  ${value}`] : []));
  return [who || email || `lead ${id}`, ...said];
}

const MARKS: Record<string, string> = {
  signal: '·',
  open: '▲',
  round: '▲',
  upgrade: '▲',
  cool: '▼',
  contact: '✓',
  close: '■',
};

/** A heading for each day, a line for each thing, and under it why. */
export function storyInWords(story: readonly StoryLine[], clock: ReaderClock): string[] {
  if (story.length === 0) return ['Nothing has happened yet.'];
  let today = '';
  return story.flatMap((line) => {
    const { day, time } = dayAndTime(line.at, clock);
    const heading = day === today ? [] : [...(today === '' ? [] : ['']), day];
    today = day;
    const model = line.model === undefined ? '' : ` [model ${line.model}]`;
    const text = `  ${time}  ${MARKS[line.kind] ?? '-'} ${line.text}${model}`;
    return [...heading, text, ...(line.more ?? []).map((more) => `           ${more}`)];
  });
}

function dayAndTime(at: number, clock: ReaderClock): { day: string; time: string } {
  const [weekday, day, month, year, time = ''] = new Date(at + clock.offsetMsAt(at)).toUTCString().split(/,? /);
  const zone = clock.name === undefined ? '' : ` (${clock.name} time)`;
  return { day: `${weekday} ${Number(day)} ${month} ${year}${zone}`, time: time.slice(0, 5) };
}
