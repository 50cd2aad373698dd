import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Ajv } from 'ajv';
import { expect, test } from '@jest/globals';
import { here, ofKind, readProject } from '../check/project.ts';
import type { EpisodeRecord } from '../../src/crm/crm.ts';
import type { ClosedAs } from '../../src/domain/episodes.ts';
import { all, everyElement, textOf, textsOf } from '../check/xml.ts';
import type { Element } from '../check/xml.ts';

const project = readProject('force-app');
const settings = JSON.parse(readFileSync(join(here, 'sfdx-project.json'), 'utf8')) as {
  packageDirectories: { path: string }[];
};

test('sfdx-project.json is what the Salesforce CLI takes', () => {
  const fromConverter = createRequire(createRequire(import.meta.url).resolve('@salesforce/source-deploy-retrieve'));
  const file = join(dirname(fromConverter.resolve('@salesforce/core')), '../schemas/sfdx-project.schema.json');
  const schema = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
  const valid = new Ajv({ strict: false, logger: false }).compile(schema);
  expect(valid(settings) ? [] : valid.errors).toEqual([]);
  expect(valid({ ...settings, sourceApiVersion: 66 })).toBe(false);
});

test('what a person must decide on is not deployed with the rest', () => {
  expect(settings.packageDirectories.map((one) => one.path)).toEqual(['force-app']);
  const kinds = new Set(project.components.map((one) => one.kind));
  for (const kind of [
    'StandardValueSet',
    'LeadConvertSettings',
    'ExternalClientApplication',
    'PlatformEventChannelMember',
  ]) {
    expect(kinds).not.toContain(kind);
  }
});

test('each optional part says why a person must do it', () => {
  const readme = readFileSync(join(here, 'optional/README.md'), 'utf8');
  const folders = readdirSync(join(here, 'optional'), { withFileTypes: true }).filter((one) => one.isDirectory());
  expect(folders.map((one) => one.name).filter((name) => !readme.includes(`| \`${name}\` |`))).toEqual([]);
});

function typeOf(field: Element): string {
  const size = ['precision', 'scale', 'length'].map((name) => textOf(field, name)).filter((it) => it !== undefined);
  const what = textOf(field, 'formula') === undefined ? '' : ' formula';
  return `${textOf(field, 'type') ?? ''}${size.length > 0 ? `(${size.join(',')})` : ''}${what}`;
}

const ON_PEOPLE = {
  Lead_Score__c: 'Number(5,1)',
  Hot_Lead_Tier__c: 'Picklist',
  Lead_Score_Explanation__c: 'LongTextArea(32768)',
  Hot_Lead_At__c: 'DateTime',
  First_Response_At__c: 'DateTime',
  Lead_Score_Updated_At__c: 'DateTime',
  Hot_Lead_Next_At__c: 'DateTime',
  Hot_Lead_Next_Tier__c: 'Picklist',
};

test.each<[string, Record<string, string>]>([
  ['Lead', ON_PEOPLE],
  ['Contact', { ...ON_PEOPLE, Hot_Lead_Status__c: 'Text(60)' }],
  ['Activity', { Hot_Lead_Key__c: 'Text(100)', Hot_Lead_Due_At__c: 'DateTime' }],
  ['Opportunity', { From_Hot_Lead__c: 'Checkbox', Hot_Lead_Amount__c: 'Currency(18,2) formula' }],
  [
    'Hot_Lead__c',
    {
      Episode_Key__c: 'Text(100)',
      Lead__c: 'Lookup',
      Contact__c: 'Lookup',
      Opportunity__c: 'Lookup',
      Signal_At__c: 'DateTime',
      Hot_At__c: 'DateTime',
      Respond_By__c: 'DateTime',
      First_Rep_Action_At__c: 'DateTime',
      First_Response_At__c: 'DateTime',
      Score_At_Trigger__c: 'Number(5,1)',
      Tier__c: 'Number(1,0)',
      State__c: 'Picklist',
      Closed_As__c: 'Picklist',
      Reason__c: 'LongTextArea(32768)',
      Response_Minutes__c: 'Number(18,1) formula',
      Signal_Lag_Minutes__c: 'Number(18,1) formula',
      Converted_Count__c: 'Number(18,0) formula',
      Within_SLA_Count__c: 'Number(18,0) formula',
    },
  ],
  [
    'Hot_Signal__c',
    {
      Lead__c: 'Lookup',
      Contact__c: 'Lookup',
      Kind__c: 'Picklist',
      Detail__c: 'Text(255)',
      Happened_At__c: 'DateTime',
      Value__c: 'Number(10,2)',
    },
  ],
])('%s has the fields that the service writes and reads', (object, fields) => {
  const own = [...ofKind(project, 'CustomField')].filter(([name]) => name.startsWith(`${object}.`));
  expect(Object.fromEntries(own.map(([name, field]) => [name.slice(object.length + 1), typeOf(field)]))).toEqual(
    fields,
  );
});

