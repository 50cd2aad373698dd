/**
 * Takes the place of '@hubspot/ui-extensions' in a page that is only to be looked at: what is not here, our UI cannot use, and
 * the build says its name.
 */
export { hubspot, useExtensionActions, useExtensionApi, useExtensionContext } from './host.tsx';
export * from './components/buttons.tsx';
export * from './components/charts.tsx';
export * from './components/choices.tsx';
export * from './components/figures.tsx';
export * from './components/inputs.tsx';
export * from './components/layout.tsx';
export * from './components/overlays.tsx';
export * from './components/states.tsx';
export * from './components/tables.tsx';
export * from './components/tabs.tsx';
export * from './components/words.tsx';
