import type {
  FormProps,
  InputProps,
  NumberInputProps,
  SearchInputProps,
  StepperInputProps,
  TextAreaProps,
  TimeInputProps,
} from '@hubspot/ui-extensions';
import type { ReactNode } from 'react';
import { eventOf, reactions } from './overlays.tsx';

type About = {
  label?: string | undefined;
  description?: string | undefined;
  required?: boolean | undefined;
  error?: boolean | undefined;
  validationMessage?: string | undefined;
};

/** A field with what stands above and below it. */
export function Field({ about, children }: { about: About; children: ReactNode }): ReactNode {
  return (
    <label className={about.error === true ? 'field wrong' : 'field'}>
      {about.label === undefined || about.label === '' ? null : (
        <span>
          {about.label}
          {about.required === true ? ' *' : ''}
        </span>
      )}
      {about.description === undefined ? null : <small>{about.description}</small>}
      {children}
      {about.validationMessage ? <small className="message">{about.validationMessage}</small> : null}
    </label>
  );
}

function written(props: InputProps | SearchInputProps, type: string): ReactNode {
  return (
    <Field about={props}>
      <input
        type={type}
        name={props.name}
        placeholder={props.placeholder}
        readOnly={props.readOnly}
        {...(props.value === undefined ? { defaultValue: props.defaultValue } : { value: props.value })}
        onChange={({ target }) => (props.onInput?.(target.value), props.onChange?.(target.value))}
        onBlur={({ target }) => props.onBlur?.(target.value)}
      />
    </Field>
  );
}

export function Input(props: InputProps): ReactNode {
  return written(props, props.type ?? 'text');
}

export function SearchInput(props: SearchInputProps): ReactNode {
  return written(props, 'search');
}

export function TextArea(props: TextAreaProps): ReactNode {
  return (
    <Field about={props}>
      <textarea
        name={props.name}
        rows={props.rows ?? 3}
        readOnly={props.readOnly}
        {...(props.value === undefined ? { defaultValue: props.defaultValue } : { value: props.value })}
        onChange={({ target }) => (props.onInput?.(target.value), props.onChange?.(target.value))}
      />
    </Field>
  );
}

function counted(props: Omit<NumberInputProps, 'onInput' | 'textAlign'>, step: number | 'any'): ReactNode {
  return (
    <Field about={props}>
      <input
        type="number"
        name={props.name}
        step={step}
        readOnly={props.readOnly}
        {...(props.value === undefined ? { defaultValue: props.defaultValue } : { value: props.value })}
        onChange={({ target }) => props.onChange?.(target.valueAsNumber)}
      />
    </Field>
  );
}

export function NumberInput(props: NumberInputProps): ReactNode {
  return counted(props, 'any');
}

export function StepperInput({ stepSize = 1, ...props }: StepperInputProps): ReactNode {
  return counted(props, stepSize);
}

const two = (number: number) => String(number).padStart(2, '0');

export function TimeInput(props: TimeInputProps): ReactNode {
  const { value } = props;
  const shown = value === undefined || value === null ? '' : `${two(value.hours)}:${two(value.minutes)}`;
  const change = (text: string) => {
    const [hours, minutes] = text.split(':').map(Number);
    if (hours !== undefined && minutes !== undefined) props.onChange?.({ hours, minutes });
  };
  return (
    <Field about={props}>
      <input
        type="time"
        name={props.name}
        value={shown}
        readOnly={props.readOnly}
        onChange={({ target }) => change(target.value)}
      />
    </Field>
  );
}

export function Form({ children, onSubmit }: FormProps): ReactNode {
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void onSubmit?.(Object.assign(eventOf('submit'), { targetValue: {} }), reactions);
      }}
    >
      {children}
    </form>
  );
}
