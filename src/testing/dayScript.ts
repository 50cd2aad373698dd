import { at } from './dayTeam.ts';

/** Somebody who shows that they are about to buy. */
export type DayLead = {
  /** What every message about them says. */
  name: string;
  at: number;
  coming: 'demo' | 'reading';
  country?: string;
  owner?: string;
};

/**
 * What somebody does about a lead: presses in Slack, the link of a mail, a call that HubSpot logs. `by`: who, where it is not
 * whoever has the lead's task in HubSpot by then.
 */
export type DayDeed = { at: number; lead: string; by?: string } & (
  | { do: 'claims' | 'snoozes' | 'is contacted' | 'calls' | 'claims by mail' }
  | { do: 'reassigns'; to: string }
  | { do: 'says not a fit'; reason: string }
);

function lead(name: string, time: string, more: Partial<DayLead> = {}): DayLead {
  return { name, at: at(time), coming: 'demo', ...more };
}

export const dayLeads: DayLead[] = [
  lead('Nora Early', '7:10'),
  lead('Otto Olgas', '9:05', { owner: 'Olga' }),
  lead('Pia Silent', '9:20'),
  lead('Sam Snoozed', '10:00'),
  lead('Rob Handed', '10:20'),
  lead('Tim Student', '10:40'),
  lead('Kim Climbs', '10:41'),
  lead('Una Irish', '10:48', { country: 'Ireland' }),
  lead('Vic Errors', '11:04'),
  lead('Wes Errors', '11:04:01'),
  lead('Xan Errors', '11:04:02'),
  lead('Yan Silence', '11:18'),
  lead('Zoe Silence', '11:18:01'),
  lead('Ivy Reader', '14:00', { coming: 'reading' }),
  lead('Ole Olgas', '17:20', { owner: 'Olga' }),
  lead('Gil Late', '18:20'),
];

export const dayDeeds: DayDeed[] = [
  { at: at('9:04'), lead: 'Nora Early', do: 'claims' },
  { at: at('9:09'), lead: 'Otto Olgas', do: 'claims' },
  { at: at('9:12'), lead: 'Nora Early', do: 'calls' },
  { at: at('9:16'), lead: 'Otto Olgas', do: 'calls' },
  { at: at('10:05'), lead: 'Sam Snoozed', do: 'snoozes' },
  { at: at('10:24'), lead: 'Rob Handed', do: 'reassigns', to: 'Cy' },
  { at: at('10:26'), lead: 'Sam Snoozed', do: 'is contacted' },
  { at: at('10:30'), lead: 'Rob Handed', do: 'claims' },
  { at: at('10:45'), lead: 'Rob Handed', do: 'calls' },
  { at: at('10:47'), lead: 'Tim Student', do: 'says not a fit', reason: 'student' },
  { at: at('10:51'), lead: 'Una Irish', by: 'Dee', do: 'claims' },
  { at: at('10:57'), lead: 'Una Irish', do: 'calls' },
  { at: at('11:08'), lead: 'Vic Errors', do: 'claims by mail' },
  { at: at('11:12'), lead: 'Vic Errors', do: 'calls' },
  { at: at('11:36'), lead: 'Kim Climbs', do: 'calls' },
  { at: at('11:37'), lead: 'Wes Errors', do: 'claims by mail' },
  { at: at('11:39'), lead: 'Wes Errors', do: 'calls' },
  { at: at('11:39'), lead: 'Xan Errors', do: 'calls' },
  { at: at('11:41'), lead: 'Yan Silence', do: 'claims by mail' },
  { at: at('11:44'), lead: 'Yan Silence', do: 'calls' },
  { at: at('11:52'), lead: 'Zoe Silence', do: 'calls' },
  { at: at('14:25'), lead: 'Ivy Reader', do: 'calls' },
  { at: at('17:25'), lead: 'Ole Olgas', do: 'claims' },
  { at: at('17:40'), lead: 'Ole Olgas', do: 'is contacted' },
];
