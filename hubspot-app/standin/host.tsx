import type { AddAlertAction, ExtensionPoints } from '@hubspot/ui-extensions';
import { useState, type ReactElement, type ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import { closeOverlay } from './components/overlays.tsx';
import { Alert } from './components/states.tsx';
import type { Step } from './render.ts';
import { doSteps } from './steps.ts';

/** What the page was made with; the page's own script puts it there before anything else runs. */
type Given = {
  context: Record<string, unknown>;
  /** Canned answers by "GET /path?query", or without the query. */
  answers?: Record<string, unknown>;
  /** Where questions really go; without it only the canned answers are there. */
  origin?: string;
  page: string;
  steps: Step[];
};
declare global {
  var standin: Given;
}

type Told = Parameters<AddAlertAction>[0];
let tell: (told: Told) => void = () => {};
let goTo: (path: string) => void = () => {};

const actions = {
  addAlert: (told: Told) => tell(told),
  reloadPage: () => location.reload(),
  closeOverlay,
  copyTextToClipboard: (text: string) => navigator.clipboard.writeText(text),
  navigateToPage: ({ to }: { to: string }) => goTo(to),
  openIframeModal: () => {},
  fetchCrmObjectProperties: () => Promise.resolve({}),
  refreshObjectProperties: () => {},
  onCrmPropertiesUpdate: () => {},
};

/** What the page runs in, as far as our UI uses it. */
export const hubspot = {
  extend<Point extends keyof ExtensionPoints>(draw: (api: never) => ReactElement): Point | void {
    const root = document.getElementById('root');
    if (root === null) throw new Error('the page has no #root');
    doSteps(globalThis.standin.steps);
    createRoot(root).render(<Host draw={() => draw({ context: globalThis.standin.context, actions } as never)} />);
  },
  fetch: (url: string, options: { method?: string; body?: unknown } = {}): Promise<Response> => {
    const { pathname, search } = new URL(url);
    const { answers = {}, origin } = globalThis.standin;
    const method = options.method ?? 'GET';
    const canned = answers[`${method} ${pathname}${search}`] ?? answers[`${method} ${pathname}`];
    if (canned !== undefined) return Promise.resolve(Response.json(canned));
    if (origin === undefined)
      return Promise.resolve(Response.json({ text: 'There is no answer to that here.' }, { status: 404 }));
    return fetch(`${origin}${pathname}${search}`, { method, ...bodyOf(options.body) });
  },
};

function bodyOf(body: unknown): RequestInit {
  return body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
}

export const useExtensionActions = () => actions;
export const useExtensionContext = () => globalThis.standin.context;
export const useExtensionApi = () => ({ actions, context: globalThis.standin.context });

/** Follows an address inside the app's pages. */
export function navigate(path: string): void {
  goTo(path);
}

/** What is drawn, under the alerts it told. */
function Host({ draw }: { draw: () => ReactNode }): ReactNode {
  const [alerts, setAlerts] = useState<Told[]>([]);
  const [page, setPage] = useState(globalThis.standin.page);
  tell = (told) => setAlerts([...alerts, told]);
  goTo = setPage;
  globalThis.standin.page = page;
  return (
    <>
      {alerts.map(({ message, title, type = 'info' }, at) => (
        <Alert key={at} title={title ?? message} variant={type}>
          {title === undefined ? undefined : message}
        </Alert>
      ))}
      {draw()}
    </>
  );
}

// HubSpot's own page router asks this for where it is, when it finds itself in a worker of HubSpot's.
Object.assign(globalThis, {
  __HUBSPOT_EXTENSION_WORKER__: true,
  hsWorkerAPI: { useAppPageLocation: () => ({ path: globalThis.standin.page, params: {} }) },
});
