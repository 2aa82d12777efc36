import type { Cell, Grid, Words } from '../document/document.ts';
import { joinWords, NO_WORDS } from '../document/words.ts';
import type { PassageForms, TableForm } from './passage-form.ts';
import type { EvaluationRow, EvaluationTable, FilledSlot } from './passage-node.ts';
import { plainWords } from './passage-pattern.ts';
import type { TableFrame } from './reading.ts';

const plain = (cell: Cell | undefined): string => (cell ? plainWords(cell.words).text : '');
/** A header cell without its unit: 预算指标（万元） is 预算指标. */
const headText = (cell: Cell): string => plain(cell).replace(/（[^）]*）$/, '');
const NUMBER = /^[-−]?\d[\d,]*(?:\.\d+)?%?$/;

/** A header stands in one of so many rows. */
const HEAD_ROWS = 30;

interface Head {
  readonly form: TableForm;
  readonly row: number;
  /** grid column by role */
  readonly columns: ReadonlyMap<string, number>;
}

/** Roles of the columns, from the header rows up to `last`; the first word of a role that is there counts. */
function columnsOf(grid: Grid, last: number, form: TableForm): Map<string, number> {
  const columns = new Map<string, number>();
  const taken = new Set<number>();
  const rows = [last, last - 1, last - 2].flatMap((r) => grid.rows[r] ?? []);
  for (const [role, words] of Object.entries(form.columns)) {
    for (const word of words) {
      const cell = rows.find((one) => headText(one) === word && !taken.has(one.column));
      if (!cell) continue;
      columns.set(role, cell.column);
      taken.add(cell.column);
      break;
    }
  }
  return columns;
}

/** The header of a grid for one of the forms: the first row, counting those above it, that has all roles the form needs. */
function headOf(grid: Grid, forms: readonly TableForm[], from = 0): Head | null {
  for (let r = from; r < Math.min(grid.rows.length, from + HEAD_ROWS); r++) {
    for (const form of forms) {
      const columns = columnsOf(grid, r, form);
      const inRow = [...columns.values()].length >= form.needs.length && form.needs.every((role) => columns.has(role));
      const foreign = grid.rows[r]?.some((cell) => form.without.includes(headText(cell)));
      // a header holds no numbers
      if (inRow && !foreign && !grid.rows[r]?.some((cell) => NUMBER.test(plain(cell)))) return { form, row: r, columns };
    }
  }
  return null;
}

/** The cells of a row by role: a row longer than its header is laid against the header's right end. */
function roleCells(row: readonly Cell[], columns: ReadonlyMap<string, number>, headWidth: number): Map<string, Cell> {
  const width = row.reduce((most, cell) => Math.max(most, cell.column + cell.columnSpan), 0);
  const labels = row.findIndex((cell) => NUMBER.test(plain(cell)));
  const shift = width > headWidth && labels > 0 ? width - headWidth : 0;
  const first = Math.min(...columns.values());
  const cells = new Map<string, Cell>();
  for (const [role, column] of columns) {
    const at = column + (column >= first && column > 0 ? shift : 0);
    const cell = row.find((one) => one.column === at);
    if (cell) cells.set(role, cell);
  }
  return cells;
}

const slotOf = (role: string, words: Words): FilledSlot => ({ name: role, type: 'cell', words, fact: null });

function kindOf(label: string, form: TableForm): string {
  if (form.total.some((word) => label.startsWith(word))) return 'total';
  const kinds = Object.entries(form.rows);
  const hits = kinds.flatMap(([kind, words]) => words.filter((word) => label.includes(word)).map((word) => ({ kind, word })));
  return hits.find(({ kind }) => kind === 'of-which')?.kind ?? hits.find(({ kind }) => kind !== 'total')?.kind ?? hits[0]?.kind ?? '';
}

/** The cells of a row with what the row above told for both: 产出指标 stands once. A new first level begins anew. */
function carried(cells: ReadonlyMap<string, FilledSlot>, last: EvaluationRow | undefined, { carry }: TableForm): Map<string, FilledSlot> {
  const own = new Map(cells);
  for (const role of carry) {
    if (own.has(role)) break;
    const above = last?.cells.get(role);
    if (above) own.set(role, above);
  }
  return own;
}

