/** Why a hot lead was none, as the rep says it. */
export const notAFitReasons = {
  competitor: 'a competitor, or one of ours',
  student: 'a student or researcher',
  too_small: 'too small',
  wrong_region: 'not in a region we sell to',
  no_budget: 'no budget or no project',
  bad_data: 'no real person, or wrong contact data',
  duplicate: 'somebody has them already',
  other: 'something else',
} as const;

export type NotAFit = keyof typeof notAFitReasons;
