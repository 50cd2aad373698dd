import { createPageRouter, PageRoutes } from '@hubspot/ui-extensions/pages';
import { CoveragePage } from './CoveragePage.tsx';
import { NoSuchPage } from './NoSuchPage.tsx';
import { PageFrame } from './PageFrame.tsx';
import { QueuePage } from './QueuePage.tsx';
import { ResponsePage } from './ResponsePage.tsx';

/** The pages of the app, each under its own address; the queue is the first. */
export const AppPages = createPageRouter(
  <PageRoutes layoutComponent={PageFrame}>
    <PageRoutes.IndexRoute component={QueuePage} id="queue" />
    <PageRoutes.Route path="/response" component={ResponsePage} id="response" />
    <PageRoutes.Route path="/coverage" component={CoveragePage} id="coverage" />
    <PageRoutes.AnyRoute component={NoSuchPage} id="none" />
  </PageRoutes>,
);
