import { z } from 'zod';
import type { Ask } from './api.ts';
import { paths } from './paths.ts';

/** What a stage of a deal pipeline is called, and whether a deal in it is over. */
export type Stage = { label: string | undefined; state: 'open' | 'won' | 'lost' };

/** The stage of this id in this pipeline; undefined when there is none such. */
export type StageOf = (pipeline: string | undefined, stage: string | undefined) => Stage | undefined;

const stage = z.object({
  id: z.coerce.string(),
  label: z.string().nullish(),
  metadata: z.record(z.string(), z.unknown()).nullish(),
});
const answer = z.object({ results: z.array(z.object({ id: z.coerce.string(), stages: z.array(stage) })) });

/** Pipelines seldom change, and every reading of deals needs them. */
const keptMs = 600_000;

/** Reads the deal pipelines, at most every 10 minutes; a failed reading is not kept. */
export function stageReader(ask: Ask, now: () => number): () => Promise<StageOf> {
  let known: { at: number; stageOf: StageOf } | undefined;
  return async () => {
    if (known === undefined || now() - known.at >= keptMs) known = { at: now(), stageOf: await readStages(ask) };
    return known.stageOf;
  };
}

async function readStages(ask: Ask): Promise<StageOf> {
  const call = { what: 'read deal pipelines', method: 'GET', path: paths.dealPipelines, writes: false } as const;
  const { results } = await ask(call, answer);
  const stages = new Map<string, Stage>();
  for (const pipeline of results) {
    for (const each of pipeline.stages) stages.set(keyOf(pipeline.id, each.id), stageFrom(each));
  }
  return (pipeline, id) => stages.get(keyOf(pipeline ?? '', id ?? ''));
}

function keyOf(pipeline: string, id: string): string {
  return JSON.stringify([pipeline, id]);
}

// Both values are texts: "true", "1.0". Won is closed with certainty.
function stageFrom({ label, metadata }: z.infer<typeof stage>): Stage {
  const isClosed = String(metadata?.['isClosed']) === 'true';
  const isWon = Number(metadata?.['probability']) === 1;
  return { label: label?.trim() || undefined, state: !isClosed ? 'open' : isWon ? 'won' : 'lost' };
}
