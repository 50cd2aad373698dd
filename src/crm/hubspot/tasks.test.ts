import { describe, expect, test } from '@jest/globals';
import { startServer, type Reply } from '../../sandbox/server.ts';
import { hubspotApi } from './api.ts';
import { createTasks, findTasks } from './tasks.ts';

const now = () => Date.parse('2026-11-20T12:00:00Z');

/** A HubSpot of which only the given answers exist, for shapes the sandbox has no reason to give. */
async function answering(routes: Record<string, (body: { inputs: { id: string; after?: string }[] }) => Reply>) {
  const server = await startServer({ now, notFound: () => ({ status: 404 }) });
  for (const [path, reply] of Object.entries(routes)) {
    server.route('POST', path, (request) => reply(JSON.parse(request.rawBody.toString())));
  }
  const ask = hubspotApi({ token: () => 't', baseUrl: server.url, takeTurn: async () => {}, now });
  return { ask, [Symbol.asyncDispose]: () => server.close() };
}

const associations = '/crm/associations/2026-03/contacts/tasks/batch/read';
const tasksRead = '/crm/objects/2026-03/tasks/batch/read';
const tasksCreate = '/crm/objects/2026-03/tasks/batch/create';
const ok = (body: object): Reply => ({ status: 200, body });

describe('findTasks', () => {
  test("a contact's second page of tasks is read too, whether ids come as text or as numbers", async () => {
    await using on = await answering({
      [associations]: ({ inputs: [input] }) => {
        const from = { id: input?.id };
        if (input?.after !== undefined) return ok({ results: [{ from, to: [{ toObjectId: '2' }] }] });
        return ok({ results: [{ from, to: [{ toObjectId: 1 }], paging: { next: { after: 'x' } } }] });
      },
      [tasksRead]: ({ inputs }) =>
        ok({ results: inputs.map(({ id }) => ({ id, properties: { hs_task_body: `<p>Ref hotlead:${id}</p>` } })) }),
    });
    const found = await findTasks(on.ask, now)([{ leadId: '7', marker: 'hotlead:2' }]);
    expect([...found]).toEqual([['hotlead:2', '2']]);
  });

  test('tasks that could not be read are an error, never "not there"', async () => {
    const errors = [{ status: 'error', category: 'INTERNAL_ERROR', message: 'x', context: { fromObjectId: ['7'] } }];
    await using on = await answering({ [associations]: () => ({ status: 207, body: { results: [], errors } }) });
    const failure = findTasks(on.ask, now)([{ leadId: '7', marker: 'm' }]);
    await expect(failure).rejects.toMatchObject({ kind: 'retry' });
  });
});

describe('createTasks', () => {
  const task = (marker: string) => ({ leadId: '7', marker, subject: 's', body: 'b', dueAt: now() });

  test('results are joined to tasks by trace id, whatever their order, else by marker', async () => {
    const results = [
      { id: '12', properties: { hs_task_body: 'Ref b' } },
      { id: '11', objectWriteTraceId: '0' },
    ];
    await using on = await answering({ [tasksCreate]: () => ({ status: 201, body: { results } }) });
    expect(await createTasks(on.ask, now)([task('a'), task('b')])).toEqual([
      { ok: true, taskId: '11' },
      { ok: true, taskId: '12' },
    ]);
  });

  test('a task of which the answer says nothing may exist', async () => {
    await using on = await answering({ [tasksCreate]: () => ({ status: 201, body: { results: [] } }) });
    expect(await createTasks(on.ask, now)([task('a')])).toMatchObject([
      { ok: false, failure: { outcomeUnknown: true } },
    ]);
  });
});
