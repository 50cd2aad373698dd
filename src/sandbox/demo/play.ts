import { setTimeout as delay } from 'node:timers/promises';
import type { HubspotSandbox } from '../hubspot/hubspot.ts';
import { personAt } from './people.ts';
import { stories, type Story } from './stories.ts';

export type Stage = {
  hubspot: HubspotSandbox;
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
  try {
    for (let n = 0; !stop.aborted; n += 1) {
      const story = stories[n % stories.length];
      if (story === undefined) return;
      await pause(pauseBefore(n), stage, stop);
      await playStory(story, stage, push, stop);
    }
  } catch (error) {
    if (!stop.aborted) stage.say(`the visitors stopped: ${error instanceof Error ? error.message : String(error)}`);
  }
}

async function playStory(story: Story, stage: Stage, push: () => Promise<void>, stop: AbortSignal): Promise<void> {
  const id = 'new' in story.who ? newcomer(stage, story.who.jobTitle) : contactWith(story.who.email, stage.hubspot);
  const contact: Record<string, string> = stage.hubspot.contact(id) ?? {};
  const name = `${contact['firstname']} ${contact['lastname']} (${contact['company']})`;
  stage.say(
    'new' in story.who ? `${name} subscribes to the newsletter: contact ${id}` : `${name}, contact ${id}, is back`,
  );
  await stage.save();
  await push();
  for (const scene of story.scenes) {
    await pause(scene.after, stage, stop);
    stage.say(`${name} ${scene.says}`);
    scene.does(stage.hubspot, id, stage.now());
    await push();
  }
}

function newcomer({ hubspot, nextNewcomer, now }: Stage, jobTitle: string | undefined): string {
  const { firstName, lastName, company, jobTitle: jobtitle, email } = personAt(nextNewcomer(), jobTitle);
  const phone = `+1 555 01${String(email.length % 100).padStart(2, '0')}`;
  const values = { firstname: firstName, lastname: lastName, company, jobtitle, phone, lifecyclestage: 'lead' };
  return hubspot.submitForm({ formId: 'newsletter', name: 'Newsletter', email, values, at: now() });
}

function contactWith(email: string, hubspot: HubspotSandbox): string {
  const { records } = hubspot.snapshot().shelves.contacts;
  const found = [...records.values()].find((record) => record.values['email'] === email);
  if (found === undefined)
    throw new Error(`the demo's HubSpot has no contact ${email}: delete its file to start fresh`);
  return found.id;
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
