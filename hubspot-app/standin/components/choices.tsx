import type {
  CheckboxProps,
  MultiSelectProps,
  RadioButtonProps,
  SelectProps,
  ToggleGroupProps,
  ToggleProps,
} from '@hubspot/ui-extensions';
import type { ReactNode } from 'react';
import { Field } from './inputs.tsx';

export function Select(props: SelectProps): ReactNode {
  const choose = (at: number) => {
    const chosen = props.options[at];
    if (chosen !== undefined) props.onChange?.(chosen.value);
  };
  const chosen = props.options.findIndex(({ value }) => value === props.value);
  return (
    <Field about={props}>
      <select
        name={props.name}
        value={chosen}
        disabled={props.readOnly}
        onChange={({ target }) => choose(Number(target.value))}
      >
        {chosen === -1 ? <option value={-1}>{props.placeholder ?? 'Choose'}</option> : null}
        {props.options.map(({ label }, at) => (
          <option key={label} value={at}>
            {label}
          </option>
        ))}
      </select>
    </Field>
  );
}

/** Shown as HubSpot does: what is chosen as tags in the field; a tag that is pressed leaves. */
export function MultiSelect({ value = [], options, onChange, ...props }: MultiSelectProps): ReactNode {
  const open = options.filter((option) => !value.includes(option.value));
  return (
    <Field about={props}>
      <span className="chosen">
        {options
          .filter((option) => value.includes(option.value))
          .map((option) => (
            <button
              key={option.label}
              type="button"
              className="tag default"
              disabled={props.readOnly}
              onClick={() => onChange?.(value.filter((one) => one !== option.value))}
            >
              {option.label} ✕
            </button>
          ))}
        {open.length === 0 || props.readOnly === true ? null : (
          <select
            value=""
            onChange={({ target }) =>
              onChange?.([
                ...value,
                ...open.slice(Number(target.value), Number(target.value) + 1).map((one) => one.value),
              ])
            }
          >
            <option value="">Add</option>
            {open.map(({ label }, at) => (
              <option key={label} value={at}>
                {label}
              </option>
            ))}
          </select>
        )}
      </span>
    </Field>
  );
}

export function Toggle({
  label,
  labelDisplay = 'inline',
  readonly,
  readOnly = readonly,
  onChange,
  ...props
}: ToggleProps): ReactNode {
  const state = props.checked === undefined ? { defaultChecked: props.initialIsChecked } : { checked: props.checked };
  return (
    <label className={`toggle ${labelDisplay}`}>
      <input type="checkbox" disabled={readOnly} {...state} onChange={({ target }) => onChange?.(target.checked)} />
      <i />
      {labelDisplay === 'hidden' ? null : <span>{label}</span>}
    </label>
  );
}

function ticked(type: 'checkbox' | 'radio', { children, value = '', onChange, ...props }: CheckboxProps): ReactNode {
  const state = props.checked === undefined ? { defaultChecked: props.initialIsChecked } : { checked: props.checked };
  return (
    <label className={props.inline === true ? 'tick inline' : 'tick'}>
      <input
        type={type}
        name={props.name}
        disabled={props.readOnly}
        {...state}
        onChange={({ target }) => onChange?.(target.checked, value)}
      />
      <span>{children}</span>
      {props.description === undefined ? null : <small>{props.description}</small>}
    </label>
  );
}

export function Checkbox(props: CheckboxProps): ReactNode {
  return ticked('checkbox', props);
}

export function RadioButton(props: RadioButtonProps): ReactNode {
  return ticked('radio', props);
}

export function ToggleGroup(props: ToggleGroupProps): ReactNode {
  const { options, inline = false, name } = props;
  const chosen = [props.value ?? []].flat();
  const choose = (value: string, on: boolean) => {
    if (props.toggleType === 'radioButtonList') props.onChange?.(value);
    else props.onChange?.(on ? [...chosen, value] : chosen.filter((one) => one !== value));
  };
  const type = props.toggleType === 'radioButtonList' ? 'radio' : 'checkbox';
  return (
    <Field about={props}>
      {options.map(({ label, value, readOnly = false }) => (
        <span key={value}>
          {ticked(type, {
            name,
            value,
            inline,
            readOnly,
            checked: chosen.includes(value),
            children: label,
            onChange: (on) => choose(value, on),
          })}
        </span>
      ))}
    </Field>
  );
}
