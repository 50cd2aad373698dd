import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { defaultCatalogue } from '../../src/domain/catalogue.ts';

type Field = { typeDefinition: { name: string; options?: { value: string; label: string }[] } };
type Action = { uid: string; config: { actionUrl: string; inputFields: Field[]; outputFields: Field[] } };
const actionIn = (file: string) =>
  JSON.parse(readFileSync(new URL(`../src/app/workflow-actions/${file}`, import.meta.url), 'utf8')) as Action;
const route = actionIn('route-hot-lead-hsmeta.json');
const signal = actionIn('record-a-signal-hsmeta.json');
const named = (fields: Field[]) => fields.map(({ typeDefinition }) => typeDefinition.name);

test('a workflow may record every kind of signal that a new workspace counts, in its own words', () => {
  const kinds = Object.entries(defaultCatalogue).filter(([, { family }]) => family !== 'request');
  const choices = kinds.map(([value, { words }]) => ({ value, label: words.charAt(0).toUpperCase() + words.slice(1) }));
  expect(signal.config.inputFields[0]?.typeDefinition.options).toEqual(choices);
});

test('the actions call the addresses that answer them', () => {
  expect([route, signal].map(({ uid, config }) => [uid, config.actionUrl])).toEqual([
    ['route_hot_lead', 'https://hotlead.example.com/hubspot/actions/route'],
    ['record_signal', 'https://hotlead.example.com/hubspot/actions/signal'],
  ]);
});

// Workflows that customers built name them.
test('inputs and outputs keep their names', () => {
  expect([named(route.config.inputFields), named(route.config.outputFields)]).toEqual([
    ['reason'],
    ['assigned_to', 'hot_lead_score', 'hot_lead_tier', 'outcome'],
  ]);
  expect([named(signal.config.inputFields), named(signal.config.outputFields)]).toEqual([
    ['signal_type', 'asset'],
    ['recorded'],
  ]);
});
