/** Why a text is no time zone. Offsets such as "+01:00" are none: they know no summer. */
export function timeZoneProblem(text: string): string | undefined {
  const problem = 'Must be a time zone such as Europe/Berlin or America/New_York.';
  if (!/^[A-Za-z]/.test(text)) return problem;
  try {
    new Intl.DateTimeFormat('en', { timeZone: text });
    return undefined;
  } catch {
    return problem;
  }
}

/** Why a text is no country as calendars of holidays know it. */
export function countryProblem(text: string): string | undefined {
  return /^[A-Z]{2}(?:-[A-Z0-9]{1,3})?$/.test(text)
    ? undefined
    : 'Must be a country such as DE, with its part where holidays differ: DE-BY.';
}

/** Why a text is no channel. */
export function channelProblem(text: string): string | undefined {
  return /^#[^\s#]+$/.test(text) ? undefined : 'Must be a channel such as #hot-leads.';
}

/** Why a text is no web address. */
export function addressProblem(text: string): string | undefined {
  return /^https?:\/\/[^\s/]+/.test(text)
    ? undefined
    : 'Must be a web address such as https://meetings.example.com/ann.';
}
