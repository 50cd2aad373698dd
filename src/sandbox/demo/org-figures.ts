import type { Value } from '../salesforce/records.ts';
import { figure, type ShownOrg } from './org-fields.ts';
import { markup, type Markup } from './markup.ts';

type Tile = { header: string; shows: string | undefined; footer: string };

const DAYS = 'Hot_At__c = LAST_N_DAYS:30';
const ANSWERED = `${DAYS} AND First_Response_At__c != null`;

/** What the components of the Hot Lead dashboard show over the org's records, asked by SOQL; nothing before there is a record of ours. */
export function dashboard(org: ShownOrg): Markup | undefined {
  if (!org.ground.schema.has('Hot_Lead__c')) return undefined;
  const tiles = figuresOf(org).map(
    ({ header, shows, footer }) =>
      markup`<section class="card"><h2>${header}</h2><p class="figure">${shows ?? '–'}</p><p class="quiet">${footer}</p></section>`,
  );
  return markup`<h1>Hot Lead Dashboard</h1><div class="tiles">${tiles}</div>`;
}

function figuresOf(org: ShownOrg): Tile[] {
  const ask = (soql: string) => asked(org, soql);
  const minutes = (value: Value) => (typeof value === 'number' ? `${figure(value, 1)} min` : undefined);
  const generated = ask('COUNT(Id) figure FROM Hot_Lead__c WHERE Hot_At__c = TODAY AND Score_At_Trigger__c >= 70');
  const ofAnyScore = ask('COUNT(Id) figure FROM Hot_Lead__c WHERE Hot_At__c = TODAY');
  const all = ask(`COUNT(Id) figure FROM Hot_Lead__c WHERE ${DAYS}`);
  const within = ask(`SUM(Within_SLA_Count__c) figure FROM Hot_Lead__c WHERE ${DAYS}`);
  const converted = ask('SUM(Converted_Count__c) figure FROM Hot_Lead__c WHERE Hot_At__c = LAST_N_DAYS:90');
  const all90 = ask('COUNT(Id) figure FROM Hot_Lead__c WHERE Hot_At__c = LAST_N_DAYS:90');
  const hotValue = ask('SUM(Hot_Lead_Amount__c) figure FROM Opportunity WHERE IsClosed = false');
  const value = ask('SUM(Amount) figure FROM Opportunity WHERE IsClosed = false');
  return [
    {
      header: 'Hot Leads Generated',
      shows: figure(generated),
      footer: `today, with 70 points or more; ${figure(ofAnyScore)} of any score`,
    },
    {
      header: 'Hot Lead Response Time',
      shows: minutes(ask(`AVG(Response_Minutes__c) figure FROM Hot_Lead__c WHERE ${ANSWERED}`)),
      footer: 'average of the answered, 30 days; target under 60',
    },
    {
      header: 'Signal-to-Contact Lag',
      shows: minutes(ask(`AVG(Signal_Lag_Minutes__c) figure FROM Hot_Lead__c WHERE ${ANSWERED}`)),
      footer: 'average of the answered, 30 days; target under 30',
    },
    { header: 'Answered in 60 Minutes', shows: percent(within, all), footer: 'of all, 30 days; target over 50' },
    {
      header: 'Hot Lead Conversion Rate',
      shows: percent(converted, all90),
      footer: 'with a deal, 90 days; target over 35',
    },
    { header: 'Hot Lead Value', shows: percent(hotValue, value), footer: 'of open pipeline; target 40 or more' },
  ];
}

/** The one figure that the rest of a SELECT asks for. */
function asked({ ground }: ShownOrg, soql: string): Value {
  const { rows, render } = ground.query(`SELECT ${soql}`, { as: '' });
  const [row] = rows;
  return (row && (render(row)['figure'] as Value)) ?? null;
}

function percent(part: Value, whole: Value): string | undefined {
  return typeof whole === 'number' && whole > 0 ? `${figure((100 * Number(part)) / whole)} %` : undefined;
}
