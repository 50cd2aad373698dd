import { setTimeout as delay } from 'node:timers/promises';
import type { HubspotSandbox } from '../hubspot/hubspot.ts';
import type { SalesforceSandbox } from '../salesforce/salesforce.ts';
import { arrival, type Visit } from './arrivals.ts';
import { stories } from './stories.ts';

export type Stage = {
  hubspot: HubspotSandbox;
  /** Absent: the company has no Salesforce, and whoever is known only there does not come. */
  org?: SalesforceSandbox;
  now: () => number;
  say: (text: string) => void;
  /** Where the app takes HubSpot's webhooks, and the address they are signed for. */
  webhooks: string;
  signedUrl: string;
  /** Counts newcomers over all runs: the number of the next one. */
  nextNewcomer: () => number;
  /** Keeps what happened before the app hears of it, so that ids are never given twice. */
  save: () => Promise<void>;
  /** Multiplies every pause: 1 for people, 0 for tests. */
  pace: number;
};

/** Seconds before the n-th visitor (from 0) of this run: soon, then calm enough to read, then now and then. */
function pauseBefore(n: number): number {
  if (n === 0) return 2;
  return n < stories.length ? 15 + (n % 3) * 5 : n < 3 * stories.length ? 40 : 120;
}

/** Lets visitors behave until disposed; disposing waits for the step that is under way. */
export function play(stage: Stage): AsyncDisposable {
  const stopped = new AbortController();
  const ended = perform(stage, stopped.signal);
  return {
    async [Symbol.asyncDispose]() {
      stopped.abort();
      await ended;
    },
  };
}

async function perform(stage: Stage, stop: AbortSignal): Promise<void> {
  const push = pusher(stage);
  const played = stories.filter((story) => story.in === 'hubspot' || stage.org !== undefined);
  try {
    for (let n = 0; !stop.aborted; n += 1) {
      const story = played[n % played.length];
      if (story === undefined) return;
      await pause(pauseBefore(n), stage, stop);
      await playStory(arrival(story, stage), stage, push, stop);
    }
  } catch (error) {
    if (!stop.aborted) stage.say(`the visitors stopped: ${error instanceof Error ? error.message : String(error)}`);
  }
}

async function playStory(visit: Visit, stage: Stage, push: () => Promise<void>, stop: AbortSignal): Promise<void> {
  await stage.save();
  await push();
  for (const { after, says, does } of visit.scenes) {
    await pause(after, stage, stop);
    stage.say(`${visit.name} ${says}`);
    does(stage.now());
    await push();
  }
}

async function pause(seconds: number, { pace }: Stage, stop: AbortSignal): Promise<void> {
  await delay(seconds * 1000 * pace, undefined, { signal: stop });
}

/** Sends what happened, and what failed before. Trouble is said once until it is over: an app that restarts is no news. */
function pusher({ hubspot, say, webhooks, signedUrl }: Stage): () => Promise<void> {
  let troubled = false;
  return async () => {
    const again = troubled ? await hubspot.redeliver('failed', { signedUrl }) : [];
    const sent = await hubspot.sendWebhooks(webhooks, { signedUrl });
    const failed = [...again, ...sent].find(({ status }) => status === undefined || status >= 300);
    if (failed !== undefined && !troubled) {
      say(`the app did not take a webhook (${failed.status ?? 'no answer'}); it is sent again with the next ones`);
    }
    if (failed === undefined && troubled) say('the app takes webhooks again, the missed ones too');
    troubled = failed !== undefined;
  };
}
