/** What happens when nobody has answered: the assignee hears again, the backup does, another rep gets it, managers hear. */
export type Rung = { afterMinutes: number; do: 'remind' | 'backup' | 'reassign' | 'manager' };

export type SlaSettings = {
  /** For tier 1, and for signals of `urgentTypes`. In the order of their minutes. */
  urgent: Rung[];
  standard: Rung[];
  urgentTypes: string[];
  /** While anyone of the pool is there, no rung waits longer than this for an assignee who is not. */
  ceilingMinutes: number;
  /** Claimed and silent for this long: released. */
  releaseMinutes: number;
  /** The task is due in this much of the assignee's working time. */
  respondMinutes: number;
  /** The Lead Status after first contact, as the CRM has it; without it, what it was before. */
  statusAfterContact?: string;
};

/** DESIGN 8. */
export const defaultSla: SlaSettings = {
  urgent: [
    { afterMinutes: 10, do: 'remind' },
    { afterMinutes: 15, do: 'backup' },
    { afterMinutes: 30, do: 'reassign' },
    { afterMinutes: 45, do: 'manager' },
  ],
  standard: [
    { afterMinutes: 30, do: 'remind' },
    { afterMinutes: 60, do: 'backup' },
    { afterMinutes: 120, do: 'manager' },
  ],
  urgentTypes: ['demo_request', 'contact_sales'],
  ceilingMinutes: 30,
  releaseMinutes: 60,
  respondMinutes: 60,
};