test('episodes are kept by their key, once each', () => {
  const key = ofKind(project, 'CustomField').get('Hot_Lead__c.Episode_Key__c') as Element;
  expect(['unique', 'externalId'].map((name) => textOf(key, name))).toEqual(['true', 'true']);
});

test("what only figures and the service need is not on a rep's page", () => {
  const layout = ofKind(project, 'Layout').get('Hot_Lead__c-Hot Lead Layout') as Element;
  const shown = everyElement(layout).flatMap((it) => textsOf(it, 'field'));
  expect(shown).toContain('State__c');
  const hidden = ['Episode_Key__c', 'Converted_Count__c', 'Within_SLA_Count__c'];
  expect(shown.filter((name) => hidden.includes(name))).toEqual([]);
});

const TIERS = [
  ['tier_1', 'Tier 1: hot'],
  ['tier_2', 'Tier 2: hot'],
  ['tier_3', 'Tier 3: warm'],
  ['none', 'None'],
];
const STATES: Record<EpisodeRecord['state'], string> = {
  open: 'Open',
  claimed: 'Taken',
  contacted: 'Contacted',
  closed: 'Closed',
};
const CLOSED: Record<ClosedAs, string> = {
  won: 'Won',
  lost: 'Lost',
  not_a_fit: 'Not a fit',
  cooled: 'No longer hot',
  duplicate: 'Duplicate',
};

test.each<[string, string[][]]>([
  ...['Lead', 'Contact'].flatMap((object): [string, string[][]][] => [
    [`${object}.Hot_Lead_Tier__c`, TIERS],
    [`${object}.Hot_Lead_Next_Tier__c`, TIERS],
  ]),
  ['Hot_Lead__c.State__c', Object.entries(STATES)],
  ['Hot_Lead__c.Closed_As__c', Object.entries(CLOSED)],
])('%s has a label for all that the service writes, and takes what is new', (name, labels) => {
  const field = ofKind(project, 'CustomField').get(name) as Element;
  const values = everyElement(field).filter((it) => it.name === 'value');
  expect(values.map((it) => [textOf(it, 'fullName'), textOf(it, 'label')])).toEqual(labels);
  expect(textOf(all(field, 'valueSet')[0] as Element, 'restricted')).toBe('false');
});

test('leads and contacts have the same fields, so that a conversion can carry them over', () => {
  const parts = readProject('optional');
  const mapping = everyElement([...ofKind(parts, 'LeadConvertSettings').values()][0] as Element).filter(
    (it) => it.name === 'mappingFields',
  );
  expect(new Set(mapping.map((it) => textOf(it, 'inputField')))).toEqual(new Set(Object.keys(ON_PEOPLE)));
  expect(mapping.filter((it) => textOf(it, 'inputField') !== textOf(it, 'outputField'))).toEqual([]);
});

test('a signal is one of the kinds that the service reads', () => {
  const kind = ofKind(project, 'CustomField').get('Hot_Signal__c.Kind__c') as Element;
  const values = everyElement(kind).filter((it) => it.name === 'value');
  expect(values.map((it) => textOf(it, 'fullName')).join(' ')).toBe(
    'page_view form_submission email_open email_click email_reply meeting_booked visit campaign_response custom_event',
  );
  expect(textOf(all(kind, 'valueSet')[0] as Element, 'restricted')).toBe('true');
});

test('ratios are percentage points of a number, since a percent is read as a fraction', () => {
  const summaries = [...ofKind(project, 'Report').values()].flatMap((report) => all(report, 'aggregates'));
  expect(summaries).toHaveLength(4);
  for (const summary of summaries) {
    expect(textOf(summary, 'datatype')).toBe('number');
    expect(textOf(summary, 'calculatedFormula')).toMatch(/ \* 100\)$/);
  }
});

test('all files are there that a checkout needs for the Salesforce CLI', () => {
  expect(['sfdx-project.json', '.forceignore'].filter((file) => !existsSync(join(here, file)))).toEqual([]);
});
