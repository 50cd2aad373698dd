/** The host after the @ of a Message-ID: a real name where there is one, since filters count localhost against a mail. */
export function mailHost(from: string, publicHost: string | undefined): string {
  const sender = /@([^\s@<>]+)>?$/.exec(from.trim())?.[1];
  const named =
    publicHost !== undefined && /^[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z][a-z0-9-]*$/i.test(publicHost)
      ? publicHost
      : undefined;
  return (named ?? sender ?? 'localhost').toLowerCase();
}
