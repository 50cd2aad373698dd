import type { ErrorRequestHandler, Response } from 'express';
import { Failure } from '../../failure.ts';

/** HubSpot passes on no more: hubspot.fetch, read 2026-11-21. */
const MOST_BYTES = 1_000_000;

const STATUS: Record<string, number> = { forbidden: 403, unknown: 404, conflict: 409, too_large: 413 };

/** Answers with JSON that HubSpot passes on; what is larger is refused in words. */
export function send(response: Response, answer: object): void {
  const text = JSON.stringify(answer);
  if (Buffer.byteLength(text) > MOST_BYTES)
    throw Failure.permanent('This is more than HubSpot passes on to a page: use the command line for it.', {
      code: 'too_large',
    });
  response.status(200).type('json').send(text);
}

/** A refusal in words, in the form of every answer that can refuse. */
export function refuse(response: Response, status: number, text: string): void {
  response.status(status).json({ ok: false, text, problems: [{ path: '', text }] });
}

/** What the asker has to mend or know, in their words; everything else is for whoever runs this. */
export const refusals: ErrorRequestHandler = (error, _request, response, next) => {
  if (error instanceof Failure && error.kind === 'permanent')
    return refuse(response, STATUS[error.code ?? ''] ?? 400, error.message);
  if (error instanceof Failure) return refuse(response, 503, 'This does not work right now: try again in a minute.');
  if ((error as { status?: unknown }).status === 413) return refuse(response, 413, 'That is too much to send at once.');
  return next(error);
};
