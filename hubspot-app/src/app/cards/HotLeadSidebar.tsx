import { hubspot } from '@hubspot/ui-extensions';
import { HotLeadSidebarView } from './HotLeadSidebarView.tsx';

hubspot.extend<'crm.record.sidebar'>(({ context, actions }) => (
  <HotLeadSidebarView contact={String(context.crm.objectId)} tell={actions.addAlert} />
));
