import type {
  AutoGridProps,
  BoxProps,
  CardProps,
  DividerProps,
  FlexProps,
  InlineProps,
  SpacerProps,
  StackProps,
  TileProps,
} from '@hubspot/ui-extensions';
import type { CSSProperties, ReactNode } from 'react';

/** HubSpot's distances in pixels, as near as the eye can tell. */
const distances: Record<string, number> = {
  flush: 0,
  'extra-small': 4,
  xs: 4,
  small: 8,
  sm: 8,
  medium: 16,
  md: 16,
  large: 24,
  lg: 24,
  'extra-large': 48,
  xl: 48,
};

/** A named distance as CSS takes it. */
export function px(distance: string | undefined, otherwise = 'flush'): number {
  return distances[distance ?? otherwise] ?? 0;
}

const aligned: Record<string, string> = {
  start: 'flex-start',
  end: 'flex-end',
  between: 'space-between',
  around: 'space-around',
};

function line(style: CSSProperties, children: ReactNode): ReactNode {
  return <div style={{ display: 'flex', minWidth: 0, ...style }}>{children}</div>;
}

function place(name: string | undefined, otherwise: string): string {
  const named = name ?? otherwise;
  return aligned[named] ?? named;
}

export function Flex({ direction = 'row', justify, align, alignSelf, gap, wrap, children }: FlexProps): ReactNode {
  const style: CSSProperties = {
    flexDirection: direction,
    justifyContent: place(justify, 'start'),
    alignItems: place(align, 'stretch'),
    gap: px(gap),
    flexWrap: wrap === true || wrap === 'wrap' ? 'wrap' : 'nowrap',
  };
  return line(alignSelf === undefined ? style : { ...style, alignSelf: place(alignSelf, 'stretch') }, children);
}

export function Stack({ direction = 'column', distance, justify, align, children }: StackProps): ReactNode {
  const style: CSSProperties = {
    flexDirection: direction,
    gap: px(distance, 'sm'),
    justifyContent: place(justify, 'start'),
    alignItems: place(align, 'start'),
  };
  return line(style, children);
}

export function Inline({ justify, align, gap, children }: InlineProps): ReactNode {
  const style: CSSProperties = {
    flexWrap: 'wrap',
    gap: px(gap, 'sm'),
    justifyContent: place(justify, 'start'),
    alignItems: place(align, 'center'),
  };
  return line(style, children);
}

export function Box({ flex = 'initial', alignSelf = 'auto', children }: BoxProps): ReactNode {
  const grows = { initial: '0 1 auto', auto: '1 1 auto', none: '0 0 auto' };
  const style = {
    flex: typeof flex === 'number' ? flex : grows[flex],
    alignSelf: place(alignSelf, 'auto'),
    minWidth: 0,
  };
  return <div style={style}>{children}</div>;
}

export function AutoGrid({ columnWidth, gap, flexible = false, children }: AutoGridProps): ReactNode {
  const widest = flexible ? '1fr' : `${columnWidth}px`;
  const columns = `repeat(auto-fill, minmax(min(${columnWidth}px, 100%), ${widest}))`;
  return <div style={{ display: 'grid', gridTemplateColumns: columns, gap: px(gap) }}>{children}</div>;
}

export function Divider({ distance }: DividerProps): ReactNode {
  return <hr style={{ margin: `${px(distance)}px 0` }} />;
}

export function Spacer({ size }: SpacerProps): ReactNode {
  return <div style={{ height: px(size, 'md') }} />;
}

export function Tile({ compact = false, children }: TileProps): ReactNode {
  return <div className={compact ? 'tile compact' : 'tile'}>{children}</div>;
}

export function Card({ children }: CardProps): ReactNode {
  return <div className="tile">{children}</div>;
}
