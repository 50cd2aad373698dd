import {
  allOf,
  anyOf,
  atLeast,
  type Branch,
  changed,
  contains,
  known,
  type Filter,
  noneOf,
  sawLately,
  sawOften,
} from './filters.ts';

/** What the workflows ask for. `customers`: the values that say so, by property, as this portal has them. */
export type Wanted = {
  /** From this Lead Score on. */
  score: number;
  /** Words in the name of the form or page of a recent conversion. */
  demoForm: string;
  /** Letters in the address of the pricing page. */
  pricingPage: string;
  customers: { property: string; label: string; values: string[] }[];
};

/** The number in the type of our workflow action, and which version of it; HubSpot gives it out when the project is uploaded. */
export type RouteAction = { id: string; version: number };

export const routeName = 'Hot lead: route';
export const repeatName = 'Hot lead: repeat signals';

/** The workflow for somebody's first time. It never enrols the same person again. */
export function routeWorkflow(wanted: Wanted, action: RouteAction): object {
  return workflow(routeName, action, {
    shouldReEnroll: false,
    listFilterBranch: withoutCustomers(wanted, firstTime(wanted)),
    reEnrollmentTriggersFilterBranches: [],
  });
}

/** The workflow for those who are hot again, or ask for a demo again. */
export function repeatWorkflow(wanted: Wanted, action: RouteAction): object {
  return workflow(repeatName, action, {
    shouldReEnroll: true,
    listFilterBranch: withoutCustomers(wanted, [
      [known('hotlead_hot_since')],
      [contains('recent_conversion_event_name', wanted.demoForm), known('recent_conversion_date')],
    ]),
    reEnrollmentTriggersFilterBranches: [changed('hotlead_hot_since'), changed('recent_conversion_date')],
  });
}

/**
 * HubSpot takes one refinement for a filter ("List filters overview": "only support up to one refine by operation at a time"), so
 * "twice in 24 hours" is asked as twice ever and once in the last day. That lets some more through, never fewer.
 */
function firstTime({ score, demoForm, pricingPage }: Wanted): Filter[][] {
  return [
    [atLeast('hotlead_score', score)],
    [contains('recent_conversion_event_name', demoForm)],
    [sawOften(pricingPage, 2), sawLately(pricingPage, 1)],
  ];
}

function withoutCustomers({ customers }: Wanted, ways: Filter[][]): Branch {
  const notCustomers = customers.map(({ property, values }) => noneOf(property, values));
  return anyOf(...ways.map((filters) => allOf(...filters, ...notCustomers)));
}

/** Disabled: a person looks at it and switches it on. The fields are those a workflow needs (dossier 3.11). */
function workflow(name: string, { id, version }: RouteAction, criteria: object): object {
  const action = {
    actionId: '1',
    type: 'SINGLE_CONNECTION',
    actionTypeId: `1-${id}`,
    actionTypeVersion: version,
    fields: {},
  };
  return {
    name,
    type: 'CONTACT_FLOW',
    flowType: 'WORKFLOW',
    objectTypeId: '0-1',
    isEnabled: false,
    startActionId: '1',
    nextAvailableActionId: '2',
    actions: [action],
    enrollmentCriteria: { type: 'LIST_BASED', unEnrollObjectsNotMeetingCriteria: false, ...criteria },
    timeWindows: [],
    blockedDates: [],
    customProperties: {},
    suppressionListIds: [],
    canEnrollFromSalesforce: false,
  };
}
