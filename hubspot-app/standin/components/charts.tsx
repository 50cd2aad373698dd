import type { BarChartProps, ChartColor, ChartProps, LineChartProps } from '@hubspot/ui-extensions';
import type { ReactNode } from 'react';
import { bottom, height, left, plotOf, right, top, width, type Plot, type Series } from './plot.ts';

const colors: Record<ChartColor, string> = {
  orange: '#ff8f59',
  aqua: '#51d3d9',
  purple: '#bda9ea',
  yellow: '#f5c78e',
  pink: '#f28fb1',
  blue: '#5c9dd5',
  green: '#4fb06d',
  darkOrange: '#e04826',
  darkAqua: '#0d8ea5',
  darkPurple: '#604a92',
  darkYellow: '#a88a2f',
  darkPink: '#8f336d',
  darkBlue: '#263074',
  darkGreen: '#1d6337',
};

export function LineChart(props: LineChartProps): ReactNode {
  const plot = plotOf(props, false);
  return (
    <Chart props={props} plot={plot}>
      {plot.series.map((series) => (
        <path
          key={series.name}
          className="line"
          stroke={colorOf(series, props)}
          d={series.points.map(({ x, y }, at) => `${at === 0 ? 'M' : 'L'}${x} ${y}`).join('')}
        />
      ))}
    </Chart>
  );
}

export function BarChart(props: BarChartProps): ReactNode {
  const plot = plotOf(props, true);
  return (
    <Chart props={props} plot={plot}>
      {plot.series.flatMap((series) =>
        series.points.map(({ x, y, base }, at) => (
          <rect
            key={`${series.name}${at}`}
            x={x}
            y={y}
            width={plot.barWidth}
            height={Math.max(0, base - y)}
            fill={colorOf(series, props)}
          />
        )),
      )}
    </Chart>
  );
}

function colorOf({ name, nth }: Series, { axes, options }: ChartProps): string {
  const inOrder: ChartColor[] = [...(options?.colorList ?? []), 'orange', 'aqua', 'purple', 'yellow'];
  return colors[axes.options?.colors?.[name] ?? inOrder[nth] ?? 'blue'];
}

function Chart({ props, plot, children }: { props: ChartProps; plot: Plot; children: ReactNode }): ReactNode {
  return (
    <figure>
      {props.options?.title === undefined ? null : <figcaption>{props.options.title}</figcaption>}
      <svg viewBox={`0 0 ${width} ${height}`} role="img">
        {plot.yTicks.map(({ at, words }) => (
          <g key={words}>
            <line x1={left} x2={width - right} y1={at} y2={at} />
            <text x={left - 8} y={at + 4} textAnchor="end">
              {words}
            </text>
          </g>
        ))}
        {plot.xTicks.map(({ at, words }) => (
          <text key={words} x={at} y={height - bottom + 18} textAnchor="middle">
            {words}
          </text>
        ))}
        <text x={left} y={top - 8}>
          {props.axes.y.label ?? props.axes.y.field}
        </text>
        {children}
      </svg>
      {props.options?.showLegend === true ? <Legend props={props} plot={plot} /> : null}
    </figure>
  );
}

function Legend({ props, plot }: { props: ChartProps; plot: Plot }): ReactNode {
  return (
    <div className="legend">
      {plot.series.map((series) => (
        <span key={series.name}>
          <i style={{ background: colorOf(series, props) }} />
          {series.name}
        </span>
      ))}
    </div>
  );
}
