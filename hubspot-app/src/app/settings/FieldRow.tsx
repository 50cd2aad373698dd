import { AutoGrid } from '@hubspot/ui-extensions';
import type { ReactNode } from 'react';

/** Narrower, and labels break into three lines. */
const NARROWEST = 220;

/** Fields beside each other as far as there is room, in columns of one width. */
export function FieldRow({ children }: { children: ReactNode }) {
  return (
    <AutoGrid columnWidth={NARROWEST} gap="md" flexible>
      {children}
    </AutoGrid>
  );
}
