import 'react-data-grid/lib/styles.css';
import { Button } from 'antd';
import { type ClipboardEvent, type KeyboardEvent, type MouseEvent, useEffect, useMemo, useRef, useState } from 'react';
import { type CellKeyboardEvent, type CellKeyDownArgs, DataGrid, type DataGridHandle } from 'react-data-grid';
import type { GridProblem } from '../../../src/plan/grid/check.ts';
import type { GridForm, GridSheet } from '../../../src/plan/grid/form.ts';
import { isGiven } from '../../../src/plan/grid/rows.ts';
import { addition, cellOf, removal } from './change.ts';
import { blockText, rangeOf, readBlock, type Spot, spotsOf, spread, within } from './clipboard.ts';
import { columnsOf, copiedCell, type Line, shownFields } from './columns.tsx';
import type { Draft, DraftView } from './draft.ts';
import { isParent, putting } from './put.ts';
import { fresh } from './stored.ts';
import type { Codes } from './values.ts';

/** Blank rows below the last one. */
const SPARE = 12;
const HEIGHT = 30;

/** The cell that somebody wants to see; `times` tells two wishes for the same cell apart. */
export interface Wish {
  readonly row: string;
  readonly column: string;
  readonly times: number;
}

const ARROWS: Readonly<Record<string, readonly [rows: number, columns: number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

const inEditor = (target: EventTarget): boolean => target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;

/** One kind of record as a grid that is used like a sheet of Excel. */
export function Sheet(props: {
  readonly sheet: GridSheet;
  readonly form: GridForm;
  readonly codes: Codes;
  readonly draft: Draft;
  readonly view: DraftView;
  readonly problems: readonly GridProblem[];
  readonly wish: Wish | null;
}) {
  const { sheet, form, codes, draft, view, wish } = props;
  const { rows } = view;
  const own = rows[sheet.id];
  const grid = useRef<DataGridHandle>(null);
  const [all, setAll] = useState(false);
  const [anchor, setAnchor] = useState<Spot>({ row: 0, column: 0 });
  const [focus, setFocus] = useState<Spot>(anchor);
  const caret = useRef(false);
  const extending = useRef(false);
  const range = useMemo(() => rangeOf(anchor, focus), [anchor, focus]);

  const lines = useMemo((): Line[] => {
    const spare = isGiven(sheet.id) ? 0 : SPARE;
    return [
      ...own.map((row): Line => ({ key: row.key, row })),
      ...Array.from({ length: spare }, (_, i): Line => ({ key: `spare ${i}`, row: null })),
    ];
  }, [own, sheet]);
  const sense = useMemo(() => ({ sheet, form, codes, rows }), [sheet, form, codes, rows]);
  const fields = useMemo(() => shownFields(sense, all), [sense, all]);
  const places = useMemo(() => new Map(lines.map(({ key }, i) => [key, i])), [lines]);
  const problems = useMemo(
    () =>
      new Map(
        props.problems
          .filter(({ sheet: id }) => id === sheet.id)
          .toReversed()
          .map((one) => [`${one.row} ${one.column}`, one]),
      ),
    [props.problems, sheet],
  );
  const one = range.top === range.bottom && range.left === range.right;
  const columns = useMemo(
    () =>
      columnsOf(sense, fields, {
        problems,
        caret: () => caret.current,
        inside: (key, column) => !one && within(range, places.get(key) ?? -1, column),
      }),
    [sense, fields, problems, places, one, range],
  );

  const select = (a: Spot, b: Spot = a) => {
    setAnchor(a);
    setFocus(b);
  };
  const go = ({ row, column }: Spot) => grid.current?.setActivePosition({ rowIdx: row, idx: column + 1 }, { shouldFocus: true });
  const inside = ({ row, column }: Spot): Spot => ({
    row: Math.min(Math.max(row, 0), lines.length - 1),
    column: Math.min(Math.max(column, 0), fields.length - 1),
  });
  const put = (puts: Parameters<typeof putting>[4]) => draft.change(putting(rows, sheet, fields, codes, puts));
  const clear = () =>
    put(
      spotsOf(range)
        .flat()
        .map((spot) => ({ ...spot, text: '' })),
    );
  const textAt = ({ row, column }: Spot): string => {
    const [line, field] = [lines[row]?.row, fields[column]];
    return line && field ? copiedCell(sense, field, line) : '';
  };
  const fillDown = () =>
    put(
      spotsOf({ ...range, top: range.top + 1 })
        .flat()
        .map((spot) => ({ ...spot, text: textAt({ row: range.top, column: spot.column }) })),
    );
  const insert = () => {
    const after = own[Math.min(range.top, own.length) - 1]?.key ?? null;
    if (range.top < own.length) draft.change([addition(sheet.id, fresh(), after)]);
  };
  const remove = () => {
    draft.change(
      removal(
        rows,
        sheet.id,
        own.slice(range.top, range.bottom + 1).map(({ key }) => key),
      ),
    );
    select(inside({ row: range.top, column: focus.column }));
  };

  // biome-ignore lint/correctness/useExhaustiveDependencies: a wish is fulfilled once
  useEffect(() => {
    if (!wish) return;
    const column = fields.findIndex(({ key }) => key === wish.column);
    const row = places.get(wish.row);
    if (column < 0 && sheet.fields.some(({ key }) => key === wish.column) && !all) return setAll(true);
    if (row !== undefined) go({ row, column: Math.max(0, column) });
  }, [wish, all]);

  const keyed = (args: CellKeyDownArgs<Line, string>, event: CellKeyboardEvent) => {
    if (args.mode === 'EDIT') {
      if (event.key !== 'Enter') return;
      event.preventGridDefault();
      args.onClose(true);
      return go(inside({ row: focus.row + 1, column: focus.column }));
    }
    caret.current = event.key === 'F2';
    if (event.ctrlKey || event.metaKey) {
      event.preventGridDefault();
      if (event.key === 'd') fillDown();
      else if (event.key === 'a') select({ row: 0, column: 0 }, { row: Math.max(0, own.length - 1), column: fields.length - 1 });
      else if (event.key === 'Home' || event.key === 'End')
        go(event.key === 'Home' ? { row: 0, column: 0 } : { row: Math.max(0, own.length - 1), column: fields.length - 1 });
      else return;
      event.preventDefault();
      return;
    }
    const arrow = ARROWS[event.key];
    if (arrow && event.shiftKey) {
      event.preventGridDefault();
      const next = inside({ row: focus.row + arrow[0], column: focus.column + arrow[1] });
      setFocus(next);
      grid.current?.scrollToCell({ rowIdx: next.row, idx: next.column + 1 });
    } else if (event.key === 'Enter') {
      event.preventGridDefault();
      go(inside({ row: focus.row + (event.shiftKey ? -1 : 1), column: focus.column }));
    } else if (event.key === 'Delete' || event.key === 'Backspace') {
      event.preventGridDefault();
      clear();
    } else if (event.key === 'ArrowDown' && event.altKey) {
      event.preventGridDefault();
      grid.current?.setActivePosition({ rowIdx: focus.row, idx: focus.column + 1 }, { enableEditor: true });
    }
  };
  const undoing = (event: KeyboardEvent) => {
    if (!(event.ctrlKey || event.metaKey) || inEditor(event.target)) return;
    const key = event.key.toLowerCase();
    if (key !== 'z' && key !== 'y') return;
    event.preventDefault();
    if (key === 'y' || event.shiftKey) draft.redo();
    else draft.undo();
  };
  const copy = (event: ClipboardEvent, cut: boolean) => {
    if (inEditor(event.target)) return;
    event.preventDefault();
    event.clipboardData.setData('text/plain', blockText(spotsOf(range).map((spots) => spots.map(textAt))));
    if (cut) clear();
  };
  const paste = (event: ClipboardEvent) => {
    const text = event.clipboardData.getData('text/plain');
    if (inEditor(event.target) || text === '') return;
    event.preventDefault();
    const puts = spread(readBlock(text), range);
    put(puts);
    const end = puts.at(-1);
    if (end) select({ row: range.top, column: range.left }, { row: end.row, column: Math.min(end.column, fields.length - 1) });
  };
  /** The cell under the mouse. */
  const spotOf = (target: EventTarget): Spot | null => {
    const cell = target instanceof Element ? target.closest('[role=gridcell]') : null;
    const row = Number(cell?.closest('[role=row]')?.getAttribute('aria-rowindex')) - 2;
    const column = Number(cell?.getAttribute('aria-colindex')) - 2;
    return cell && row >= 0 && row < lines.length ? { row, column } : null;
  };
  const drag = (event: MouseEvent) => {
    const spot = event.buttons === 1 && extending.current ? spotOf(event.target) : null;
    if (spot) setFocus(inside(spot));
  };
  return (
    <section aria-label={sheet.name}>
      <div className="gap tools">
        <Button size="small" disabled={!view.undoable} onClick={() => draft.undo()} title="Ctrl+Z">
          撤销
        </Button>
        <Button size="small" disabled={!view.redoable} onClick={() => draft.redo()} title="Ctrl+Y">
          重做
        </Button>
        {!isGiven(sheet.id) && (
          <>
            <Button size="small" disabled={range.top >= own.length} onClick={insert}>
              插入行
            </Button>
            <Button size="small" disabled={range.top >= own.length} onClick={remove}>
              删除行
            </Button>
          </>
        )}
        {sheet.fields.some(({ rare, type }) => rare && type.kind !== 'told') && (
          <label>
            <input type="checkbox" checked={all} onChange={(event) => setAll(event.target.checked)} /> 显示少用的列
          </label>
        )}
        <span className="quiet">{sheet.hint}</span>
      </div>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: keys and clipboard of the grid inside */}
      <div
        onKeyDown={undoing}
        onCopy={(event) => copy(event, false)}
        onCut={(event) => copy(event, true)}
        onPaste={paste}
        onMouseOver={drag}
        onFocus={() => undefined}
      >
        <DataGrid
          ref={grid}
          className="sheet-grid"
          aria-label={sheet.name}
          columns={columns}
          rows={lines}
          rowKeyGetter={({ key }) => key}
          rowHeight={HEIGHT}
          headerRowHeight={HEIGHT + 2}
          summaryRowHeight={HEIGHT}
          bottomSummaryRows={isGiven(sheet.id) ? [] : ['total']}
          onActivePositionChange={({ rowIdx, column }) => {
            const spot = { row: rowIdx, column: (column?.idx ?? 1) - 1 };
            if (rowIdx < 0 || rowIdx >= lines.length) return;
            if (spot.column < 0) select({ row: rowIdx, column: 0 }, { row: rowIdx, column: fields.length - 1 });
            else select(spot);
          }}
          onCellMouseDown={({ rowIdx, column }, event) => {
            extending.current = !inEditor(event.target);
            caret.current = true;
            if (!event.shiftKey) return;
            event.preventGridDefault();
            event.preventDefault();
            setFocus(inside({ row: rowIdx, column: column.idx - 1 }));
          }}
          onCellKeyDown={keyed}
          onRowsChange={(changed, { indexes, column }) =>
            put(
              indexes.flatMap((i) => {
                const [line, at] = [changed[i], fields.findIndex(({ key }) => key === column.key)];
                const field = fields[at];
                if (line?.typed === undefined || !field) return [];
                const row = places.get(line.key) ?? i;
                const from = line.row && !isParent(sheet, field) ? { from: cellOf(line.row, field.key) } : {};
                return [{ row, column: at, text: line.typed, ...from }];
              }),
            )
          }
        />
      </div>
    </section>
  );
}
