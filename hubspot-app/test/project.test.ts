import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { fileURLToPath } from 'node:url';
import { projectProblems } from './projectProblems.ts';

const project = fileURLToPath(new URL('..', import.meta.url));
let copy: string;

beforeEach(() => {
  copy = mkdtempSync(join(tmpdir(), 'hot-lead-project-'));
  for (const path of ['hsproject.json', 'src']) cpSync(join(project, path), join(copy, path), { recursive: true });
});
afterEach(() => rmSync(copy, { recursive: true, force: true }));

const at = (path: string) => join(copy, 'src', 'app', path);
const text = (path: string) => readFileSync(at(path), 'utf8');
function edit(path: string, change: (text: string) => string): void {
  const before = text(path);
  const after = change(before);
  if (after === before) throw new Error(`the edit of ${path} changes nothing`);
  writeFileSync(at(path), after);
}
const replace = (path: string, from: string, to: string) => edit(path, (before) => before.replace(from, to));
/** Sets what is at the path in the config, or takes it away. */
function put(path: string, keys: string[], value?: unknown): void {
  edit(path, (before) => {
    const meta = JSON.parse(before) as { config: Json };
    const last = keys.at(-1) ?? '';
    const parent = keys.slice(0, -1).reduce((at, key) => at[key] as Json, meta.config);
    if (value === undefined) delete parent[last];
    else parent[last] = value;
    return JSON.stringify(meta);
  });
}
type Json = Record<string, unknown>;
const useStatic = () => cpSync(join(project, 'variants', 'static.json'), at('app-hsmeta.json'));

describe('the project', () => {
  test('is accepted as an app that accounts install by a link', async () => {
    expect(await projectProblems(copy)).toEqual([]);
  });

  test('is accepted as an app of one account with one token', async () => {
    useStatic();
    expect(await projectProblems(copy)).toEqual([]);
  });

  test('is the same app in both, but for how HubSpot lets it in', () => {
    type App = { config: { auth: { requiredScopes: string[]; optionalScopes: string[] } } };
    const oauth = JSON.parse(text('app-hsmeta.json')) as App;
    useStatic();
    const fixed = JSON.parse(text('app-hsmeta.json')) as App;
    const auth = undefined;
    expect({ ...fixed, config: { ...fixed.config, auth } }).toEqual({ ...oauth, config: { ...oauth.config, auth } });
    const { requiredScopes, optionalScopes } = oauth.config.auth;
    expect(fixed.config.auth.requiredScopes).toEqual(expect.arrayContaining(requiredScopes));
    expect([...requiredScopes, ...optionalScopes]).toEqual(expect.arrayContaining(fixed.config.auth.requiredScopes));
  });
});

const tab = 'cards/hot-lead-tab-hsmeta.json';
const route = 'workflow-actions/route-hot-lead-hsmeta.json';
const signal = 'workflow-actions/record-a-signal-hsmeta.json';
const webhooks = 'webhooks/webhooks-hsmeta.json';
const english = ['labels', 'en'];

describe('a project is refused for', () => {
  const cases: [what: string, spoil: () => void, says: string][] = [
    ['a card in a place there is not', () => replace(tab, 'crm.record.tab', 'crm.record.middle'), 'config.location'],
    ['broken JSON', () => edit(tab, (before) => before.slice(0, -3)), 'Invalid JSON'],
    ['an unknown key beside the config', () => replace(tab, '"type"', '"colour": "red", "type"'), 'colour'],
    ['an unknown key in the config', () => put(tab, ['colour'], 'red'), 'colour'],
    ['two components of one uid', () => replace(tab, 'hot_lead_tab', 'hot_lead_sidebar'), 'Duplicate uid'],
    ['a uid with a space', () => replace(tab, 'hot_lead_tab', 'hot lead'), "'uid' should use only"],
    [
      'an input without its label',
      () => put(route, [...english, 'inputFieldLabels', 'reason']),
      'inputFieldLabels has no label for reason',
    ],
    [
      'an output without its label',
      () => put(route, [...english, 'outputFieldLabels', 'outcome']),
      'outputFieldLabels has no label for outcome',
    ],
    [
      'a rule without its words',
      () => put(route, [...english, 'executionRules', 'held']),
      'executionRules has no label for held',
    ],
    ['an action without a name', () => put(route, [...english, 'actionName']), 'actionName'],
    [
      'a choice without choices',
      () => put(signal, ['inputFields', '0', 'typeDefinition', 'options']),
      'typeDefinition',
    ],
    ['webhooks to an http address', () => replace(webhooks, 'https://', 'http://'), 'targetUrl'],
    ['an action at an http address', () => replace(route, 'https://', 'http://'), 'actionUrl'],
    [
      'a property change of no property',
      () => put(webhooks, ['subscriptions', 'crmObjects', '9', 'propertyName']),
      'propertyName',
    ],
    [
      'pages that may ask localhost',
      () => put('app-hsmeta.json', ['permittedUrls', 'fetch'], ['https://localhost:3000']),
      'permittedUrls',
    ],
    ['no scope at all', () => put('app-hsmeta.json', ['auth', 'requiredScopes'], []), 'requiredScopes'],
    [
      'optional scopes without OAuth',
      () => {
        useStatic();
        put('app-hsmeta.json', ['auth', 'optionalScopes'], ['forms']);
      },
      'optionalScopes',
    ],
    [
      'a second settings page',
      () => edit(tab, () => text('settings/settings-hsmeta.json').replace('hot_lead_settings', 'more_settings')),
      'directory',
    ],
    [
      'a component in a folder too deep',
      () => cpSync(at(tab), at('cards/more/other-hsmeta.json')),
      'cards/more/other-hsmeta.json',
    ],
    ['a component of no known kind', () => replace(tab, '"card"', '"poster"'), 'Unsupported type'],
  ];

  test.each(cases)('%s', async (_what, spoil, says) => {
    spoil();
    expect((await projectProblems(copy)).join('\n')).toContain(says);
  });

  test('no app', async () => {
    rmSync(at('app-hsmeta.json'));
    expect((await projectProblems(copy)).join('\n')).toContain("with type 'app'");
  });

  test('a version of the platform that HubSpot does not know', async () => {
    writeFileSync(
      join(copy, 'hsproject.json'),
      JSON.stringify({ name: 'x', srcDir: 'src', platformVersion: '1999.01' }),
    );
    expect((await projectProblems(copy)).join('\n')).toContain('Unsupported platform version');
  });
});
