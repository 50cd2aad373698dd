import { randomUUID } from 'node:crypto';
import type { Reply } from '../server.ts';

/** Thrown anywhere in the sandbox to answer with one of HubSpot's error shapes (dossier 3.16). */
export class Refusal extends Error {
  readonly status: number;
  readonly category: string;
  readonly more: Record<string, unknown>;

  constructor(status: number, category: string, message: string, more: Record<string, unknown> = {}) {
    super(message);
    this.status = status;
    this.category = category;
    this.more = more;
  }

  /** The body as HubSpot writes it; fields that do not apply are absent, as its error page says they may be. */
  reply(): Reply {
    const body = { status: 'error', message: this.message, correlationId: randomUUID(), category: this.category };
    return { status: this.status, body: { ...body, ...this.more } };
  }

  /** The same refusal as one entry of a 207 answer. */
  batchError(context: Record<string, string[]>): object {
    return { status: 'error', category: this.category, message: this.message, context };
  }
}

/** 400 VALIDATION_ERROR. */
export function invalid(message: string, more: Record<string, unknown> = {}): Refusal {
  return new Refusal(400, 'VALIDATION_ERROR', message, more);
}

/** 404 for a record; HubSpot says no more than this about one that is archived, erased or never was. */
export function notFound(message = 'resource not found'): Refusal {
  return new Refusal(404, 'OBJECT_NOT_FOUND', message);
}

/** Turns a thrown refusal into its answer; anything else is a fault of the sandbox and flies. */
export function refusable(answer: () => Reply): Reply {
  try {
    return answer();
  } catch (error) {
    if (error instanceof Refusal) return error.reply();
    throw error;
  }
}
