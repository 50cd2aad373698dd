import { LoadingButton, TableRow } from '@hubspot/ui-extensions';
import { createRenderer } from '@hubspot/ui-extensions/testing';
import { AppPages } from '../../src/app/pages/AppPages.tsx';
import { patiently, showsIn, Stage, wordsIn } from '../onStage.tsx';

export const PORTAL = 4711;

/** The app's pages at an address, drawn; `alerts` is what the pages told their reader. */
export function onPage(path: string) {
  const renderer = createRenderer('pages');
  renderer.mocks.context.portal.id = PORTAL;
  renderer.mocks.setPageLocation({ path, params: {} });
  renderer.render(
    <Stage>
      <AppPages />
    </Stage>,
  );
  const words = () => wordsIn(renderer.getRootNode());
  return {
    ...renderer,
    words,
    waitFor: patiently(renderer),
    alerts: () => renderer.mocks.actions.addAlert.calls.map(([alert]) => alert),
    shows: showsIn(renderer, words),
    /** What is written in each row of the tables. */
    rows: () => renderer.findAll(TableRow).map(wordsIn),
    claims: () => renderer.findAll(LoadingButton),
  };
}
