import { type Edit, pathIn } from './counterfactualEdits.ts';
import { nounOf, spoken, withArticle } from './counterfactualNouns.ts';
import type { Model } from '../model.ts';

type Changed = Extract<Edit, { kind: 'setting' }>;

const NUMBERED: Record<string, string> = { one: '1', two: '2', three: '3' };

/** What a changed setting says with its new value: "recipe R2a had looked back 8 days", to go on with "instead of 7". */
export function settingInWords({ path, to }: Changed, model: Model): string {
  const [kind = '', name = '', ...more] = pathIn(model, path);
  const last = more.at(-1) ?? '';
  switch (kind) {
    case 'tiers':
      return `the score for tier ${NUMBERED[name] ?? name} had been ${to}`;
    case 'recipes':
      return recipeInWords(name, last, to);
    case 'families':
      return `the cap of ${spoken(name)} had been ${to}`;
    case 'catalogue':
      return typeInWords(name, last, to);
    case 'lanes':
      return laneInWords(name, last, to);
    default:
      return plainInWords(path, to);
  }
}

function recipeInWords(name: string, last: string, to: number): string {
  if (last === 'days') return `recipe ${name} had looked back ${counted(to, 'day')}`;
  if (last === 'hours') return `recipe ${name} had taken signals up to ${counted(to, 'hour')} apart`;
  return `the score for recipe ${name} had been ${to}`;
}

function typeInWords(type: string, last: string, to: number): string {
  const one = withArticle(nounOf(type));
  return last === 'days' ? `${one} had counted for ${counted(to, 'day')}` : `the points of ${one} had been ${to}`;
}

function laneInWords(name: string, last: string, to: number): string {
  const lane = `the fast lane ${spoken(name)}`;
  if (last === 'hours') return `${lane} had looked back ${counted(to, 'hour')}`;
  return `${lane} had asked for signals ${counted(to, 'minute')} apart`;
}

function plainInWords(path: string, to: number): string {
  if (path === 'windowDays') return `fading signals had counted for ${counted(to, 'day')}`;
  if (path === 'foldMinutes') return `visits had been taken as one within ${counted(to, 'minute')}`;
  if (path === 'varietyPoints') return `the points from which a type counts for variety had been ${to}`;
  if (path === 'countedPoints') return `the points from which a signal is counted had been ${to}`;
  return `${path} had been ${to}`;
}

/** "1 day", "8 days". */
function counted(count: number, unit: string): string {
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}
