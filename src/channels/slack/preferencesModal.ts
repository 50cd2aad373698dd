import type { Pace } from '../../domain/telling/preferences.ts';
import type { Home } from '../answers.ts';
import { type Block, context, type ModalView, plain, section } from './blocks.ts';
import { noticeKinds, noticeWords, paceWords } from './homePreferences.ts';
import { inputBlock, modal, type Option } from './modal.ts';
import { oneLine } from './text.ts';
import { timeOfDay } from './timeOfDay.ts';

/** Chosen: whatever the team's setting is, now and later. */
export const AS_THE_TEAM = 'team';
const OPTIONS = 100;
const OPTION = 75;
const STILL =
  'No message, reminder or context e-mail comes; the clock runs all the same: your backup and manager hear of it when nobody answers.';
const VALUE = 150;

/** Asks for everything somebody may choose, filled in with what holds; what an admin does not leave open is said, not asked. */
export function preferencesModal(home: Home): ModalView {
  const blocks = [...noticeInputs(home), ...hotInput(home), ...quietInputs(home), digestInput(home)];
  return modal({ id: 'preferences', title: 'What you are told', submit: 'Save', blocks });
}

function noticeInputs({ settings, preferences }: Home): Block[] {
  return noticeKinds.map((kind) => {
    if (settings.floor.notices.includes(kind)) return context(`${noticeWords[kind]}: at once, for everyone`);
    const team: Option = { text: plain(`As for the team: ${paceWords[settings.notices[kind]]}`), value: AS_THE_TEAM };
    const options = [team, ...(['now', 'digest', 'off'] as const).map(paceOption)];
    const chosen = options.find(({ value }) => value === preferences.notices?.[kind]) ?? team;
    const select = { type: 'static_select' as const, action_id: 'pace', options, initial_option: chosen };
    return inputBlock(`notice:${kind}`, noticeWords[kind], select);
  });
}

function paceOption(pace: Pace): Option {
  const words = paceWords[pace];
  return { text: plain(words.charAt(0).toUpperCase() + words.slice(1)), value: pace };
}

function hotInput({ settings, preferences, signals }: Home): Block[] {
  if (settings.floor.hot === 'all') return [section('Hot leads come at once, for everyone.')];
  const usable = signals.filter(({ type }) => type !== '' && type.length <= VALUE).slice(0, OPTIONS);
  const options = usable.map(({ type, words }): Option => ({
    text: plain(oneLine(words, OPTION) || 'A signal'),
    value: type,
  }));
  if (options.length === 0) return [];
  const waiting = options.filter(({ value }) => preferences.alerts?.[value] === 'digest');
  const initial = waiting.length > 0 && { initial_options: waiting };
  const select = { type: 'multi_static_select' as const, action_id: 'types', options, ...initial };
  const hint = `${settings.floor.hot === 'lanes' ? 'Not those on a fast lane.' : 'Not those of tier 1.'} ${STILL}`;
  return [inputBlock('alerts', 'Hot leads that may wait for the digest', select, { optional: true, hint })];
}

function quietInputs({ preferences: { quiet } }: Home): Block[] {
  const picker = (minutes: number | undefined) => {
    const initial = minutes !== undefined && { initial_time: timeOfDay(minutes) };
    return { type: 'timepicker' as const, action_id: 'time', ...initial };
  };
  const hint =
    'In quiet hours you count as away, and no alert, reminder or e-mail about a lead comes. Left empty: none of your own.';
  return [
    inputBlock('quiet_from', 'Quiet from', picker(quiet?.from), { optional: true, hint }),
    inputBlock('quiet_to', 'Quiet to', picker(quiet?.to), { optional: true }),
  ];
}

function digestInput({ preferences: { digestAt }, settings }: Home): Block {
  const initial = digestAt !== undefined && { initial_time: timeOfDay(digestAt) };
  const picker = { type: 'timepicker' as const, action_id: 'time', ...initial };
  const hint = `Left empty: ${timeOfDay(settings.digestAt)}, as for the team.`;
  return inputBlock('digest', 'End-of-day digest at', picker, { optional: true, hint });
}
