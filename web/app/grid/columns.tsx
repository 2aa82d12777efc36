import type { Column } from 'react-data-grid';
import type { GridProblem } from '../../../src/plan/grid/check.ts';
import type { GivenRow, GridForm, GridSheet } from '../../../src/plan/grid/form.ts';
import { type Cells, type GridRow, type GridRows, isGiven } from '../../../src/plan/grid/rows.ts';
import { type Field, membersText } from '../../../src/plan/workbook/kind.ts';
import { ListEditor, LongEditor, TextEditor } from './editors.tsx';
import { isOpen, isParent } from './put.ts';
import { projectTotals, type Total, totalOf } from './totals.ts';
import { type Codes, shown, yuanOf } from './values.ts';

/** A row of the page; those below the last one are blank, and have no row of the plan yet. */
export interface Line {
  readonly key: string;
  readonly row: GridRow | null;
  /** what is being typed into one of its cells */
  readonly typed?: string;
}

/** What a sheet is shown with. */
export interface SheetSense {
  readonly sheet: GridSheet;
  readonly form: GridForm;
  readonly codes: Codes;
  readonly rows: GridRows;
}

/** The fields that have a column: rare ones, and the unit where there is but one, only where a row uses them or all are asked for. */
export function shownFields({ sheet, rows }: Pick<SheetSense, 'sheet' | 'rows'>, all: boolean): Field[] {
  const own = rows[sheet.id];
  const used = new Set(own.flatMap(({ cells }) => Object.keys(cells)));
  const needless = (field: Field): boolean => field.type.kind === 'unit' && rows.units.length < 2 && !used.has(field.key);
  const rest = own.some(({ cells }) => restOf(sheet, cells) !== '');
  return sheet.fields.filter((field) => {
    const { key, rare, type } = field;
    if (key === 'rest') return rest;
    return key !== 'of' && ((!rare && !needless(field)) || used.has(key) || (all && type.kind !== 'told'));
  });
}

/** Members of a line that no column shows. */
function restOf({ id, fields }: GridSheet, cells: Cells): string {
  if (isGiven(id)) return '';
  const known = new Set(fields.map(({ key }) => key));
  return membersText(Object.fromEntries(Object.entries(cells).filter(([key]) => !known.has(key) && !key.includes('.'))));
}

/** What a cell shows. */
export function shownCell(
  { sheet, form, codes, rows }: SheetSense,
  totals: ReadonlyMap<string, Total>,
  field: Field,
  row: GridRow,
): string {
  if (isParent(sheet, field)) return rows.projects.find(({ key }) => key === row.parent)?.cells.name ?? row.cells.project ?? '';
  if (field.type.kind === 'sum') {
    const total = totals.get(row.key);
    return total ? yuanOf(total.fen) : '';
  }
  if (field.key === 'rest') return restOf(sheet, row.cells);
  if (isGiven(sheet.id)) return givenCell(form.given[sheet.id as 'facts' | 'prior'], field, row);
  return shown(field, row.cells[field.key] ?? '', codes);
}

/** What is copied of a cell: as it is shown, amounts without signs between their digits, as Excel takes them for numbers. */
export function copiedCell(sense: SheetSense, field: Field, row: GridRow): string {
  const { type, key } = field;
  const { measure, [key]: value = '' } = row.cells;
  if (type.kind === 'money' || (isGiven(sense.sheet.id) && key === 'yuan' && measure === '元')) return value;
  const text = shownCell(sense, projectTotals(sense.rows), field, row);
  return type.kind === 'sum' ? text.replaceAll(',', '') : text;
}

function givenCell(given: readonly GivenRow[], field: Field, { cells }: GridRow): string {
  const one = given.find(({ key }) => key === cells.of);
  if (field.key === 'name') return one?.name ?? cells.of ?? '';
  if (field.key === 'measure') return one?.more ?? cells.measure ?? '';
  return cells.measure === '元'
    ? shown({ ...field, type: { kind: 'money' } }, cells[field.key] ?? '', new Map())
    : (cells[field.key] ?? '');
}

