/** Whom HubSpot itself put into the query of a signed request. */
export type SignedQuery = { portal: string; user: string };

/**
 * The portal and the user of a request whose signature is verified. Undefined when one is missing, is there twice or is no id: what
 * a page wrote into its own query must not be taken for what HubSpot added. The address HubSpot adds as well says no more: who a
 * user is, the CRM's own list of owners says.
 */
export function signedQueryOf(query: URLSearchParams): SignedQuery | undefined {
  const [portal, user] = [onlyOne(query, 'portalId'), onlyOne(query, 'userId')];
  if (portal === undefined || user === undefined || !ID.test(portal) || !ID.test(user)) return undefined;
  return { portal, user };
}

const ID = /^[1-9]\d{0,19}$/;

/** The value of a parameter that is there once. */
export function onlyOne(query: URLSearchParams, name: string): string | undefined {
  const [value, ...more] = query.getAll(name);
  return more.length > 0 ? undefined : value;
}
