import type {
  ExtensionEvent,
  ModalBodyProps,
  ModalFooterProps,
  ModalProps,
  PanelBodyProps,
  PanelFooterProps,
  PanelProps,
  PanelSectionProps,
} from '@hubspot/ui-extensions';
import { useEffect, useState, type ReactNode } from 'react';

const listening = new Set<(id: string) => void>();

/** What HubSpot gives beside an event: ways to close what lies over the page. */
export const reactions = {
  openPanel: () => {},
  openModal: () => {},
  closePanel: closeOverlay,
  closeModal: closeOverlay,
};

/** Closes the modal or panel of that id; unknown ids change nothing. */
export function closeOverlay(id: string): void {
  for (const hear of listening) hear(id);
}

/** An event as a page inside HubSpot gets it. */
export function eventOf(type: string): ExtensionEvent {
  return { type, bubbles: false, timeStamp: performance.now(), id: type };
}

/** What a button opens over the page: shown from a press until it is closed by its cross or by its id. */
export function useOverlay(overlay: ReactNode): { open: () => void; shown: ReactNode } {
  const [open, setOpen] = useState(false);
  const id = idOf(overlay);
  useEffect(() => {
    const hear = (closed: string) => closed === id && setOpen(false);
    listening.add(hear);
    return () => void listening.delete(hear);
  }, [id]);
  return { open: () => overlay !== undefined && setOpen(true), shown: open ? overlay : null };
}

function idOf(overlay: ReactNode): string | undefined {
  if (typeof overlay !== 'object' || overlay === null || !('props' in overlay)) return undefined;
  const { id } = overlay.props as { id?: unknown };
  return typeof id === 'string' ? id : undefined;
}

function over(kind: string, { id, title, children }: ModalProps | PanelProps): ReactNode {
  return (
    <div className={`over ${kind}`} role="dialog">
      <header>
        <h4>{title}</h4>
        <button type="button" className="transparent" onClick={() => closeOverlay(id)}>
          ✕
        </button>
      </header>
      {children}
    </div>
  );
}

export function Modal(props: ModalProps): ReactNode {
  return over('modal', props);
}

export function Panel(props: PanelProps): ReactNode {
  return over('panel', props);
}

function section({ children }: { children?: ReactNode }): ReactNode {
  return <section>{children}</section>;
}

export function ModalBody(props: ModalBodyProps): ReactNode {
  return section(props);
}

export function ModalFooter(props: ModalFooterProps): ReactNode {
  return <footer className="buttons">{props.children}</footer>;
}

export function PanelBody(props: PanelBodyProps): ReactNode {
  return section(props);
}

export function PanelSection(props: PanelSectionProps): ReactNode {
  return section(props);
}

export function PanelFooter(props: PanelFooterProps): ReactNode {
  return <footer className="buttons">{props.children}</footer>;
}