/** What a cell can be chosen from. */
function optionsOf({ form, rows }: SheetSense, { type }: Field): readonly string[] | null {
  const names = (list: readonly GridRow[]): string[] => list.flatMap(({ cells }) => cells.name ?? []);
  if (type.kind === 'choice') return type.choices.map(({ name }) => name);
  if (type.kind === 'code') return form.lists[`${type.list}/${type.level}`] ?? [];
  return type.kind === 'unit' ? names(rows.units) : type.kind === 'project' ? names(rows.projects) : null;
}

const isNumber = ({ type }: Field): boolean => type.kind === 'money' || type.kind === 'sum' || type.kind === 'number';
const NUMBER = 'line';

/** The columns of a sheet, the first with the numbers of the rows. */
export function columnsOf(
  sense: SheetSense,
  fields: readonly Field[],
  look: {
    readonly problems: ReadonlyMap<string, GridProblem>;
    readonly caret: () => boolean;
    readonly inside: (key: string, column: number) => boolean;
  },
): Column<Line, string>[] {
  const { sheet, rows } = sense;
  const totals = projectTotals(rows);
  const first: Column<Line, string> = {
    key: NUMBER,
    name: '行',
    width: 44,
    minWidth: 44,
    frozen: true,
    resizable: false,
    cellClass: (line) => `number ${look.problems.has(`${line.key} `) ? 'bad' : ''}`,
    renderCell: ({ rowIdx }) => rowIdx + 1,
    renderSummaryCell: () => '合计',
  };
  return [
    first,
    ...fields.map((field, at): Column<Line, string> => {
      const value = (line: Line): string => (line.row ? shownCell(sense, totals, field, line.row) : '');
      const problem = (line: Line) => look.problems.get(`${line.key} ${field.key}`);
      const options = optionsOf(sense, field);
      const open = isOpen(field);
      return {
        key: field.key,
        name: `${field.head}${field.needed || field.starred ? ' *' : ''}`,
        width: Math.min(Math.max(field.width * 6.6, field.head.length * 14 + 30), isGiven(sheet.id) ? 480 : 300),
        resizable: true,
        frozen: field.key === 'name' && (sheet.id === 'projects' || isGiven(sheet.id)),
        cellClass: (line) => {
          const found = problem(line);
          return [
            isNumber(field) && 'amount',
            !open && 'told',
            found && (found.severity === 'error' ? 'bad' : 'warn'),
            look.inside(line.key, at) && 'inside',
          ]
            .filter(Boolean)
            .join(' ');
        },
        renderHeaderCell: () => <span title={field.note}>{`${field.head}${field.needed || field.starred ? ' *' : ''}`}</span>,
        renderCell: ({ row: line }) => {
          const [text, found] = [value(line), problem(line)];
          return found ? (
            <span title={`${found.message}。${found.mend}`}>
              {text}
              <span className="unseen">{`（${found.message}）`}</span>
            </span>
          ) : (
            <span title={text.length > 12 ? text : undefined}>{text}</span>
          );
        },
        renderSummaryCell:
          field.type.kind === 'money' || field.type.kind === 'sum' ? () => <Sum sense={sense} field={field} totals={totals} /> : null,
        summaryCellClass: 'amount',
        editorOptions: { closeOnExternalRowChange: false },
        renderEditCell: open
          ? (props) => {
              const line = props.row;
              const given = { row: line, onRowChange: props.onRowChange, field, caret: look.caret() };
              if (options) return <ListEditor {...given} value={value(line)} options={options} />;
              const raw = line.row?.cells[field.key] ?? '';
              const lines = field.type.kind === 'text' ? (field.type.lines ?? 1) : 1;
              return lines > 1 ? <LongEditor {...given} value={raw} /> : <TextEditor {...given} value={raw} />;
            }
          : null,
      };
    }),
  ];
}

function Sum({ sense: { sheet, rows }, field, totals }: { sense: SheetSense; field: Field; totals: ReadonlyMap<string, Total> }) {
  const total =
    field.type.kind === 'sum'
      ? { fen: [...totals.values()].reduce((sum, { fen }) => sum + fen, 0), unread: 0 }
      : totalOf(rows[sheet.id].map(({ cells }) => cells[field.key] ?? ''));
  return (
    <span
      title={total.unread > 0 ? `有 ${total.unread} 格不是金额，没有加上` : undefined}
    >{`${yuanOf(total.fen)}${total.unread > 0 ? ' ?' : ''}`}</span>
  );
}
