import { defaultModel } from '../../../src/domain/model.ts';
import type { SettingsView } from '../../src/app/shared/api.ts';
import type { Model } from '../../src/app/settings/sections.ts';

/** What a new workspace decides by, as the page takes it: that it compiles says that the page knows the shape. */
const model: Model = defaultModel;

const people = [
  { id: 'ann@acme.com', name: 'Ann Ames', email: 'ann@acme.com', active: true },
  { id: 'ben@acme.com', name: 'Ben Bell', email: 'ben@acme.com', active: true },
];

/** A workspace with two people of whom one manages, as the server answers. */
export function settingsView(more: Partial<SettingsView> = {}, routing: Partial<Model['routing']> = {}): SettingsView {
  return {
    viewer: { name: 'Ann Ames', rep: true, manager: true },
    version: 7,
    publishedAt: 'Fri 20 Nov 9:00',
    settings: { ...model, routing: { ...model.routing, ...routing } },
    people,
    channels: [
      { name: 'Slack', on: true },
      { name: 'E-mail', on: false, problem: 'no mail server is given' },
      { name: 'Teams', on: false },
    ],
    ...more,
  };
}
