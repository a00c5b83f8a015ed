import { useId } from 'react';

/** A choice among some, or all of them. Its label is spoken; the choice itself says what it is. */
export function Select<T extends string>({
  label,
  value,
  all,
  options,
  onChange,
}: {
  label: string;
  value: T | null;
  /** The choice of no one in particular. */
  all: string;
  options: readonly { value: T; name: string }[];
  onChange: (value: T | null) => void;
}) {
  const id = useId();
  return (
    <span className={value === null ? 'select' : 'select select-chosen'}>
      <label className="spoken" htmlFor={id}>
        {label}
      </label>
      <select
        id={id}
        value={value === null ? '' : String(options.findIndex((one) => one.value === value))}
        onChange={(event) => {
          const { value: index } = event.target;
          onChange(index === '' ? null : (options[Number(index)]?.value ?? null));
        }}
      >
        <option value="">{all}</option>
        {options.map((option, index) => (
          <option key={option.value} value={index}>
            {option.name}
          </option>
        ))}
      </select>
    </span>
  );
}
