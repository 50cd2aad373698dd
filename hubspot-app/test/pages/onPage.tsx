import { LoadingButton, TableRow } from '@hubspot/ui-extensions';
import { createRenderer } from '@hubspot/ui-extensions/testing';
import { AppPages } from '../../src/app/pages/AppPages.tsx';
import { Stage, wordsIn } from '../onStage.tsx';

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
  const patiently = (check: () => void) => renderer.waitFor(check, { timeoutInMs: 10_000 });
  return {
    ...renderer,
    words,
    /** Patient, since others may be busy beside it. */
    waitFor: patiently,
    alerts: () => renderer.mocks.actions.addAlert.calls.map(([alert]) => alert),
    async shows(text: string) {
      await patiently(() => {
        if (!words().includes(text)) throw new Error(`no "${text}" yet in: ${words()}`);
      });
    },
    /** What is written in each row of the tables. */
    rows: () => renderer.findAll(TableRow).map(wordsIn),
    claims: () => renderer.findAll(LoadingButton),
  };
}
