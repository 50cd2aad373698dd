import { versioned, type manyOf } from './components.ts';
import { filled, list, object, oneOf, operation, ref, text, type Paths, type Schema } from './schema.ts';

const text65k = { type: 'string', maxLength: 65_536 };

// Dossier 3.4. When it is due, or was, must be said; owners and queues may be said.
const values: Record<'tasks' | 'notes', Record<string, Schema>> = {
  tasks: {
    hs_task_status: oneOf('NOT_STARTED', 'IN_PROGRESS', 'WAITING', 'COMPLETED', 'DEFERRED'),
    hs_task_priority: oneOf('NONE', 'LOW', 'MEDIUM', 'HIGH'),
    hs_task_type: oneOf('TODO', 'CALL', 'EMAIL'),
  },
  notes: { hs_note_body: text65k },
};

/** Making tasks and notes, which have to say a time and what they are about, be it nothing. */
export function taskOrNote(type: 'tasks' | 'notes', many: ReturnType<typeof manyOf>): Paths {
  const given: Schema = {
    type: 'object',
    properties: { hs_timestamp: filled, ...values[type] },
    required: ['hs_timestamp'],
    additionalProperties: text65k,
  };
  const fields = { properties: given, associations: ref('Links'), objectWriteTraceId: text };
  const made = object(fields, ['properties', 'associations']);
  const root = `/crm/objects/{version}/${type}`;
  const named = type === 'tasks' ? 'Task' : 'Note';
  return {
    [root]: {
      post: operation({
        id: `create${named}`,
        summary: `One new ${named.toLowerCase()}`,
        path: versioned,
        body: made,
        answers: { 201: ref('Record') },
      }),
    },
    [`${root}/batch/create`]: {
      post: operation({
        id: `create${named}s`,
        summary: `Up to 100 new ${type}`,
        path: versioned,
        body: object({ inputs: list(made, { minItems: 1, maxItems: 100 }) }, ['inputs']),
        answers: { 201: many.done, 207: many.partly },
      }),
    },
  };
}
