import { Button, Dropdown, LoadingButton, type AddAlertAction, type DropdownProps } from '@hubspot/ui-extensions';
import { createRenderer } from '@hubspot/ui-extensions/testing';
import { HotLeadSidebarView } from '../../src/app/cards/HotLeadSidebarView.tsx';
import { HotLeadTabView } from '../../src/app/cards/HotLeadTabView.tsx';
import type { ActAnswer, CardView } from '../../src/app/shared/api.ts';
import { patiently, serverThat, showsIn, Stage, wordsIn, type Call, type Reply } from '../onStage.tsx';

type DropdownOption = NonNullable<DropdownProps['options']>[number];

type Alerts = Parameters<AddAlertAction>[0][];

/** Our server with one card, which changes as it is told; presses are answered by `act`. */
export function cardServer(card: CardView, act: (call: Call) => Reply | Promise<Reply> = () => done('Claimed.')) {
  const server = serverThat((call) => (call.method === 'GET' ? { json: state.card } : act(call)));
  const state = {
    card,
    get presses() {
      return server.calls.filter(({ method }) => method === 'POST');
    },
    get looks() {
      return server.calls.filter(({ method }) => method === 'GET');
    },
    server,
  };
  return state;
}

/** What our server says to a press that worked. */
export function done(text: string): Reply {
  return { json: { ok: true, text } satisfies ActAnswer };
}

/** The card of contact 501 in a tab or in the sidebar, drawn, with what it told its reader. */
export function onRecord(place: 'tab' | 'sidebar' = 'tab') {
  const renderer = createRenderer(`crm.record.${place}`);
  const alerts: Alerts = [];
  const View = place === 'tab' ? HotLeadTabView : HotLeadSidebarView;
  renderer.render(
    <Stage>
      <View contact="501" tell={(alert) => void alerts.push(alert)} />
    </Stage>,
  );
  const words = () => wordsIn(renderer.getRootNode());
  return {
    ...renderer,
    alerts,
    words,
    waitFor: patiently(renderer),
    shows: showsIn(renderer, words),
    claim: () => renderer.maybeFind(LoadingButton),
    contacted: () => renderer.maybeFind(Dropdown),
    /** The ways that Contacted offers. The renderer's types take a list for something to draw. */
    ways: () => (renderer.find(Dropdown).props.options ?? []) as unknown as DropdownOption[],
    button: (text: string) => renderer.find(Button, (node) => node.text === text),
  };
}
