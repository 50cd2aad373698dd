import type { AccordionProps, TabProps, TabsProps } from '@hubspot/ui-extensions';
import { Children, isValidElement, useState, type ReactElement, type ReactNode } from 'react';

export function Tabs({
  selected,
  defaultSelected,
  onSelectedChange,
  variant = 'default',
  children,
}: TabsProps): ReactNode {
  const tabs = Children.toArray(children).filter((child): child is ReactElement<TabProps> => isValidElement(child));
  const ids = tabs.map(({ props }, at) => props.tabId ?? at);
  const [own, setOwn] = useState(defaultSelected ?? ids[0]);
  const shown = selected ?? own;
  const choose = (id: string | number) => {
    setOwn(id);
    (onSelectedChange as ((id: string | number) => void) | undefined)?.(id);
  };
  return (
    <div className={`tabs ${variant}`}>
      <nav>
        {tabs.map(({ props }, at) => (
          <button
            key={ids[at]}
            type="button"
            className={ids[at] === shown ? 'transparent shown' : 'transparent'}
            disabled={props.disabled}
            onClick={() => choose(ids[at] ?? at)}
          >
            {props.title}
          </button>
        ))}
      </nav>
      {tabs.filter((_, at) => ids[at] === shown)}
    </div>
  );
}

export function Tab({ children }: TabProps): ReactNode {
  return <div className="tab">{children}</div>;
}

export function Accordion({
  title,
  defaultOpen = false,
  open,
  disabled = false,
  onClick,
  children,
}: AccordionProps): ReactNode {
  const [own, setOwn] = useState(defaultOpen);
  const shown = open ?? own;
  return (
    <div className="accordion">
      <button type="button" className="transparent" disabled={disabled} onClick={() => (setOwn(!shown), onClick?.())}>
        {shown ? '▾' : '▸'} {title}
      </button>
      {shown ? <div>{children}</div> : null}
    </div>
  );
}
