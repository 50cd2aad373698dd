import type { Reply } from '../server.ts';
import type { AddEndpoint, Asked } from './endpoint.ts';
import { objects, optionalText, strings, text, type Json } from './input.ts';
import { checked, findRecord, newLinks, scopesFor, typeOf } from './object-routes.ts';
import type { ObjectType } from './object-types.ts';
import type { CrmRecord } from './records.ts';
import { archiveRecord } from './recycle-bin.ts';
import { invalid, notFound, Refusal } from './refusal.ts';
import { recordView, writtenView } from './views.ts';
import { createRecord, updateRecord } from './writes.ts';

/** Up to 100 records a call. */
export function batchRoutes(add: AddEndpoint): void {
  add('POST', '/crm/objects/V/:type/batch/read', scopesFor('read'), readMany);
  add('POST', '/crm/objects/V/:type/batch/create', scopesFor('write'), createMany);
  add('POST', '/crm/objects/V/:type/batch/update', scopesFor('write'), changeMany);
  add('POST', '/crm/objects/V/:type/batch/upsert', scopesFor('write'), upsertMany);
  add('POST', '/crm/objects/V/:type/batch/archive', scopesFor('write'), archiveMany);
}

/** The inputs of a batch; 400 beyond `most`. */
export function inputsOf(body: Json, most: number, of = 'request'): Json[] {
  const inputs = objects(body, 'inputs', 'required');
  if (inputs.length <= most) return inputs;
  throw invalid(`The maximum number of inputs supported in a batch ${of} is ${most}. Found: ${inputs.length}`);
}

/** 207 when something failed, else `status`; either way `errors` says what. The order of results is not promised: by id here. */
export function batchReply(asked: Asked, status: number, results: Record<string, unknown>[], errors: object[]): Reply {
  const at = new Date(asked.portal.now()).toISOString();
  const body = { status: 'COMPLETE', results: results.toSorted(byId), startedAt: at, completedAt: at };
  if (errors.length === 0) return { status, body };
  return { status: 207, body: { ...body, numErrors: errors.length, errors } };
}

function byId(a: Record<string, unknown>, b: Record<string, unknown>): number {
  return Number(a['id'] ?? 0) - Number(b['id'] ?? 0);
}

function readMany(asked: Asked): Reply {
  const { portal, body } = asked;
  const type = typeOf(asked);
  const history = strings(body, 'propertiesWithHistory');
  const inputs = history.length > 0 ? inputsOf(body, 50, 'request for property histories') : inputsOf(body, 100);
  const ids = [...new Set(inputs.map((input) => text(input, 'id')))];
  const idProperty = optionalText(body, 'idProperty');
  const found = ids.map((id) => findRecord(portal, type, id, idProperty));
  const missing = ids.filter((_, i) => found[i] === undefined);
  const wanted = { properties: strings(body, 'properties'), history, associations: [] };
  const records = [...new Set(found.filter((record) => record !== undefined))];
  const results = records.map((record) => recordView(portal, type, record, wanted));
  return batchReply(asked, 200, results, missing.length > 0 ? [missingError(missing)] : []);
}

function missingError(ids: string[]): object {
  return notFound('Could not get some objects, they may be deleted or not exist. Check that ids are valid.').batchError(
    { ids },
  );
}

/**
 * With an `objectWriteTraceId` on every input each fails alone, and its error carries that id; without, one failure is the
 * whole batch's (error-handling page of the API reference, "Multi-status errors").
 */
