import type {
  HeadingProps,
  HrefProp,
  IconProps,
  LinkProps,
  ListProps,
  StatusTagProps,
  TagProps,
  TextProps,
  TooltipProps,
} from '@hubspot/ui-extensions';
import { Children, type CSSProperties, type ReactNode } from 'react';

const weights = { regular: 400, demibold: 600, bold: 700 };
const decorations = { none: 'none', underline: 'underline', strikethrough: 'line-through' };

export function Text({ variant = 'bodytext', inline = false, format = {}, truncate, children }: TextProps): ReactNode {
  const style: CSSProperties = {
    fontWeight: weights[format.fontWeight ?? 'regular'],
    fontStyle: format.italic === true ? 'italic' : 'normal',
    textDecoration: decorations[format.lineDecoration ?? 'none'],
  };
  const cut = truncate === undefined || truncate === false ? '' : ' cut';
  const Element = inline ? 'span' : 'div';
  return (
    <Element className={`text ${variant}${cut}`} style={style}>
      {children}
    </Element>
  );
}

export function Heading({ inline = false, children }: HeadingProps): ReactNode {
  return <h4 style={inline ? { display: 'inline' } : {}}>{children}</h4>;
}

export function Link({ href, children }: LinkProps): ReactNode {
  return <a href={addressOf(href)}>{children}</a>;
}

/** Where a link leads, whichever way it was given. */
export function addressOf(href: HrefProp): string {
  return typeof href === 'string' ? href : href.url;
}

export function List({ variant = 'unordered', children }: ListProps): ReactNode {
  const items = Children.toArray(children).map((child, at) => <li key={at}>{child}</li>);
  return variant.startsWith('ordered') ? <ol>{items}</ol> : <ul className={variant}>{items}</ul>;
}

export function StatusTag({ variant = 'default', hollow = false, children }: StatusTagProps): ReactNode {
  return (
    <span className={`status ${variant}`}>
      <i className={hollow ? 'dot hollow' : 'dot'} />
      {children}
    </span>
  );
}

export function Tag({ variant = 'default', children }: TagProps): ReactNode {
  return <span className={`tag ${variant}`}>{children}</span>;
}

export function Tooltip({ children }: TooltipProps): ReactNode {
  return <span className="tooltip">{children}</span>;
}

const glyphs: Partial<Record<IconProps['name'], string>> = {
  warning: '▲',
  success: '✓',
  clock: '◷',
  flame: '♨',
  info: 'i',
};

export function Icon({ name, color = 'inherit', screenReaderText }: IconProps): ReactNode {
  return (
    <span className={`icon ${color}`} title={screenReaderText ?? name}>
      {glyphs[name] ?? '•'}
    </span>
  );
}
