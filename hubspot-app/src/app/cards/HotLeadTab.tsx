import { hubspot } from '@hubspot/ui-extensions';
import { HotLeadTabView } from './HotLeadTabView.tsx';

hubspot.extend<'crm.record.tab'>(({ context, actions }) => (
  <HotLeadTabView contact={String(context.crm.objectId)} tell={actions.addAlert} />
));
