import type { Reply } from '../server.ts';

/** Thrown to answer with OAuth's own error shape, which is not the one of the REST API. */
export class OauthRefusal extends Error {
  readonly error: string;
  readonly status: number;

  constructor(error: string, description: string, status = 400) {
    super(description);
    this.error = error;
    this.status = status;
  }

  reply(): Reply {
    const headers = { 'Cache-Control': 'no-store' };
    return { status: this.status, headers, body: { error: this.error, error_description: this.message } };
  }
}

/** Turns a thrown refusal into its answer; anything else is a fault of the sandbox and flies. */
export function oauthRefusable(answer: () => Reply): Reply {
  try {
    return answer();
  } catch (error) {
    if (error instanceof OauthRefusal) return error.reply();
    throw error;
  }
}
