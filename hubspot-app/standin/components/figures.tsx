import type {
  DescriptionListItemProps,
  DescriptionListProps,
  ScoreProps,
  StatisticsItemProps,
  StatisticsProps,
  StatisticsTrendProps,
} from '@hubspot/ui-extensions';
import type { ReactNode } from 'react';

const radius = 26;
const around = 2 * Math.PI * radius;

function colorOf(score: number): string {
  if (score >= 70) return '#00bda5';
  return score >= 40 ? '#f5c26b' : '#f2545b';
}

export function ScoreCircle({ score }: ScoreProps): ReactNode {
  return (
    <svg className="score" width="64" height="64" viewBox="0 0 64 64" role="img" aria-label={`score ${score}`}>
      <circle cx="32" cy="32" r={radius} stroke="#dfe3eb" />
      <circle
        cx="32"
        cy="32"
        r={radius}
        stroke={colorOf(score)}
        strokeDasharray={`${(around * score) / 100} ${around}`}
        transform="rotate(-90 32 32)"
      />
      <text x="32" y="38" textAnchor="middle">
        {score}
      </text>
    </svg>
  );
}

export function Statistics({ children }: StatisticsProps): ReactNode {
  return <div className="statistics">{children}</div>;
}

export function StatisticsItem({ label, number, children }: StatisticsItemProps): ReactNode {
  return (
    <div className="statistic">
      <div className="label">{label}</div>
      <div className="number">{number}</div>
      {children}
    </div>
  );
}

export function StatisticsTrend({ value, direction, color }: StatisticsTrendProps): ReactNode {
  const shade = color ?? (direction === 'increase' ? 'green' : 'red');
  return (
    <div className={`trend ${shade}`}>
      {direction === 'increase' ? '▲' : '▼'} {value}
    </div>
  );
}

export function DescriptionList({ direction = 'column', children }: DescriptionListProps): ReactNode {
  return <dl className={direction}>{children}</dl>;
}

export function DescriptionListItem({ label, children }: DescriptionListItemProps): ReactNode {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}