function createMany(asked: Asked): Reply {
  const { portal, body, writer } = asked;
  const type = typeOf(asked);
  const inputs = inputsOf(body, 100);
  const traced = inputs.every((input) => typeof input['objectWriteTraceId'] === 'string');
  const errors: object[] = [];
  const records: [Json, CrmRecord][] = [];
  if (!traced) for (const input of inputs) checked(portal, type, input);
  for (const input of inputs) {
    try {
      records.push([input, createRecord(portal, type, checked(portal, type, input), newLinks(input), writer)]);
    } catch (error) {
      if (!(error instanceof Refusal) || !traced) throw error;
      errors.push(error.batchError({ objectWriteTraceId: [text(input, 'objectWriteTraceId')] }));
    }
  }
  const results = records.map(([input, record]) => ({ ...writtenView(portal, type, record), ...traceOf(input) }));
  return batchReply(asked, 201, results, errors);
}

function traceOf(input: Json): Json {
  const id = input['objectWriteTraceId'];
  return id === undefined ? {} : { objectWriteTraceId: id };
}

/** A bad value anywhere is the 400 of the whole batch; a missing record only its own error (dossier 3.2). */
function changeMany(asked: Asked): Reply {
  const { portal, body } = asked;
  const type = typeOf(asked);
  const inputs = inputsOf(body, 100);
  refuseRepeats(inputs);
  const changes = inputs.map((input) => ({ input, values: checked(portal, type, input) }));
  const results: Record<string, unknown>[] = [];
  const errors: object[] = [];
  for (const { input, values } of changes) {
    const id = text(input, 'id');
    const record = findRecord(portal, type, id, updateKey(asked, type, input));
    if (!record) errors.push(notFound().batchError({ ids: [id] }));
    else results.push(changed(asked, type, record, values, input, errors));
  }
  return batchReply(
    asked,
    200,
    results.filter((result) => result['id'] !== undefined),
    errors,
  );
}

function changed(
  asked: Asked,
  type: ObjectType,
  record: CrmRecord,
  values: Record<string, string>,
  input: Json,
  errors: object[],
): Json {
  try {
    updateRecord(asked.portal, type, record, values, asked.writer);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const trace = input['objectWriteTraceId'];
    errors.push(error.batchError(typeof trace === 'string' ? { objectWriteTraceId: [trace] } : { ids: [record.id] }));
    return {};
  }
  return { ...writtenView(asked.portal, type, record), ...traceOf(input) };
}

/** Batch update takes custom unique properties but not the e-mail: github.com/HubSpot/hubspot-api-nodejs/issues/548. */
function updateKey({ portal }: Asked, type: ObjectType, input: Json): string | undefined {
  const key = optionalText(input, 'idProperty');
  if (key === undefined) return undefined;
  const custom = portal.shelves[type].unique.has(key) && portal.properties[type].get(key)?.hubspotDefined === false;
  if (custom) return key;
  throw invalid(`Unable to perform update/upsert by non-unique ${type} property ${key} in portal ID ${portal.id}`);
}

function refuseRepeats(inputs: Json[]): void {
  const ids = inputs.map((input) => text(input, 'id'));
  const repeated = ids.filter((id, i) => ids.indexOf(id) !== i);
  if (repeated.length > 0)
    throw invalid(`Duplicate IDs found in batch input: [${repeated.join(', ')}]. IDs must be unique`);
}

function upsertMany(asked: Asked): Reply {
  const { portal, body, writer } = asked;
  const type = typeOf(asked);
  const inputs = inputsOf(body, 100);
  refuseRepeats(inputs);
  const changes = inputs.map((input) => ({ input, values: checked(portal, type, input) }));
  const results = changes.map(({ input, values }) => {
    const key = text(input, 'idProperty');
    const found = findRecord(portal, type, text(input, 'id'), key);
    if (found) updateRecord(portal, type, found, values, writer);
    const record = found ?? createRecord(portal, type, { [key]: text(input, 'id'), ...values }, [], writer);
    return { ...writtenView(portal, type, record), ...traceOf(input), new: found === undefined };
  });
  return batchReply(asked, 200, results, []);
}

function archiveMany(asked: Asked): Reply {
  for (const input of inputsOf(asked.body, 100))
    archiveRecord(asked.portal, typeOf(asked), text(input, 'id'), asked.writer);
  return { status: 204 };
}