/** The body rows of a grid below a header. A row without values whose words go on from the row above is joined to it. */
function bodyRows(grid: Grid, { form, row: headRow, columns }: Head): EvaluationRow[] {
  const headWidth = (grid.rows[headRow] ?? []).reduce((most, cell) => Math.max(most, cell.column + cell.columnSpan), 0);
  const values = [...columns].filter(([role]) => role !== 'name' && role !== 'what' && role !== 'level' && role !== 'indicator');
  const rows: EvaluationRow[] = [];
  for (const row of grid.rows.slice(headRow + 1)) {
    const cells = roleCells(row, columns, headWidth);
    const filled = values.filter(([role]) => plain(cells.get(role)) !== '');
    const nameColumn = columns.get('name') ?? columns.get('level') ?? columns.get('indicator');
    const label =
      nameColumn !== undefined
        ? [cells.get('name'), cells.get('level'), cells.get('indicator'), cells.get('level1')].find((cell) => plain(cell) !== '')
        : undefined;
    const words = label
      ? plainWords(label.words)
      : joinWords(row.filter((cell) => !NUMBER.test(plain(cell)) && plain(cell) !== '').map((cell) => plainWords(cell.words)));
    const last = rows.at(-1);
    if (filled.length === 0) {
      // the rest of a name broken over two rows
      if (last && words.text && form.id === 'evaluation-summary') {
        const what = cells.get('what');
        const whatSlot = last.cells.get('what');
        const more = new Map(last.cells);
        if (what && whatSlot) more.set('what', slotOf('what', joinWords([whatSlot.words, plainWords(what.words)])));
        rows[rows.length - 1] = { ...last, label: joinWords([last.label, words]), cells: more };
      } else if (words.text && form.rows.total) rows.push({ label: words, kind: kindOf(words.text, form), cells: new Map() });
      continue;
    }
    const kind = kindOf(words.text, form);
    const slots = new Map(
      [...cells].filter(([, cell]) => plain(cell) !== '').map(([role, cell]) => [role, slotOf(role, plainWords(cell.words))]),
    );
    rows.push({ label: words.text ? words : NO_WORDS, kind, cells: kind === 'total' ? slots : carried(slots, last, form) });
  }
  return rows;
}

/** The forms whose needed columns all have a word among the first rows of a grid; cheap, as most grids are of other kinds. */
function candidates(grid: Grid, forms: readonly TableForm[]): TableForm[] {
  const present = new Set<string>();
  for (const row of grid.rows.slice(0, HEAD_ROWS))
    for (const { words } of row) if (words.text.length <= 24) present.add(words.text.replace(/\s+|[（(].*$/g, ''));
  return forms.filter(({ needs, columns }) => needs.every((role) => columns[role]?.some((word) => present.has(word))));
}

/** The values beside labels in a grid (项目名称 ⇥ 某某项目), and under them, before a row. */
function fieldsOf(grid: Grid, { fields, below }: TableForm, before: number): Map<string, Words> {
  const found = new Map<string, Words>();
  const labels = new Set([...Object.values(fields), ...Object.values(below)].flat());
  const put = (id: string, cell: Cell | undefined): void => {
    if (cell && plain(cell) !== '' && !labels.has(headText(cell)) && !found.has(id)) found.set(id, plainWords(cell.words));
  };
  for (const [r, row] of grid.rows.slice(0, before).entries()) {
    for (const [i, cell] of row.entries()) {
      const label = headText(cell);
      for (const [id, words] of Object.entries(fields))
        if (words.includes(label))
          put(
            id,
            row.slice(i + 1).find((next) => plain(next) !== ''),
          );
      for (const [id, words] of Object.entries(below))
        if (words.includes(label) && r + 1 < before)
          put(
            id,
            grid.rows[r + 1]?.find(({ column }) => column === cell.column),
          );
    }
  }
  return found;
}

/** The tables of evaluation reports among the frames, in any grid, found by their header words. */
export function readEvaluationTables(frames: readonly TableFrame[], forms: PassageForms): EvaluationTable[] {
  return frames.flatMap((frame): EvaluationTable[] => {
    const { grid, block, title } = frame;
    const possible = candidates(grid, forms.tables);
    const head = possible.length > 0 ? headOf(grid, possible) : null;
    if (!head) return [];
    const official = headOf(
      grid,
      possible.filter(({ id }) => id === 'evaluation-form'),
    );
    if (head.form.id === 'evaluation-execution' && official && official.row > head.row) {
      const money = bodyRows({ ...grid, rows: grid.rows.slice(0, official.row) }, head);
      const fields = fieldsOf(grid, official.form, official.row);
      return [
        { form: 'evaluation-money', block, title, rows: money.filter(({ cells }) => cells.has('executed')), fields },
        { form: 'evaluation-form', block, title, rows: bodyRows(grid, official), fields },
      ];
    }
    return [{ form: head.form.id, block, title, rows: bodyRows(grid, head), fields: fieldsOf(grid, head.form, head.row) }];
  });
}
