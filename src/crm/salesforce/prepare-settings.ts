import type { Described, Row } from './org.ts';
import { quoted } from './soql.ts';

/** What the configuration names in the org: a queue by its developer name or id, and a field of Account. */
export type Configured = { taskQueue?: string; csmField?: string };

/** Asks for the queue, and for all queues that take tasks; nothing where none is configured. */
export function queueQuestions(taskQueue: string | undefined): string[] {
  if (taskQueue === undefined) return [];
  return [queueQuestion(taskQueue), "SELECT QueueId FROM QueueSobject WHERE SobjectType = 'Task'"];
}

/** By its developer name, or its id. */
export function queueQuestion(taskQueue: string): string {
  const field = /^00G\w{12}(\w{3})?$/.test(taskQueue) ? 'Id' : 'DeveloperName';
  return `SELECT Id FROM Group WHERE Type = 'Queue' AND ${field} = ${quoted(taskQueue)}`;
}

/** What is wrong with the configured queue, by the answers to `queueQuestions`. */
export function queueProblem(taskQueue: string | undefined, [queues = [], takers = []]: Row[][]): string | undefined {
  if (taskQueue === undefined) return undefined;
  const named = `salesforce: SALESFORCE_TASK_QUEUE: the queue ${taskQueue}`;
  const id = queues[0]?.['Id'];
  if (id === undefined) return `${named} is not there: correct it, or make the queue in Setup > Queues`;
  if (takers.some((row) => row['QueueId'] === id)) return undefined;
  return `${named} takes no tasks: add Task to its supported objects in Setup > Queues, or name another one`;
}

/** What is wrong with the configured field for who looks after a customer. */
export function csmProblem(csmField: string | undefined, account: Described | undefined): string | undefined {
  if (csmField === undefined) return undefined;
  const named = `salesforce: SALESFORCE_CSM_FIELD: the field Account.${csmField}`;
  const found = account?.fields.get(csmField);
  if (found === undefined)
    return `${named} is not there, or hidden from the user we are: correct it, or show it to them`;
  if (found.referenceTo.includes('User')) return undefined;
  return `${named} is no lookup to User: name one that is`;
}
