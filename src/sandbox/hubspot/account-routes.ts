import type { Reply } from '../server.ts';
import type { AddEndpoint, Asked } from './endpoint.ts';
import { kindOf, objectTypes, type ObjectType } from './object-types.ts';
import { salesPipeline } from './pipelines.ts';
import { customPropertiesOf, type Portal } from './portal.ts';
import { notFound } from './refusal.ts';

/** Facts of the account: who it is, how much of it is used, its deal pipelines. */
export function accountRoutes(add: AddEndpoint): void {
  add('GET', '/account-info/V/details', [], ({ portal }) => ({ status: 200, body: details(portal) }));
  // The scopes are not in the reference we read.
  add('GET', '/crm/limits/V/custom-properties', [], customProperties);
  const deals = ['crm.objects.deals.read'];
  add('GET', '/crm/pipelines/V/deals', deals, () => ({ status: 200, body: { results: [salesPipeline] } }));
  add('GET', '/crm/pipelines/V/deals/:id', deals, ({ request }) => {
    if (request.params['id'] !== salesPipeline.id) throw notFound();
    return { status: 200, body: salesPipeline };
  });
}

function details({ id, accountType, timeZone, region, now }: Portal): object {
  const offsetMs = offsetOf(timeZone, now());
  return {
    portalId: id,
    accountType,
    timeZone,
    companyCurrency: 'USD',
    additionalCurrencies: [],
    utcOffset: offsetText(offsetMs),
    utcOffsetMilliseconds: offsetMs,
    uiDomain: region === 'na1' ? 'app.hubspot.com' : `app-${region}.hubspot.com`,
    dataHostingLocation: region,
  };
}

function offsetOf(timeZone: string, at: number): number {
  const local = new Date(at).toLocaleString('sv-SE', { timeZone });
  return Math.round((Date.parse(`${local.replace(' ', 'T')}Z`) - at) / 60_000) * 60_000;
}

function offsetText(ms: number): string {
  const [hours, minutes] = [Math.trunc(Math.abs(ms) / 3_600_000), Math.trunc(Math.abs(ms) / 60_000) % 60];
  return `${ms < 0 ? '-' : '+'}${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`;
}

function customProperties({ portal }: Asked): Reply {
  const byObjectType = (['contacts', 'companies', 'deals'] satisfies ObjectType[]).map((type) => used(portal, type));
  const overallUsage = objectTypes.reduce((sum, type) => sum + customPropertiesOf(portal, type), 0);
  const overallLimit = portal.customProperties * objectTypes.length;
  const overallPercentage = (100 * overallUsage) / overallLimit;
  return { status: 200, body: { byObjectType, overallLimit, overallPercentage, overallUsage } };
}

function used(portal: Portal, type: ObjectType): object {
  const { typeId, singular } = kindOf(type);
  const [limit, usage] = [portal.customProperties, customPropertiesOf(portal, type)];
  const label = singular.charAt(0).toUpperCase() + singular.slice(1);
  const labels = { singularLabel: label, pluralLabel: type.charAt(0).toUpperCase() + type.slice(1) };
  return { objectTypeId: typeId, ...labels, limit, usage, percentage: (100 * usage) / limit };
}
