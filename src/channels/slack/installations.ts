/**
 * What is known of a team that installed the app. `content` is Slack's own account of it, with its tokens, as JSON. `revoked`
 * says why it works no more.
 */
export type Installed = { workspace: string; team: string; content: string; revoked?: string };

/** Where installations are kept. The content is never stored readable. */
export type Installations = {
  /** Keeps it, over the one before. `taken`: another workspace of ours has this team, and nothing was kept. */
  save(installed: { workspace: string; team: string; name: string; content: string }): Promise<'kept' | 'taken'>;
  /** Other tokens for the same installation; nothing happens when it is over. */
  renew(installed: { workspace: string; team: string; content: string }): Promise<void>;
  /** Of whoever has the team now, else of whoever had it last. Throws a Failure when it cannot be read. */
  ofTeam(team: string): Promise<Installed | undefined>;
  /** Where a workspace's messages go: its newest one, one that works first. Throws a Failure when it cannot be read. */
  ofWorkspace(workspace: string): Promise<Installed | undefined>;
  revoke(team: string, because: string): Promise<void>;
  /** It works after all. */
  revive(installed: { workspace: string; team: string }): Promise<void>;
};
