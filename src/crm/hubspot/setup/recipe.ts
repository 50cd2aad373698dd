import { repeatName, routeName, type Wanted } from './enrolment.ts';

/** What to click for the first workflow, in order. */
export function routeRecipe(wanted: Wanted): string[] {
  const { score, demoForm, pricingPage } = wanted;
  const and = andNoCustomer(wanted);
  return [
    ...start(routeName),
    'Trigger: "When filter criteria is met". Make three groups, joined by "or":',
    `Group 1: Lead Score is greater than or equal to ${score}${and}.`,
    `Group 2: Recent conversion contains any of "${demoForm}"${and}.`,
    `Group 3: Page view, URL contains "${pricingPage}", refined by number of times: at least 2; and once more Page view, URL contains "${pricingPage}", refined by date: in the last 1 day${and}. (HubSpot takes one refinement for a filter.)`,
    'Re-enrolment: leave it off.',
    ...whoeverIsLet(wanted),
    ...end,
  ];
}

/** What to click for the second workflow, in order. */
export function repeatRecipe(wanted: Wanted): string[] {
  const and = andNoCustomer(wanted);
  return [
    ...start(repeatName),
    'Trigger: "When filter criteria is met". Make two groups, joined by "or":',
    `Group 1: Hot Since is known${and}.`,
    `Group 2: Recent conversion contains any of "${wanted.demoForm}" and Recent conversion date is known${and}.`,
    'Re-enrolment: switch it on, for Hot Since and for Recent conversion date.',
    ...whoeverIsLet(wanted),
    ...end,
  ];
}

function andNoCustomer({ customers }: Wanted): string {
  return customers.map(({ label }) => `, and ${label}`).join('');
}

function whoeverIsLet({ customers }: Wanted): string[] {
  if (customers.length > 0) return [];
  return [
    'No Lifecycle stage and no Lead Status of this portal is called "Customer": leave your customers out by what says so here.',
  ];
}

function start(name: string): string[] {
  return [`HubSpot, Automation > Workflows > Create workflow > From scratch > Contact-based. Name it "${name}".`];
}

/** The import gives everybody a score, and whoever meets a workflow by that would be enrolled for what is past. */
export const whenToTurnOn = 'when the first import has ended (`npx hot-lead hubspot status` says so)';

const end = [
  'Add the action "Route hot lead" (under Hot Lead Signal). It makes the contact a hot lead, or joins what is under way for one that is hot.',
  `Review it, and turn it on ${whenToTurnOn}: only for those who meet it from then on.`,
];
