import type { FormSet } from '../../form/form.ts';
import { columnName } from '../../format/tidy/sheet.ts';
import {
  type CellValue,
  type Look,
  type SheetColumn,
  type StyledCell,
  sheetReference,
  type TableSheet,
  writeWorkbook,
} from '../../format/xlsx/write.ts';
import type { Plan } from '../plan.ts';
import { checkSheet } from './checks.ts';
import { guideSheet } from './guide.ts';
import type { Field, Kind, Ranges, Row, SheetRange } from './kind.ts';
import { bookOf, listSheet } from './lists.ts';
import { recordsOf } from './records.ts';
import { withWanted } from './rows.ts';
import { shownKinds, type WorkbookForms, workbookForm } from './sheets.ts';
import { noRecords } from './source.ts';

/** Columns that must be filled in have it at their header. */
const STAR = '*';
/** Rows above a sheet's header: what it is for, and the sums of its money. */
const aboveOf = ({ fields }: Kind<string>): number => (fields.some(({ type }) => type.kind === 'money') ? 2 : 1);

const INPUT: Look = { input: true };
const MONEY_FORMAT = '#,##0.00';
const LOOKS: Readonly<Record<Field['type']['kind'], Look>> = {
  text: { ...INPUT, format: '@' },
  money: { ...INPUT, align: 'right', format: MONEY_FORMAT },
  number: { ...INPUT, align: 'right', format: '#,##0.##' },
  date: { ...INPUT, align: 'center', format: 'yyyy-mm-dd' },
  code: { ...INPUT, format: '@' },
  choice: { ...INPUT, format: '@' },
  unit: { ...INPUT, format: '@' },
  project: { ...INPUT, format: '@' },
  indicator: { ...INPUT, format: '@' },
  told: { color: '5B6470', fill: 'F1F3F6' },
  sum: { color: '5B6470', fill: 'F1F3F6', align: 'right', format: MONEY_FORMAT },
};

/** Text cells of several lines have no text format: Excel shows more than 255 signs there as ####. */
const lookOf = ({ type, key, locked }: Field): Look => {
  const { format, align } = LOOKS[type.kind];
  if (locked && format === '@') return LOOKS.told;
  if (locked) return { ...LOOKS.told, align, format: key === 'year' ? '0' : format };
  const look = type.kind === 'text' && (type.lines ?? 1) > 1 ? INPUT : LOOKS[type.kind];
  if (type.kind === 'number' && (type.whole || type.most !== undefined)) return { ...look, format: type.whole ? '0' : 'General' };
  return key === 'year' ? { ...look, format: '0' } : look;
};

const digitsIn = (text: string): number => text.replace(/\D/g, '').replace(/^0+/, '').length;
const DAY = 86_400_000;

/** A value as its cell holds it: numbers that a double keeps, codes with their names, members by name. */
function cellValue({ type }: Field, value: string | undefined, { codes }: WorkbookForms, year: number): CellValue {
  if (value === undefined) return null;
  switch (type.kind) {
    case 'money':
    case 'number':
      return digitsIn(value) <= 15 ? Number(value) : value;
    case 'date': {
      const at = /^\d{4}-\d{2}-\d{2}$/.test(value) ? Date.parse(`${value}T00:00:00Z`) : Number.NaN;
      const serial = (at - Date.UTC(1899, 11, 30)) / DAY;
      return serial > 60 ? serial : value;
    }
    case 'code': {
      const name = bookOf(codes, type.list).byCode(value, year)?.name;
      return name === undefined ? value : `${value} ${name}`;
    }
    case 'choice':
      return type.choices.find(({ id }) => id === value)?.name ?? value;
    default:
      return value;
  }
}

export function rangesOf(kinds: readonly Kind<string>[], records: Readonly<Record<string, readonly Row[]>>): Ranges {
  return new Map(
    kinds.map((kind) => {
      const rows = records[kind.id] ?? [];
      const range = (key: string): string | null => {
        const at = kind.fields.findIndex((field) => field.key === key);
        if (at < 0) return null;
        const column = columnName(at);
        const first = aboveOf(kind) + 2;
        return `${sheetReference(kind.sheet)}!$${column}$${first}:$${column}$${first + rows.length + kind.spare - 1}`;
      };
      return [kind.id, { kind, rows, range }] as const;
    }),
  );
}

function choicesOf({ type }: Field, lists: ReadonlyMap<string, string>, ranges: Ranges): SheetColumn['choices'] {
  switch (type.kind) {
    case 'choice':
      return type.choices.map(({ name }) => name);
    case 'code':
      return lists.get(type.list);
    case 'unit':
      return ranges.get('units')?.range('name') ?? undefined;
    case 'project':
      return ranges.get('projects')?.range('name') ?? undefined;
    case 'indicator':
      return ranges.get('indicators')?.range('name') ?? undefined;
    default:
      return undefined;
  }
}

const fen = (text: string | undefined): number => Math.round(Number(text ?? 0) * 100);

/** What a record has in a field of money, or what the records that name it add up to, in 分. */
function fenIn({ key, type }: Field, row: Row, ranges: Ranges): number {
  if (type.kind !== 'sum') return fen(row.get(key));
  const own = (ranges.get(type.of)?.rows ?? []).filter((one) => one.get(type.by) === row.get('name'));
  return own.reduce((total, one) => total + fen(one.get(type.value)), 0);
}

