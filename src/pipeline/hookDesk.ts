import { hookBody, sampleData } from '../domain/telling/hookData.ts';
import { type HookType, hookTypes, isHookType } from '../domain/telling/hookTypes.ts';
import { Failure } from '../failure.ts';
import type { Hook } from '../store/hooks.ts';
import type { Store } from '../store/store.ts';

type Options = {
  store: Pick<Store, 'together'>;
  /** Encrypts a secret for this workspace; absent without SECRET_KEY, and then nobody can subscribe. */
  seal: ((workspace: string, secret: string) => string) | undefined;
  newSecret: () => string;
  /** What is wrong with an address, in words. */
  addressProblem: (url: string) => string | undefined;
  /** Deliveries are due. */
  wake: (workspace: string, steps: string[]) => Promise<void>;
  now: () => number;
};

/** A subscription as its owner may see it. */
export type ShownHook = Omit<Hook, 'sealed'>;

export type HookDesk = ReturnType<typeof hookDesk>;

/** Whoever asks for more has a mistake in their program. */
const MOST_HOOKS = 200;
const SAMPLES = 3;
const LONGEST_URL = 2_048;
/** `whsec_` and 24 to 64 bytes: github.com/standard-webhooks/standard-webhooks, spec, "Symmetric". */
const SECRET = /^whsec_([A-Za-z0-9+/]{32,88}={0,2})$/;

/** Subscribing to what happens, for the API and the command line alike. Throws a permanent Failure for what the asker has to mend. */
export function hookDesk({ store, seal, newSecret, addressProblem, wake, now }: Options) {
  async function subscribe(workspace: string, wish: { url: string; events: string[]; secret?: string }) {
    if (seal === undefined) throw Failure.blocked('webhooks need SECRET_KEY: set it and start the product again');
    const { url, secret = newSecret() } = wish;
    const problem = url.length > LONGEST_URL ? 'the address is too long' : addressProblem(url);
    if (problem !== undefined) throw Failure.permanent(problem);
    if (!isSecret(secret))
      throw Failure.permanent('a secret is whsec_ and the base64 of 24 to 64 bytes; leave it out to get one');
    const hook = { url, events: typesIn(wish.events), sealed: seal(workspace, secret) };
    const id = await store.together(workspace, (rows) => rows.saveHook(hook, { now: now(), most: MOST_HOOKS }));
    if (id === undefined) throw Failure.permanent(`there are ${MOST_HOOKS} subscriptions already: remove some first`);
    return { id, secret, url, events: hook.events };
  }

  return {
    /** The only time the secret is told. The same address for the same types again renews it. */
    subscribe,
    /** Safe twice: false when there was none. */
    remove: (workspace: string, id: string) => store.together(workspace, (rows) => rows.removeHook(id)),
    list: async (workspace: string): Promise<ShownHook[]> =>
      (await store.together(workspace, (rows) => rows.hooksOf())).map(shown),
    /** What was given up since then is delivered once more: how many; undefined when there is no such subscription. */
    async replay(workspace: string, hook: string, since: number): Promise<number | undefined> {
      const steps = await store.together(workspace, (rows) => rows.replayFailed({ hook, since }, now()));
      await wake(workspace, steps ?? []);
      return steps?.length;
    },
    /** The last events of a type as they were delivered, or a made-up one. */
    async samples(workspace: string, type: string) {
      const [known] = typesIn([type]);
      const kept = await store.together(workspace, (rows) => rows.lastHookEvents(known ?? 'lead.hot', SAMPLES));
      return kept.length > 0 ? kept.map(hookBody) : [madeUp(known ?? 'lead.hot', now())];
    },
  };
}

function shown({ sealed: _sealed, ...hook }: Hook): ShownHook {
  return hook;
}

function madeUp(type: HookType, at: number) {
  return hookBody({ id: '0198c0de-0000-7000-8000-000000000000', type, at, data: sampleData(type, at) });
}

function typesIn(events: string[]): HookType[] {
  const strange = events.find((event) => !isHookType(event));
  const all = Object.keys(hookTypes).join(', ');
  if (strange !== undefined)
    throw Failure.permanent(`there is no event ${JSON.stringify(strange.slice(0, 60))}: use ${all}`);
  if (events.length === 0) throw Failure.permanent(`say at least one event: ${all}`);
  return [...new Set(events.filter(isHookType))].toSorted();
}

function isSecret(text: string): boolean {
  const base64 = SECRET.exec(text)?.[1];
  if (base64 === undefined || base64.length % 4 !== 0) return false;
  const bytes = (base64.replace(/=+$/, '').length * 3) >> 2;
  return bytes >= 24 && bytes <= 64;
}
