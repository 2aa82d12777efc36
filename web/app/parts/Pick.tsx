/** The browser's own list: works with the keyboard and on phones, and weighs nothing. Takes value and onChange from its Form.Item. */
export function Pick({
  options,
  id,
  value,
  onChange,
  label,
}: {
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly id?: string;
  readonly value?: string;
  readonly onChange?: (value: string) => void;
  readonly label?: string;
}) {
  return (
    <select id={id} className="choose" aria-label={label} value={value} onChange={(event) => onChange?.(event.target.value)}>
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </select>
  );
}