/** The sum over the rows of another sheet that name a record; nothing where there is none yet. */
function sumCell(field: Field, row: Row, line: number, kind: Kind<string>, ranges: Ranges): StyledCell {
  const { type } = field;
  const other = type.kind === 'sum' ? ranges.get(type.of) : undefined;
  const [by, sum] = type.kind === 'sum' ? [other?.range(type.by), other?.range(type.value)] : [];
  if (!by || !sum) return { value: null, look: LOOKS.sum };
  const name = `${columnName(kind.fields.findIndex(({ key }) => key === 'name'))}${line}`;
  const value = row.has('name') ? fenIn(field, row, ranges) / 100 : '';
  return { value, look: LOOKS.sum, formula: `IF(${name}="","",SUMIF(${by},${name},${sum}))` };
}

const TITLE: Look = { bold: true, color: '17324F', open: true };
const TOTAL: Look = { bold: true, fill: 'E3EDF8', align: 'right', format: MONEY_FORMAT };

const titleRow = ({ sheet, hint }: Kind<string>): StyledCell[] => [{ value: `${sheet}　${hint}`, look: TITLE }];

/** The rows above a header: the sheet's name with how to fill it in, and the sums of its money. */
function rowsAbove(kind: Kind<string>, { range, rows }: SheetRange, ranges: Ranges): StyledCell[][] {
  const totals = kind.fields.map((field, c): StyledCell => {
    const isMoney = field.type.kind === 'money' || (field.type.kind === 'sum' && field.type.value !== 'weight');
    const cells = range(field.key);
    if (c === 0) return { value: '合计', look: { ...TOTAL, align: 'left' } };
    if (!isMoney || cells === null) return { value: null, look: TOTAL };
    const value = rows.reduce((total, row) => total + fenIn(field, row, ranges), 0) / 100;
    return { value, look: TOTAL, formula: `SUM(${cells.slice(cells.indexOf('!') + 1)})` };
  });
  return aboveOf(kind) > 1 ? [titleRow(kind), totals] : [titleRow(kind)];
}

/** One record, its fields below each other. */
export function uprightSheet(kind: Kind<string>, row: Row, forms: WorkbookForms, year: number): TableSheet {
  return {
    name: kind.sheet,
    paper: 'a4',
    protected: true,
    above: [titleRow(kind)],
    columns: [
      { head: '项目', width: 22 },
      { head: '内容', width: 44 },
      { head: '说明', width: 60 },
    ],
    rows: kind.fields.map((field) => {
      const look = { ...lookOf(field), align: 'left' } as const;
      return [
        { value: field.head, look: { bold: true } },
        { value: cellValue(field, row.get(field.key), forms, year), look },
        { value: field.note, look: LOOKS.told },
      ];
    }),
    lists: kind.fields.flatMap(({ type }, r) =>
      type.kind === 'choice' ? [{ cell: `B${r + 3}`, choices: type.choices.map(({ name }) => name) }] : [],
    ),
  };
}

export function tableSheet(
  kind: Kind<string>,
  forms: WorkbookForms,
  year: number,
  lists: ReadonlyMap<string, string>,
  ranges: Ranges,
): TableSheet {
  const range = ranges.get(kind.id);
  const rows = range?.rows ?? [];
  const blank: readonly Row[] = Array.from({ length: kind.spare }, () => new Map());
  const summed = kind.fields.some(({ type }) => type.kind === 'sum');
  return {
    name: kind.sheet,
    paper: kind.fields.length > 9 ? 'a3' : 'a4',
    protected: true,
    frozen: kind.fields[0]?.type.kind === 'unit' ? 2 : 1,
    above: range ? rowsAbove(kind, range, ranges) : [],
    columns: kind.fields.map((field): SheetColumn => {
      const choices = choicesOf(field, lists, ranges);
      const must = field.needed || field.starred;
      const note = [field.note, must ? '必填' : ''].filter((part) => part !== '').join('。');
      return {
        head: `${field.head}${must ? STAR : ''}`,
        width: field.width,
        look: lookOf(field),
        ...(note ? { note } : {}),
        ...(choices ? { choices } : {}),
      };
    }),
    spare: summed ? 0 : kind.spare,
    rows: [...rows, ...(summed ? blank : [])].map((row, r) =>
      kind.fields.map((field) =>
        field.type.kind === 'sum'
          ? sumCell(field, row, aboveOf(kind) + 2 + r, kind, ranges)
          : cellValue(field, row.get(field.key), forms, year),
      ),
    ),
  };
}

/** The workbook of a form set, filled from a plan where there is one. `written`: told in the file's properties. */
export function planWorkbook(set: FormSet, plan: Plan | null, forms: WorkbookForms, written: Date): Promise<Uint8Array> {
  const form = workbookForm(set, forms);
  const year = plan?.paper.year ?? set.year;
  const empty = {
    ...noRecords(),
    cover: [
      new Map([
        ['form', set.id],
        ['year', String(set.year)],
      ]),
    ],
  };
  const records = withWanted(
    form,
    plan ? { ...recordsOf(plan), cover: recordsOf({ ...plan, form: set.id }).cover } : empty,
    forms.lexicon,
    year,
  );
  const kinds = shownKinds(form, records);
  const lists = listSheet(kinds, forms.codes, year);
  const ranges = rangesOf(kinds, records);
  const sheets = kinds.map((kind) =>
    kind.upright ? uprightSheet(kind, records[kind.id][0] ?? new Map(), forms, year) : tableSheet(kind, forms, year, lists.ranges, ranges),
  );
  const [cover, ...others] = sheets;
  return writeWorkbook([guideSheet(set, kinds), ...(cover ? [cover] : []), ...others, checkSheet(set, ranges), lists.sheet], {
    title: `${set.name}编制工作簿`,
    author: '明账',
    written,
  });
}
