import { type ReactNode, useId } from 'react';
import { useOpen } from './context.ts';
import { nameOf, type Path, textAt } from './edit.ts';
import { wan } from './words.ts';

/** What the reader says of a place. */
export function useProblem(path: Path): string | undefined {
  const { draft } = useOpen();
  const name = nameOf(path);
  return draft.problems.find(({ at }) => at === name)?.message;
}

interface Own {
  /** how it is called, also for those who hear the page */
  readonly label: string;
  readonly path: Path;
  /** what is shown and changed where it is not simply what stands at the path */
  readonly value?: string;
  readonly set?: (next: string) => void;
  readonly disabled?: boolean;
}

function useOwn({ path, value, set, disabled }: Own) {
  const open = useOpen();
  const problem = useProblem(path);
  const id = useId();
  return {
    problem,
    noted: problem ? <Note id={id}>{problem}</Note> : null,
    shared: {
      value: value ?? textAt(open.value, path),
      disabled: disabled || !open.writable,
      'aria-invalid': problem ? true : undefined,
      'aria-describedby': problem ? id : undefined,
    },
    take: (next: string) => (set ? set(next) : open.set(path, next)),
  };
}

const Note = ({ id, children }: { readonly id: string; readonly children: ReactNode }) => (
  <span id={id} className="wrong">
    {children}
  </span>
);

/** A cell of a table: its name is that of its column. */
export function Cell({ kind = 'text', wide = '', ...own }: Own & { readonly kind?: 'text' | 'date' | 'number'; readonly wide?: string }) {
  const { shared, noted, take } = useOwn(own);
  return (
    <>
      <input
        {...shared}
        className={`in ${kind === 'number' ? 'number' : ''} ${wide}`}
        type={kind === 'date' ? 'date' : 'text'}
        inputMode={kind === 'number' ? 'decimal' : undefined}
        aria-label={own.label}
        onChange={(event) => take(event.target.value)}
      />
      {noted}
    </>
  );
}

/** A list to choose from; `none`: what is said where nothing is chosen. What is not in the list is kept, and shown. */
export function Choice({
  options,
  none,
  ...own
}: Own & { readonly options: readonly { readonly value: string; readonly label: string }[]; readonly none?: string }) {
  const { shared, noted, take } = useOwn(own);
  const known = shared.value === '' || options.some(({ value }) => value === shared.value);
  return (
    <>
      <select {...shared} className="in" aria-label={own.label} onChange={(event) => take(event.target.value)}>
        {(none !== undefined || shared.value === '') && <option value="">{none ?? '请选择'}</option>}
        {!known && <option value={shared.value}>{shared.value}</option>}
        {options.map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
      {noted}
    </>
  );
}

/** A field with its name above it. */
export function Field({
  hint,
  lines = 1,
  kind,
  options,
  none,
  list,
  ...own
}: Own & {
  readonly hint?: string;
  readonly lines?: number;
  readonly kind?: 'money' | 'date';
  readonly options?: readonly { readonly value: string; readonly label: string }[];
  readonly none?: string;
  /** values that may be taken, besides any other */
  readonly list?: readonly string[];
}) {
  const { shared, noted, take } = useOwn(own);
  const id = useId();
  const listed = useId();
  return (
    <div className={`field ${lines > 1 ? 'long' : ''}`}>
      <label htmlFor={id}>{own.label}</label>
      {options ? (
        <select id={id} {...shared} className="in" onChange={(event) => take(event.target.value)}>
          {(none !== undefined || shared.value === '') && <option value="">{none ?? '请选择'}</option>}
          {options.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
      ) : lines > 1 ? (
        <textarea id={id} {...shared} className="in" rows={lines} maxLength={4000} onChange={(event) => take(event.target.value)} />
      ) : (
        <input
          id={id}
          {...shared}
          className="in"
          type={kind === 'date' ? 'date' : 'text'}
          list={list ? listed : undefined}
          inputMode={kind === 'money' ? 'decimal' : undefined}
          onChange={(event) => take(event.target.value)}
        />
      )}
      {list && (
        <datalist id={listed}>
          {list.map((one) => (
            <option key={one} value={one} />
          ))}
        </datalist>
      )}
      {noted ??
        ((kind === 'money' && wan(shared.value)) || hint ? (
          <span className="quiet">{(kind === 'money' && wan(shared.value)) || hint}</span>
        ) : null)}
    </div>
  );
}
