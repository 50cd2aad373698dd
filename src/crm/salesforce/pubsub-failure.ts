import { z } from 'zod';

/**
 * Why a stream ended. `session`: another is to be had; `place`: it cannot go on where we were; `absent`: nobody selected the object,
 * or we may not see it; `full`: the org's events of the day are used up; `passing`: anything else.
 */
export type Ending = { kind: 'session' | 'place' | 'absent' | 'full' | 'passing'; words: string };

const refusal = z.object({ code: z.number(), metadata: z.unknown() });

/** The numbers are those of gRPC. */
const [INVALID_ARGUMENT, NOT_FOUND, PERMISSION_DENIED, RESOURCE_EXHAUSTED, UNAUTHENTICATED] = [3, 5, 7, 8, 16];

/** What the end of a stream means; undefined: it ended without an error. The words hold the codes alone. */
export function endingOf(error: unknown): Ending {
  const parsed = refusal.safeParse(error);
  if (!parsed.success) return { kind: 'passing', words: 'the stream ended' };
  const { code, metadata } = parsed.data;
  const vendors = vendorsCode(metadata);
  return { kind: kindOf(code, vendors), words: `gRPC status ${code}${vendors === '' ? '' : ` (${vendors})`}` };
}

function kindOf(code: number, vendors: string): Ending['kind'] {
  if (vendors.includes('limit.exceeded') || code === RESOURCE_EXHAUSTED) return 'full';
  if (code === UNAUTHENTICATED) return 'session';
  if (vendors.includes('replayid') && code === INVALID_ARGUMENT) return 'place';
  return code === NOT_FOUND || code === PERMISSION_DENIED ? 'absent' : 'passing';
}

/** gRPC's metadata, of which the client has no type. */
type Trailers = { get?: (name: string) => unknown[] } | undefined;

function vendorsCode(metadata: unknown): string {
  const trailers = metadata as Trailers;
  const said = typeof trailers?.get === 'function' ? trailers.get('error-code')[0] : undefined;
  return typeof said === 'string' && /^[\w.]{1,200}$/.test(said) ? said : '';
}
