import type { Reply } from '../server.ts';

/** One entry of an error list, as REST writes it (dossier 4.5). */
export type ErrorEntry = { message: string; errorCode: string; fields?: string[] };

/** Thrown anywhere in the sandbox to answer with Salesforce's error shape: always a list, `fields` only where it is about some. */
export class Refusal extends Error {
  readonly status: number;
  readonly errorCode: string;
  readonly fields: string[];

  constructor(status: number, errorCode: string, message: string, fields: string[] = []) {
    super(message);
    this.status = status;
    this.errorCode = errorCode;
    this.fields = fields;
  }

  entry(): ErrorEntry {
    const { message, errorCode, fields } = this;
    return fields.length > 0 ? { message, errorCode, fields } : { message, errorCode };
  }

  reply(): Reply {
    return { status: this.status, body: [this.entry()] };
  }

  /** The same as one row of a collection's answer, which says `statusCode` where the others say `errorCode`. */
  row(): { statusCode: string; message: string; fields: string[] } {
    return { statusCode: this.errorCode, message: this.message, fields: this.fields };
  }
}

/** 400 with this code. */
export function refused(errorCode: string, message: string, fields: string[] = []): Refusal {
  return new Refusal(400, errorCode, message, fields);
}

/** Turns a thrown refusal into its answer; anything else is a fault of the sandbox and flies. */
export async function refusable(answer: () => Reply | Promise<Reply>): Promise<Reply> {
  try {
    return await answer();
  } catch (error) {
    if (error instanceof Refusal) return error.reply();
    throw error;
  }
}
