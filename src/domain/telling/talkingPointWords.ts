import { plural } from '../explain/whenInWords.ts';

/** All that was done of one type. */
export type Done = {
  type: string;
  times: number;
  /** Of the latest: "2 minutes ago". */
  when: string;
  latest: number;
  /** What it was about, latest first: paths, names of forms and events. */
  assets: string[];
  /** The catalogue's words for the type. */
  words: string;
  /** Their own words on one line. */
  quote?: string;
  level?: number;
};

const MOST_ASSETS = 3;

/** What to do with what they did, the most promising first. */
const POINTS: Record<string, (done: Done) => string> = {
  demo_request: (d) =>
    `They asked for a demo${about(d)} ${d.when}: offer two times to choose from, and ask what they want to see.`,
  contact_sales: (d) => `They asked to talk to sales${about(d)} ${d.when}: ask what made them write now.`,
  positive_reply: (d) =>
    d.quote === undefined
      ? `They replied with interest ${d.when}: read the reply before you call.`
      : `They wrote ${d.when}: "${d.quote}" Start from there.`,
  meeting_booked: (d) => `They booked a meeting${about(d)} ${d.when}: confirm it, and ask what it has to answer.`,
  pricing_page_visit: (d) =>
    d.times > 1
      ? `They looked at prices${about(d)} ${often(d)}: they compare. Ask which plan and how many seats they have in mind, and who decides.`
      : `They looked at prices${about(d)} ${d.when}: ask which plan they have in mind.`,
  upgrade_page_visit: (d) =>
    `They looked at an upgrade${about(d)} ${often(d)}: ask what they miss in the plan they have.`,
  usage_limit_hit: (d) =>
    `They hit a usage limit${about(d)} ${d.when}${d.level === undefined ? '' : ` (last reading ${d.level})`}: ask what is growing, and have the next plan at hand.`,
  free_trial_start: (d) =>
    `They started a free trial${about(d)} ${d.when}: ask what they set out to try, and what holds them up.`,
  competitor_comparison: (d) =>
    `They compare us with others${titled(d)}, ${often(d)}: know where we differ, and ask who else is on their list.`,
  roi_calculator: (d) =>
    `They used the ROI calculator${about(d)} ${often(d)}: ask for the numbers they put in, and work out the case together.`,
  case_study_download: (d) =>
    `They took a case study${titled(d)}, ${d.when}: ask what in it is like their own situation.`,
  buying_guide_download: (d) =>
    `They took a buying guide${titled(d)}, ${d.when}: ask how, by when and with whom they decide.`,
  technical_docs: (d) =>
    `They read technical docs${about(d)} ${often(d)}: ask who checks whether it fits, and offer them an engineer.`,
  premium_feature_explored: (d) => `They explored a premium feature${titled(d)}, ${often(d)}: show that first.`,
  teammate_invited: (d) =>
    `They invited ${d.times === 1 ? 'a teammate' : `teammates ${d.times} times`}, ${d.times === 1 ? '' : 'last '}${d.when}: ask which team it is for, and who leads it.`,
  webinar_attendance: (d) => `They attended a webinar${titled(d)}, ${d.when}: ask which part of it they came for.`,
  event_attendance: (d) => `They attended an event${titled(d)}, ${d.when}: ask what they took from it.`,
  email_link_click: (d) => `They clicked a link in an e-mail ${often(d)}: ask what they were looking for.`,
  funding_announced: (d) => `Their company announced funding ${d.when}: ask what it is meant for.`,
  hiring_velocity: (d) =>
    `Their company is hiring fast, known ${d.when}: ask for which teams, and who of them would use this.`,
  technology_change: (d) =>
    `Their company changed its technology${titled(d)}, known ${d.when}: ask what this has to work with.`,
  careers_page_visit: (d) =>
    `They looked at open jobs${about(d)} ${d.when}: make sure that they want to buy, not to apply.`,
};

/** The types with words of their own, the most promising first. */
export const POINTED: readonly string[] = Object.keys(POINTS);

/** One sentence of what they did and what to do with it; undefined for types without words of their own. */
export function pointOf(done: Done): string | undefined {
  return Object.hasOwn(POINTS, done.type) ? POINTS[done.type]?.(done) : undefined;
}

/** The same for any type of the catalogue: "On record: read the roadmap (/roadmap), 2 times, last yesterday. ...". */
export function genericPoint(done: Done): string {
  return `On record: ${done.words}${about(done)}, ${often(done)}. Ask what they wanted from it.`;
}

function about({ assets }: Done): string {
  return assets.length === 0 ? '' : ` (${listed(assets)})`;
}

/** `: "rival" (/compare/rival)`: the name that a path ends in, with the path, or what is a name already. */
function titled({ assets }: Done): string {
  const named = assets.slice(0, MOST_ASSETS).map((asset) => {
    const name = nameIn(asset);
    return name === asset ? `"${asset}"` : `"${name}" (${asset})`;
  });
  return named.length === 0 ? '' : `: ${named.join(', ')}`;
}

function nameIn(asset: string): string {
  if (!asset.startsWith('/')) return asset;
  const last = asset.split('/').findLast((part) => part !== '') ?? asset;
  const name = last
    .replace(/\.[a-z0-9]{2,5}$/i, '')
    .replace(/[-_+]+/g, ' ')
    .trim();
  return name === '' ? asset : name;
}

function listed(assets: readonly string[]): string {
  const more = assets.length - MOST_ASSETS;
  return `${assets.slice(0, MOST_ASSETS).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

function often({ times, when }: Done): string {
  return times === 1 ? when : `${plural(times, 'time')}, last ${when}`;
}
