import type {
  ButtonProps,
  ButtonRowProps,
  DropdownButtonItemProps,
  DropdownProps,
  LoadingButtonProps,
} from '@hubspot/ui-extensions';
import { useState, type ReactNode } from 'react';
import { eventOf, reactions, useOverlay } from './overlays.tsx';
import { addressOf } from './words.tsx';

export function Button({
  variant = 'secondary',
  size = 'md',
  disabled = false,
  type = 'button',
  ...more
}: ButtonProps): ReactNode {
  const overlay = useOverlay(more.overlay);
  const press = () => {
    void more.onClick?.(eventOf('click'), reactions);
    overlay.open();
    if (more.href !== undefined) location.assign(addressOf(more.href));
  };
  return (
    <>
      <button className={`${variant} ${size}`} disabled={disabled} type={type} onClick={press}>
        {more.children}
      </button>
      {overlay.shown}
    </>
  );
}

export function LoadingButton({ loading = false, disabled = false, children, ...more }: LoadingButtonProps): ReactNode {
  return (
    <Button {...more} disabled={disabled || loading}>
      {loading ? <i className="spinner" /> : null}
      {children}
    </Button>
  );
}

export function ButtonRow({ children }: ButtonRowProps): ReactNode {
  return <div className="buttons">{children}</div>;
}

export function Dropdown({
  buttonText,
  buttonSize = 'md',
  variant = 'secondary',
  disabled = false,
  ...more
}: DropdownProps): ReactNode {
  const [open, setOpen] = useState(false);
  return (
    <span className="dropdown">
      <button className={`${variant} ${buttonSize}`} disabled={disabled} type="button" onClick={() => setOpen(!open)}>
        {buttonText} <span className="caret">▾</span>
      </button>
      {open ? (
        <span className="menu" role="menu" onClick={() => setOpen(false)}>
          {more.options?.map(({ label, onClick }) => (
            <button key={label} type="button" className="transparent" onClick={onClick}>
              {label}
            </button>
          ))}
          {more.children}
        </span>
      ) : null}
    </span>
  );
}

function ButtonItem({ children, onClick }: DropdownButtonItemProps): ReactNode {
  return (
    <button type="button" className="transparent" onClick={() => void onClick?.(eventOf('click'), reactions)}>
      {children}
    </button>
  );
}
Dropdown.ButtonItem = ButtonItem;
