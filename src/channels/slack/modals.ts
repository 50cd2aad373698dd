import { notAFitReasons } from '../../domain/sla/notAFit.ts';
import type { Candidate, ContactHow } from '../answers.ts';
import { type Block, context, firstOf, type ModalView, plain, section } from './blocks.ts';
import { inputBlock, modal, noteInput, optionsOf, type Option } from './modal.ts';
import { oneLine } from './text.ts';

/** How somebody was contacted, most usual first. */
export const contactWords: Record<ContactHow, string> = {
  call: 'Call',
  email: 'E-mail',
  meeting: 'Meeting',
  message: 'Message (LinkedIn, chat, text)',
};

const OPTION = 75;
const OPTIONS = 100;
/** Slack's most for the value of an option; ours are 36. */
const VALUE = 150;

/** Asks how they were contacted. */
export function contactedModal(episode: string): ModalView {
  const options = optionsOf(contactWords);
  const [first] = options;
  const how = { type: 'radio_buttons' as const, action_id: 'how', options, ...(first && { initial_option: first }) };
  const blocks = [inputBlock('how', 'How did you reach them?', how), noteInput('Note', 'What came of it')];
  return modal({ id: 'contacted', title: 'Contacted', submit: 'Save', episode, blocks });
}

/** Asks to whom it goes, those who are there first. Without anybody it only says so. */
export function reassignModal(episode: string, candidates: Candidate[]): ModalView {
  const groups = [groupOf('There now', candidates, true), groupOf('Away', candidates, false)];
  const option_groups = groups.filter(({ options }) => options.length > 0);
  const form = { id: 'reassign' as const, title: 'Give it to somebody', episode };
  if (option_groups.length === 0) return modal({ ...form, blocks: [section('Nobody else can have it.')] });
  const to = { type: 'static_select' as const, action_id: 'to', placeholder: plain('Choose somebody'), option_groups };
  const hidden = candidates.length - option_groups.reduce((sum, { options }) => sum + options.length, 0);
  const blocks: Block[] = [
    inputBlock('to', 'Who should have it?', to),
    ...(hidden > 0 ? [context(`${hidden} more are not shown.`)] : []),
  ];
  return modal({ ...form, submit: 'Give', blocks });
}

function groupOf(label: string, candidates: Candidate[], present: boolean) {
  const fitting = candidates.filter((one) => one.present === present && one.rep !== '' && one.rep.length <= VALUE);
  return { label: plain(label), options: firstOf(fitting, OPTIONS).shown.map(optionOf) };
}

/** A long name gives way to the reason. */
function optionOf({ rep, name, because }: Candidate): Option {
  const why = oneLine(because, 40);
  const end = why === '' ? '' : ` · ${why}`;
  return { text: plain(`${oneLine(name, OPTION - end.length) || 'Somebody'}${end}`), value: rep };
}

/** Asks why it was none: the reason feeds the figures. */
export function notAFitModal(episode: string): ModalView {
  const options = optionsOf(notAFitReasons);
  const reason = {
    type: 'static_select' as const,
    action_id: 'reason',
    placeholder: plain('Choose a reason'),
    options,
  };
  const blocks = [inputBlock('reason', 'Why is it not a fit?', reason), noteInput('Note', 'What should we know?')];
  return modal({ id: 'not_a_fit', title: 'Not a fit', submit: 'Close the lead', episode, blocks });
}

/** Asks until when they are away. */
export function awayModal(): ModalView {
  const until = { type: 'datetimepicker' as const, action_id: 'until' };
  const blocks = [
    inputBlock('until', 'Until when?', until, { optional: true, hint: 'Left empty: until you say that you are back.' }),
    noteInput('Why', 'On a train, in a workshop'),
  ];
  return modal({ id: 'away', title: 'Away', submit: 'Save', blocks });
}
