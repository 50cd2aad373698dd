import { parseArgs } from 'node:util';
import { alertMessage } from '../channels/slack/card.ts';
import { defaultModel, type Model } from '../domain/model.ts';
import { jsonFrom } from '../model/problems.ts';
import { readModelFile } from '../model/read.ts';
import { helpAsked } from './helpAsked.ts';
import { linesOf } from './replayLogLines.ts';
import { instantFrom, leadReader } from './scoreInput.ts';
import { previewOf, type PreviewState, previewStates } from './slackCardAlert.ts';

type Io = { out(line: string): void; err(line: string): void; now(): number };

const USAGE = `usage: hot-lead slack card --lead lead.json [--state ${previewStates.join('|')}] [--at 2026-01-31T09:00:00Z] [--model model.json]`;

/**
 * `hot-lead slack card`: prints the message `{text, blocks}` that a rep would see in Slack for a lead, as it may be pasted into
 * Slack's Block Kit Builder. The file is as for `hot-lead score --input`; of `lead.attributes` the card shows `firstName`,
 * `lastName`, `company`, `jobTitle`, `phone`, `recordUrl`, `owner`, `assignee` and uses `timeZone`. Without an
 * assignee it is the reader's own. A hot lead that is kept from sales gets its card all the same, which then says so; of one that
 * is not hot there is none. Returns the exit code.
 */
export async function slackCardCommand(args: string[], io: Io): Promise<number> {
  if (helpAsked(args, USAGE, io)) return 0;
  try {
    const { lead, state, at, model } = optionsFrom(args);
    const chosen: Model = model === undefined ? defaultModel : await readModelFile(model);
    const now = at === undefined ? undefined : instantFrom(at, '--at');
    const text = (await Array.fromAsync(linesOf(lead))).join('\n');
    const input = leadReader(chosen)(jsonFrom(text, lead), lead);
    const alert = previewOf(input, { state, model: chosen, now: now ?? input.at ?? io.now() });
    io.out(JSON.stringify(alertMessage(alert), undefined, 2));
    return 0;
  } catch (error) {
    io.err(`slack card: ${(error as Error).message}`);
    return 1;
  }
}

type Options = { lead: string; state: PreviewState; at?: string; model?: string };

function optionsFrom(args: string[]): Options {
  const text = { type: 'string' } as const;
  try {
    const options = { lead: text, state: { ...text, default: 'open' }, at: text, model: text };
    const { lead, state, ...more } = parseArgs({ args, options }).values;
    if (lead === undefined) throw new Error('--lead is missing');
    const known = previewStates.find((one) => one === state);
    if (known === undefined)
      throw new Error(`--state must be one of ${previewStates.join(', ')} (got ${JSON.stringify(state)})`);
    return { ...more, lead, state: known };
  } catch (cause) {
    throw new Error(`${(cause as Error).message}\n${USAGE}`, { cause });
  }
}
