import type { TableCellProps, TableElementProps, TableHeaderProps, TableProps } from '@hubspot/ui-extensions';
import type { CSSProperties, ReactNode } from 'react';

export function Table({
  density = 'default',
  bordered = true,
  flush = false,
  children,
  ...paging
}: TableProps): ReactNode {
  return (
    <div className="scrolls">
      <table className={`${density}${bordered ? ' bordered' : ''}${flush ? ' flush' : ''}`}>{children}</table>
      {paging.paginated === true ? <small>{`Page ${paging.page ?? 1} of ${paging.pageCount}`}</small> : null}
    </div>
  );
}

export function TableHead({ children }: TableElementProps): ReactNode {
  return <thead>{children}</thead>;
}

export function TableBody({ children }: TableElementProps): ReactNode {
  return <tbody>{children}</tbody>;
}

export function TableFooter({ children }: TableElementProps): ReactNode {
  return <tfoot>{children}</tfoot>;
}

export function TableRow({ children }: TableElementProps): ReactNode {
  return <tr>{children}</tr>;
}

type Shape = { align?: 'left' | 'center' | 'right'; width?: 'min' | 'max' | 'auto' | number };

function styleOf({ align = 'left', width = 'auto' }: Shape): CSSProperties {
  if (typeof width === 'number') return { textAlign: align, width, minWidth: width };
  if (width === 'max') return { textAlign: align, width: '100%' };
  return width === 'min' ? { textAlign: align, width: 1, whiteSpace: 'nowrap' } : { textAlign: align };
}

export function TableHeader({ children, ...shape }: TableHeaderProps): ReactNode {
  return <th style={styleOf(shape)}>{children}</th>;
}

export function TableCell({ children, colSpan, ...shape }: TableCellProps): ReactNode {
  return (
    <td style={styleOf(shape)} colSpan={colSpan}>
      {children}
    </td>
  );
}
