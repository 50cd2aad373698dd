/** Where the parts of one kind lie in the source tree, and what a package calls them. */
export type ComponentKind = {
  type: string;
  suffix: string;
  /** They lie in folders, which are parts themselves. */
  inFolders?: true;
  /** Each is a folder of files. */
  isBundle?: true;
};

/** The kinds that the source tree may hold, by their folder. */
export const kinds: Record<string, ComponentKind> = {
  dashboards: { type: 'Dashboard', suffix: 'dashboard', inFolders: true },
  flexipages: { type: 'FlexiPage', suffix: 'flexipage' },
  flows: { type: 'Flow', suffix: 'flow' },
  layouts: { type: 'Layout', suffix: 'layout' },
  lwc: { type: 'LightningComponentBundle', suffix: '', isBundle: true },
  permissionsets: { type: 'PermissionSet', suffix: 'permissionset' },
  queues: { type: 'Queue', suffix: 'queue' },
  quickActions: { type: 'QuickAction', suffix: 'quickAction' },
  reportTypes: { type: 'ReportType', suffix: 'reportType' },
  reports: { type: 'Report', suffix: 'report', inFolders: true },
  tabs: { type: 'CustomTab', suffix: 'tab' },
};

/** The kinds that lie beside their object in the source tree and inside its file in a package, by folder; also the element there. */
export const kindsInObjects: Record<string, { type: string; suffix: string }> = {
  compactLayouts: { type: 'CompactLayout', suffix: 'compactLayout' },
  fieldSets: { type: 'FieldSet', suffix: 'fieldSet' },
  fields: { type: 'CustomField', suffix: 'field' },
  listViews: { type: 'ListView', suffix: 'listView' },
  validationRules: { type: 'ValidationRule', suffix: 'validationRule' },
};

/** One of them in a sentence, and many; in the order they are counted in. */
export const namesOfKinds: Record<string, [string, string]> = {
  CustomObject: ['object', 'objects'],
  CustomField: ['field', 'fields'],
  ReportType: ['report type', 'report types'],
  Report: ['report', 'reports'],
  Dashboard: ['dashboard', 'dashboards'],
  LightningComponentBundle: ['page component', 'page components'],
  FlexiPage: ['record page', 'record pages'],
  Flow: ['flow', 'flows'],
  PermissionSet: ['permission set', 'permission sets'],
  Queue: ['queue', 'queues'],
  ListView: ['list view', 'list views'],
  Layout: ['page layout', 'page layouts'],
  CustomTab: ['tab', 'tabs'],
  CompactLayout: ['compact layout', 'compact layouts'],
  FieldSet: ['field set', 'field sets'],
  ValidationRule: ['validation rule', 'validation rules'],
  QuickAction: ['action', 'actions'],
};
