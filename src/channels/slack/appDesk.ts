import type { Answers } from '../answers.ts';
import type { ClientOptions } from './client.ts';
import type { Teams } from './teams.ts';

/** Who answers and who is told, wherever in the app something arrives. */
export type DeskOptions = ClientOptions & {
  answers: Answers;
  teams: Teams;
  /** Epoch milliseconds. */
  now: () => number;
  /** What somebody must know who looks after this installation; no secrets, nobody's data. */
  tell: (step: string, text: string, details?: Record<string, unknown>) => void;
  /** The team took the app away, or its token: `why` is Slack's word for it. */
  onRevoked: (team: string, why: string) => Promise<void>;
};
