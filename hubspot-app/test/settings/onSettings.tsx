import { expect } from '@jest/globals';
import { Button, LoadingButton, NumberInput, Select } from '@hubspot/ui-extensions';
import { createRenderer } from '@hubspot/ui-extensions/testing';
import { SettingsPageView } from '../../src/app/settings/SettingsPageView.tsx';
import type { PlanView, SettingsView } from '../../src/app/shared/api.ts';
import { type Call, patiently, type Reply, serverThat, showsIn, Stage, wordsIn } from '../onStage.tsx';

const SOON_MS = 5;

export const donePlan: Extract<PlanView, { state: 'done' }> = {
  state: 'done',
  days: 30,
  atOnce: 'Publishing gives 2 leads to reps at once: they would become hot.',
  summary: ['Alerts a day: 4.2 now, 6.0 then'],
  alertsPerDay: { now: 4.2, would: 6 },
  becomeHot: [{ contact: '501', name: 'Dana Lee', when: 'Tue 10 Nov', because: 'pricing page twice' }],
  stopBeingHot: [],
};

/** Our server with these settings, which change as it is told. Check finds nothing, plans are done at once, all is published. */
export function settingsServer(view: SettingsView) {
  const state = {
    view,
    plan: donePlan as PlanView,
    check: () => ({ json: { problems: [] } }) as Reply,
    publish: () => ({ json: { ok: true, version: 8, text: 'Version 8 decides now.' } }) as Reply | Promise<Reply>,
    isDown: false,
    calls: [] as Call[],
    /** What was sent to an address that ends so. */
    sent: (to: string) => state.calls.filter(({ method, path }) => method === 'POST' && path.endsWith(to)),
  };
  const server = serverThat(({ method, path }) => {
    if (state.isDown) return new Error('gone');
    if (path === '/hubspot/api/settings') return { json: state.view };
    if (path.endsWith('/check')) return state.check();
    if (path.endsWith('/publish')) return state.publish();
    return method === 'POST' ? { json: { ok: true, id: 'plan-1' } } : { json: state.plan };
  });
  state.calls = server.calls;
  return state;
}

/** The settings page, loaded; or as soon as it says something else. */
export async function onSettings(says = 'decides, published') {
  const renderer = createRenderer('settings');
  renderer.render(
    <Stage>
      <SettingsPageView pollMs={SOON_MS} />
    </Stage>,
  );
  const words = () => wordsIn(renderer.getRootNode());
  const waitFor = patiently(renderer);
  const page = {
    ...renderer,
    words,
    waitFor,
    shows: showsIn(renderer, words),
    /** The number field that changes this place. */
    number: (name: string) => renderer.find(NumberInput, { name }),
    choice: (name: string) => renderer.find(Select, { name }),
    button: (text: string) => renderer.find(Button, (node) => node.text === text),
    press: (text: string) => renderer.find(LoadingButton, (node) => node.text === text),
    /** Waits until nothing is under way any more. */
    isIdle: () => waitFor(() => expect(renderer.maybeFind(LoadingButton, { loading: true })).toBeNull()),
    isClosed: (text: string) => renderer.find(LoadingButton, (node) => node.text === text).props.disabled === true,
    typeNumber: (name: string, value: number) =>
      renderer.find(NumberInput, { name }).trigger('onChange', value as never),
    choose: (name: string, value: string | number) =>
      renderer.find(Select, { name }).trigger('onChange', value as never),
  };
  await page.shows(says);
  return page;
}
