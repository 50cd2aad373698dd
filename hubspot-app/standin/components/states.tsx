import type {
  AlertProps,
  EmptyStateProps,
  ErrorStateProps,
  LoadingSpinnerProps,
  ProgressBarProps,
  StepIndicatorProps,
} from '@hubspot/ui-extensions';
import type { ReactNode } from 'react';

export function Alert({ title, variant = 'info', children }: AlertProps): ReactNode {
  return (
    <div className={`alert ${variant}`} role="alert">
      <strong>{title}</strong>
      {children === undefined ? null : <div>{children}</div>}
    </div>
  );
}

function state(title: string | undefined, children: ReactNode): ReactNode {
  return (
    <div className="state">
      {title === undefined ? null : <h4>{title}</h4>}
      {children}
    </div>
  );
}

export function EmptyState({ title, children }: EmptyStateProps): ReactNode {
  return state(title, children);
}

export function ErrorState({ title, children }: ErrorStateProps): ReactNode {
  return state(title, children);
}

export function LoadingSpinner({ label, showLabel = false }: LoadingSpinnerProps): ReactNode {
  return (
    <div className="state" aria-label={label}>
      <i className="spinner" />
      {showLabel ? <span>{label}</span> : null}
    </div>
  );
}

export function ProgressBar({
  title,
  value = 0,
  maxValue = 100,
  variant = 'success',
  ...words
}: ProgressBarProps): ReactNode {
  return (
    <div className="progress">
      {title === undefined ? null : <strong>{title}</strong>}
      <div className="track">
        <div className={variant} style={{ width: `${(100 * value) / maxValue}%` }} />
      </div>
      {words.valueDescription === undefined ? null : <small>{words.valueDescription}</small>}
    </div>
  );
}

export function StepIndicator({ stepNames, currentStep = 0 }: StepIndicatorProps): ReactNode {
  return (
    <ol className="steps">
      {stepNames.map((name, at) => (
        <li key={name} className={at <= currentStep ? 'reached' : ''}>
          {name}
        </li>
      ))}
    </ol>
  );
}
