import type { ResponseView } from '../../../hubspot-app/src/app/shared/api.ts';
import type { Figure } from '../../domain/figures/dashboard.ts';
import type { Response } from '../../domain/figures/response.ts';
import type { FiguresAnswer } from '../figuresOfDays.ts';
import { spanInWords, waitInWords } from './responseRows.ts';

type Card = ResponseView['figures'][number];

/** The five of the dashboard, and how long answers took. */
export function figureCards({ dashboard, figures }: FiguresAnswer): Card[] {
  const { hotLeadsPerDay, crossed70PerDay, responseTime, conversion, hotPipeline, lagMs } = dashboard;
  const { signalToAlert, alertToClaim, alertToContact, signalToContact } = figures.all;
  return [
    card(
      'Leads becoming hot, a day',
      hotLeadsPerDay,
      perDay,
      `A lead that cools and becomes hot again counts twice. ${valueIn(crossed70PerDay, perDay)} leads a day crossed 70 points.`,
    ),
    card('Contacted within an hour', responseTime, percent, 'Of the alerts, from the alert on.'),
    card(
      'Became an opportunity',
      conversion,
      percent,
      'Of the leads, each counted once, that were hot and had no deal before.',
    ),
    card('Hot part of the open pipeline', hotPipeline, percent, 'By amount, of the deals that are open now.'),
    card(
      'From signal to contact',
      lagMs,
      spanInWords,
      'Half of the answers that were due came within this.',
      'less than',
    ),
    wait('Signal to alert', signalToAlert, alerted),
    wait('Alert to claim', alertToClaim, claimed),
    wait('Alert to first contact', alertToContact, answered),
    wait('Signal to first contact', signalToContact, { ...answered, none: 'no lead was hot yet' }),
  ];
}

function card(name: string, figure: Figure, say: (value: number) => string, what: string, than = 'more than'): Card {
  const { target, met } = figure;
  const state = met === undefined ? 'neutral' : met ? 'good' : 'bad';
  const unknown = figure.value === 'unknown' ? ` Not known yet: ${figure.why}.` : sureOf(figure, say);
  return {
    name,
    value: valueIn(figure, say),
    state,
    help: `${what}${unknown}`,
    ...(target !== undefined && { target: `${than} ${say(target)}` }),
  };
}

function sureOf(figure: Exclude<Figure, { value: 'unknown' }>, say: (value: number) => string): string {
  const { interval, of } = figure;
  return interval === undefined ? '' : ` Of ${of}: 95% sure of ${say(interval.low)} to ${say(interval.high)}.`;
}

function valueIn({ value }: Figure, say: (value: number) => string): string {
  return value === 'unknown' ? 'not known yet' : say(value);
}

/** How a wait is told: of those it ended for, of the others, and where there is none. */
type Verbs = { done: string; open: string; none: string };

const alerted: Verbs = { done: 'told to a rep', open: 'not told yet', none: 'no lead was hot yet' };
const claimed: Verbs = { done: 'claimed or contacted', open: 'not claimed', none: 'no alert yet' };
const answered: Verbs = { done: 'answered', open: 'still wait', none: 'no alert yet' };

/** Open ones count as still waiting, so whoever answers nobody does not look fast. */
function wait(name: string, { count, open, kaplanMeierMedianMs, kaplanMeierP90Ms }: Response, verbs: Verbs): Card {
  if (count + open === 0) return { name, value: 'not known yet', state: 'neutral', help: sentence(verbs.none) };
  const slowest =
    kaplanMeierP90Ms === undefined ? '' : ` The slowest tenth took ${spanInWords(kaplanMeierP90Ms)} or longer.`;
  const counts = `${count} ${verbs.done}, ${open} ${verbs.open}.`;
  const help = kaplanMeierMedianMs === undefined ? sentence(counts) : `Half within this: ${counts}${slowest}`;
  return { name, value: waitInWords(kaplanMeierMedianMs), state: 'neutral', help };
}

function sentence(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1).replace(/\.$/, '')}.`;
}

function percent(share: number): string {
  return `${Math.round(share * 100)}%`;
}

function perDay(value: number): string {
  return value.toFixed(1);
}
