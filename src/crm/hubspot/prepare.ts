import { z } from 'zod';
import { Failure } from '../../failure.ts';
import type { Crm, Preparation } from '../crm.ts';
import type { Ask } from './api.ts';
import { group, wantedProperties, type WantedProperty } from './contact-properties.ts';
import { hotOptionOf, hotStatus, readProperty, type Property, type PropertyOption } from './lead-status.ts';
import { paths } from './paths.ts';

/**
 * `Crm.prepare`: what a person must change comes as a problem, and the rest is still done. A passing failure throws, and so does
 * a refused token, with which nothing can be done.
 */
export function prepare(ask: Ask): Crm['prepare'] {
  return async () => {
    const report: Preparation = { done: [], problems: [] };
    await step(report, () => ensureGroup(ask));
    for (const wanted of wantedProperties) await step(report, () => ensureProperty(ask, wanted));
    await step(report, () => ensureHotStatus(ask));
    return report;
  };
}

/** What a step did, or a problem to tell; undefined when all was well already. */
type Finding = { did: string } | { problem: string } | undefined;

async function step(report: Preparation, work: () => Promise<Finding>): Promise<void> {
  try {
    const finding = await work();
    if (finding === undefined) return;
    if ('did' in finding) report.done.push(finding.did);
    else report.problems.push(finding.problem);
  } catch (error) {
    if (!(error instanceof Failure) || !(error.kind === 'permanent' || error.code === 'forbidden')) throw error;
    report.problems.push(error.message);
  }
}

async function ensureGroup(ask: Ask): Promise<Finding> {
  const path = `${paths.contactProperties}/groups`;
  const found = await unless('not_found', () =>
    ask(
      { what: `read property group ${group.name}`, method: 'GET', path: `${path}/${group.name}`, writes: false },
      z.unknown(),
    ),
  );
  if (found !== undefined) return undefined;
  const call = {
    what: `create property group ${group.name}`,
    method: 'POST',
    path,
    body: group,
    writes: true,
  } as const;
  await unless('conflict', () => ask(call, z.unknown()));
  return { did: `created the contact property group "${group.label}"` };
}

async function ensureProperty(ask: Ask, wanted: WantedProperty): Promise<Finding> {
  const found = await unless('not_found', () => readProperty(ask, wanted.name));
  if (found !== undefined)
    return found.type === wanted.type ? ensureOptions(ask, found, wanted) : wrongType(found, wanted);
  const body = { ...wanted, groupName: group.name };
  const call = { what: `create property ${wanted.name}`, method: 'POST', path: paths.contactProperties, body } as const;
  const made = await unless('conflict', () => ask({ ...call, writes: true }, z.unknown()));
  return made === undefined ? undefined : { did: `created the contact property "${wanted.label}" (${wanted.name})` };
}

function wrongType(found: Property, wanted: WantedProperty): Finding {
  const advice = 'delete or rename it in HubSpot (Settings > Properties), then start again';
  return {
    problem: `hubspot: the contact property ${wanted.name} is of type ${found.type}, not ${wanted.type}: ${advice}`,
  };
}

async function ensureOptions(ask: Ask, found: Property, wanted: WantedProperty): Promise<Finding> {
  const missing = (wanted.options ?? []).filter(
    ({ value }) => !found.options?.some((option) => option.value === value),
  );
  return missing.length === 0 ? undefined : addOptions(ask, found, missing);
}

async function ensureHotStatus(ask: Ask): Promise<Finding> {
  const found = await readProperty(ask, 'hs_lead_status');
  const options = found.options ?? [];
  const existing = hotOptionOf(options);
  if (existing?.hidden) {
    return {
      problem: `hubspot: the Lead Status option "${existing.label}" is hidden: show it in HubSpot (Settings > Properties)`,
    };
  }
  if (existing) return undefined;
  const displayOrder = Math.max(-1, ...options.map((option) => option.displayOrder ?? -1)) + 1;
  return addOptions(ask, found, [{ ...hotStatus, displayOrder, hidden: false, description: undefined }]);
}

// A PATCH replaces the whole list: all options go back with the new ones behind them, and are read again to be sure.
async function addOptions(ask: Ask, found: Property, missing: PropertyOption[]): Promise<Finding> {
  const wanted = [...(found.options ?? []), ...missing];
  const call = {
    what: `add an option to ${found.name}`,
    method: 'PATCH',
    path: `${paths.contactProperties}/${found.name}`,
  } as const;
  await ask({ ...call, body: { options: wanted }, writes: true }, z.unknown());
  const after = new Set((await readProperty(ask, found.name)).options?.map(({ value }) => value));
  const lost = wanted.filter(({ value }) => !after.has(value));
  if (lost.length === 0)
    return { did: `added to ${found.name}: ${missing.map(({ label }) => `"${label}"`).join(', ')}` };
  const names = lost.map(({ label }) => `"${label}"`).join(', ');
  return {
    problem: `hubspot: ${found.name} lacks the options ${names} after adding: add them in HubSpot (Settings > Properties)`,
  };
}

async function unless<T>(code: 'not_found' | 'conflict', work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Failure && error.code === code) return undefined;
    throw error;
  }
}
