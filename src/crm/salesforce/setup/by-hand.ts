import type { Org, Row } from '../org.ts';
import type { Finding } from './finding.ts';
import type { Package } from './package.ts';
import type { SetupOrg, Shipped } from './setup-org.ts';
import type { SourceFile } from './source-tree.ts';

const dashboard = 'Hot_Lead_Dashboard';

/** The dashboard's address, the members of the queue, and which flows are on: what the metadata API does not tell. */
export async function inUseFindings({ org, instanceUrl }: SetupOrg, parts: Package): Promise<Finding[]> {
  return [await dashboardFinding(org, instanceUrl), await queueFinding(org), ...(await flowFindings(org, parts))];
}

/** Only to be called once the files are there. */
async function dashboardFinding(org: Org, instanceUrl: string): Promise<Finding> {
  const about = { area: 'files', what: 'the Hot Lead dashboard', state: 'there' } as const;
  const row = await rowNamed(org, 'Dashboard', dashboard);
  const place = row === undefined ? 'o/Dashboard/home' : `r/Dashboard/${String(row['Id'])}/view`;
  const where = row === undefined ? ', in the folder "Hot Lead Signal"' : '';
  return { ...about, sentence: `${instanceUrl.replace(/\/+$/, '')}/lightning/${place}${where}` };
}

async function rowNamed(org: Org, object: string, name: string): Promise<Row | undefined> {
  if ((await org.describe(object))?.fields.has('DeveloperName') !== true) return undefined;
  const [[row] = []] = await org.queries({ what: `find ${name}` }, [
    `SELECT Id FROM ${object} WHERE DeveloperName = '${name}'`,
  ]);
  return row;
}

async function queueFinding(org: Org): Promise<Finding> {
  const about = { area: 'access', what: 'the queue "Hot Leads"' } as const;
  const group = await rowNamed(org, 'Group', 'Hot_Leads');
  const soql = `SELECT Id FROM GroupMember WHERE GroupId = '${String(group?.['Id'])}'`;
  const [members = []] = group === undefined ? [] : await org.queries({ what: 'read a queue' }, [soql]);
  if (members.length > 0)
    return {
      ...about,
      state: 'there',
      sentence: `has ${members.length === 1 ? '1 member' : `${members.length} members`}`,
    };
  const steps = ['Setup > Queues > Hot Leads > Edit: add the reps, or a public group of them'];
  return {
    ...about,
    state: 'there',
    left: 'hand',
    sentence: 'nobody is in it: whoever is to see leads that nobody has',
    steps,
  };
}

/** Production takes flows switched off, unless it is set otherwise. */
async function flowFindings(org: Org, { members }: Package): Promise<Finding[]> {
  const flows = members.get('Flow') ?? [];
  if (flows.length === 0) return [];
  const active = await activeFlows(org, flows);
  return flows.map((name): Finding => {
    const about = { area: 'files', what: `the flow ${name}`, state: 'there' } as const;
    if (active?.has(name)) return { ...about, sentence: 'is active' };
    const steps = [`Setup > Flows > ${name.replaceAll('_', ' ')} > Activate`];
    if (active === undefined)
      return { ...about, left: 'look', sentence: 'whether it is active cannot be seen from here', steps };
    return { ...about, left: 'hand', sentence: 'is switched off', steps };
  });
}

async function activeFlows(org: Org, names: readonly string[]): Promise<Set<string> | undefined> {
  const fields = (await org.describe('FlowDefinitionView'))?.fields;
  if (!fields?.has('ApiName') || !fields.has('IsActive')) return undefined;
  const list = names.map((name) => `'${name}'`).join(', ');
  const soql = `SELECT ApiName FROM FlowDefinitionView WHERE IsActive = true AND ApiName IN (${list})`;
  const [rows = []] = await org.queries({ what: 'read flows' }, [soql]);
  return new Set(rows.map((row) => String(row['ApiName'])));
}

/** What no interface of Salesforce lets us do rightly for everybody. */
export function handFindings({ sources }: Shipped): Finding[] {
  const pages = sources.filter(({ path }) => path.startsWith('flexipages/')).map(labelIn);
  return [
    ...(pages.length === 0 ? [] : [pagesFinding(pages)]),
    hand('the score of converted leads', 'a converted lead takes it along where its fields are mapped', [
      'Setup > Object Manager > Lead > Fields & Relationships > Map Lead Fields: each field of ours to the one of the same name of Contact',
    ]),
    hand('optional parts', 'change events, a queue for tasks, standard fields for a narrow profile', [
      'salesforce-metadata/optional/README.md says what each does, and how it is deployed',
    ]),
  ];
}

function pagesFinding(labels: readonly string[]): Finding {
  return hand('the record pages', 'they are there, and a person says who gets them', [
    ...labels.map((label) => `Setup > Lightning App Builder > ${label} > Activation: for the org, an app, or profiles`),
    'or keep the pages you have: open a lead, the gear > Edit Page, and drag "Hot Lead Signal" to where it belongs',
  ]);
}

function labelIn({ path, content }: SourceFile): string {
  return /^ {4}<masterLabel>([^<]*)</m.exec(content.toString('utf8'))?.[1] ?? path;
}

function hand(what: string, sentence: string, steps: string[]): Finding {
  return { area: 'hand', what, state: 'missing', left: 'hand', sentence, steps };
}
