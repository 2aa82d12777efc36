import { useEffect, useId, useRef } from 'react';
import type { RenderEditCellProps } from 'react-data-grid';
import type { Field } from '../../../src/plan/workbook/kind.ts';
import type { Line } from './columns.tsx';

type Props = Pick<RenderEditCellProps<Line>, 'row' | 'onRowChange'> & {
  readonly field: Field;
  readonly value: string;
  readonly caret: boolean;
};

/** What is typed is the row's `typed`, until it is put into the cell. */
const typing = ({ row, onRowChange }: Props, typed: string): void => onRowChange({ ...row, typed });

/** One line of text. `caret`: what is there is gone on with, otherwise it is typed over. */
export function TextEditor(props: Props) {
  const { value, caret, field, row } = props;
  const own = useRef<HTMLInputElement>(null);
  useEffect(() => {
    own.current?.focus();
    if (!caret) own.current?.select();
  }, [caret]);
  return (
    <input
      ref={own}
      className="edit"
      aria-label={field.head}
      defaultValue={row.typed ?? value}
      onChange={(event) => typing(props, event.target.value)}
    />
  );
}

/** Several lines, above the grid; Alt+Enter begins a new one, as in Excel. */
export function LongEditor(props: Props) {
  const { value, caret, field } = props;
  const own = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    const area = own.current;
    const cell = area?.parentElement?.getBoundingClientRect();
    if (!area || !cell) return;
    area.style.left = `${Math.max(8, Math.min(cell.left, innerWidth - 440))}px`;
    area.style.top = `${Math.min(cell.top, innerHeight - 180)}px`;
    area.style.minWidth = `${Math.min(cell.width, 420)}px`;
    area.showPopover();
    area.focus();
    if (caret) area.setSelectionRange(area.value.length, area.value.length);
    else area.select();
  }, [caret]);
  return (
    <textarea
      ref={own}
      popover="manual"
      className="edit long"
      rows={6}
      aria-label={field.head}
      defaultValue={value}
      onChange={(event) => typing(props, event.target.value)}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || !(event.altKey || event.shiftKey)) return;
        event.stopPropagation();
        if (!event.altKey) return;
        const { selectionStart: at, selectionEnd: end, value: text } = event.currentTarget;
        event.currentTarget.setRangeText('\n', at, end, 'end');
        typing(props, `${text.slice(0, at)}\n${text.slice(end)}`);
      }}
    />
  );
}

/** One of a list, found by typing its code or its name: the browser's own list under a field. What is typed may also be none of them. */
export function ListEditor(props: Props & { readonly options: readonly string[] }) {
  const { value, field, options } = props;
  const own = useRef<HTMLInputElement>(null);
  const list = useId();
  useEffect(() => {
    own.current?.focus();
    try {
      own.current?.showPicker();
    } catch {
      // the list opens as soon as something is typed
    }
  }, []);
  return (
    <>
      <input
        ref={own}
        className="edit"
        list={list}
        aria-label={field.head}
        placeholder={value}
        onChange={(event) => {
          if (event.target.value !== '') typing(props, event.target.value);
        }}
      />
      <datalist id={list}>
        {options.map((option) => (
          <option key={option} value={option} />
        ))}
      </datalist>
    </>
  );
}
