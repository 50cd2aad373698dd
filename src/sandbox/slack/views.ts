import { blockProblems } from './blocks.ts';
import { isRecord, object, string, type Problem } from './constraints.ts';
import { plainText } from './elements.ts';
import { optional, Refusal, required, type Args, type Method } from './method.ts';
import type { SlackView, Workspace } from './workspace.ts';

const VIEW_BYTES_AT_MOST = 250_000;
const MODALS_AT_MOST = 3;

/** Takes a trigger, or refuses it as Slack does (see callbacks.ts). */
type TakeTrigger = (triggerId: string) => string;

/** The views.* methods. */
export function viewMethods(takeTrigger: TakeTrigger): Record<string, Method> {
  return {
    'views.open': { tier: 4, run: (args, workspace) => open(args, workspace, takeTrigger) },
    'views.push': { tier: 4, run: (args, workspace) => push(args, workspace, takeTrigger) },
    'views.publish': { tier: 4, run: publish },
    'views.update': { tier: 4, run: update },
  };
}

function open(args: Args, workspace: Workspace, takeTrigger: TakeTrigger): Record<string, unknown> {
  const content = goodView(args['view'], 'modal');
  const user = takeTrigger(required(args, 'trigger_id'));
  return saved({ id: workspace.nextId('V'), user, hash: workspace.nextTs(), type: 'modal', content }, workspace);
}

function push(args: Args, workspace: Workspace, takeTrigger: TakeTrigger): Record<string, unknown> {
  const content = goodView(args['view'], 'modal');
  const user = takeTrigger(required(args, 'trigger_id'));
  const stack = [...workspace.views.values()].filter((view) => view.type === 'modal' && view.user === user);
  const under = stack.at(-1);
  if (!under) throw new Refusal('not_found');
  if (stack.length >= MODALS_AT_MOST) throw new Refusal('push_limit_reached');
  const id = workspace.nextId('V');
  return saved({ id, user, hash: workspace.nextTs(), type: 'modal', content, under: under.id }, workspace);
}

/** What a modal does after a submission was answered: Slack closes it, unless the answer says something else. */
export function afterSubmission(viewId: string, answer: unknown, workspace: Workspace): void {
  const view = workspace.views.get(viewId);
  const action = isRecord(answer) ? answer['response_action'] : undefined;
  if (!view || action === 'errors') return;
  if (action === 'update' && isRecord(answer)) {
    const content = goodView(answer['view'], 'modal');
    return void saved({ ...view, hash: workspace.nextTs(), content }, workspace);
  }
  const closed = [...workspace.views.values()].filter((other) => other.type === 'modal' && other.user === view.user);
  for (const { id } of action === 'clear' ? closed : [view]) workspace.views.delete(id);
}

function publish(args: Args, workspace: Workspace): Record<string, unknown> {
  const user = required(args, 'user_id');
  if (!workspace.users.has(user)) throw new Refusal('user_not_found');
  const content = goodView(args['view'], 'home');
  const home = [...workspace.views.values()].find((view) => view.type === 'home' && view.user === user);
  checkHash(args, home);
  return saved(
    { id: home?.id ?? workspace.nextId('V'), user, hash: workspace.nextTs(), type: 'home', content },
    workspace,
  );
}

function update(args: Args, workspace: Workspace): Record<string, unknown> {
  const view = workspace.views.get(required(args, 'view_id'));
  if (!view) throw new Refusal('not_found');
  checkHash(args, view);
  return saved({ ...view, hash: workspace.nextTs(), content: goodView(args['view'], view.type) }, workspace);
}

function checkHash(args: Args, view: SlackView | undefined): void {
  const hash = optional(args, 'hash');
  if (hash !== undefined && view && hash !== view.hash) throw new Refusal('hash_conflict');
}

function saved(view: SlackView, workspace: Workspace): Record<string, unknown> {
  workspace.views.set(view.id, view);
  return { view: { ...view.content, id: view.id, hash: view.hash, team_id: workspace.team.id } };
}

function goodView(view: unknown, surface: 'modal' | 'home'): Record<string, unknown> {
  if (!isRecord(view) || view['type'] !== surface)
    throw refused([{ pointer: '/view/type', message: `must be ${surface}` }]);
  if (Buffer.byteLength(JSON.stringify(view)) > VIEW_BYTES_AT_MOST) throw new Refusal('view_too_large');
  const { blocks, ...rest } = view;
  const problems = blockProblems(blocks ?? [], surface);
  (surface === 'modal' ? modal : home)(rest, '/view', problems);
  if (problems.length > 0) throw refused(problems);
  return view;
}

const shared = { private_metadata: string(0, 3000), callback_id: string(0, 255), external_id: string(0, 255) };
const anything = () => undefined;
const home = object({}, shared);
const modal = object(
  { title: plainText(24) },
  { ...shared, submit: plainText(24), close: plainText(24), clear_on_close: anything, notify_on_close: anything },
);

function refused(problems: Problem[]): Refusal {
  const messages = problems.map(({ message, pointer }) => `[ERROR] ${message} [json-pointer:${pointer}]`);
  return new Refusal('invalid_arguments', { response_metadata: { messages } });
}
