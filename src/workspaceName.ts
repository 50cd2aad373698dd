/** As the database names workspaces, short enough to be read. */
const NAME = /^[a-z0-9][a-z0-9-]{0,39}$/;

/** Whether a workspace may be called so; what exists is called so already. The demo has a database of its own. */
export function isWorkspaceName(name: string): boolean {
  return NAME.test(name) && name !== 'demo';
}
