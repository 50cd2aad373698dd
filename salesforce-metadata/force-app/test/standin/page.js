import '@lwc/synthetic-shadow';
import { createElement } from 'lwc';
import HotLeadPanel from 'c/hotLeadPanel';

for (const recordId of Object.keys(globalThis.people)) {
  const panel = createElement('c-hot-lead-panel', { is: HotLeadPanel });
  Object.assign(panel, { recordId, objectApiName: 'Lead' });
  document.body.append(panel);
}
requestAnimationFrame(() => {
  document.title = `height ${String(Math.ceil(document.body.getBoundingClientRect().height))}`;
});
