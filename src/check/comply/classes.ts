import { placeOf } from '../../document/words.ts';
import type { Reading, ReadTable } from '../../form/reading.ts';
import type { Forms } from '../../forms.ts';
import { type CodeRow, certain, validIn } from '../../lexicon/code-row.ts';
import { plainLabel } from '../../lexicon/lexicon.ts';
import { remembered, rememberedFor } from '../../lexicon/remember.ts';
import type { FindingPlace } from '../finding.ts';
import { found } from '../found.ts';
import { findingPlace } from '../place.ts';
import type { Check } from './check.ts';
import { isOutdated, sameName } from './coded.ts';
import { hitPlace, hits } from './stretch.ts';

/** A row of a list of functional classes (一、一般公共服务支出 …). */
interface ClassRow {
  readonly table: ReadTable;
  readonly name: string;
  /** the class it means; null where no class bears that name */
  readonly class: CodeRow | null;
  /** 九 in 九、社会保险基金支出; '' where the row has none */
  readonly ordinal: string;
  readonly place: FindingPlace;
}

/** So many classes make a list of classes. */
const LIST = 8;

/** Many rows are classes, or all of a short list. */
function isList(rows: readonly ClassRow[]): boolean {
  const classes = rows.filter((row) => row.class).length;
  return classes >= LIST || (classes > 1 && classes === rows.length);
}

/** The class of a name in the year, else in any year. */
function classOf(forms: Forms, name: string, year: number | undefined): CodeRow | null {
  const book = forms.codes.functional;
  const ofClass = (rows: readonly CodeRow[]) => rows.filter(({ level }) => level === 1);
  for (const form of [name, `${name}支出`, name.replace(/支出$/, '')]) {
    const row = ofClass(book.byName(form, year))[0] ?? ofClass(book.byName(form))[0];
    if (row) return row;
  }
  return null;
}

/** Rows without codes on the sides of tables that list the classes. */
function findClassRows(reading: Reading, forms: Forms): ClassRow[] {
  const year = reading.identity.year ?? undefined;
  return reading.tables.flatMap((table) => {
    const sides = new Map<number, ClassRow[]>();
    for (const { side, label, code } of table.rows) {
      if (!label || code || label.pieces.length === 0) continue;
      const name = plainLabel(label.text);
      const rows = sides.get(side) ?? [];
      rows.push({
        table,
        name,
        ordinal: /^[（(]?([一二三四五六七八九十]+)[）)、.．]/.exec(label.text.trim())?.[1] ?? '',
        class: classOf(forms, name, year),
        place: findingPlace(placeOf(label), label.text, { table: table.title?.text ?? null, row: label.text, column: null }),
      });
      sides.set(side, rows);
    }
    return [...sides.values()].filter(isList).flat();
  });
}

const rowsByForms = rememberedFor((forms: Forms) =>
  rememberedFor((reading: Reading): readonly ClassRow[] => findClassRows(reading, forms)),
);
const classRows = (reading: Reading, forms: Forms): readonly ClassRow[] => rowsByForms(forms)(reading);

const current = (forms: Forms, row: ClassRow, year: number): CodeRow | null =>
  row.class ? forms.codes.functional.byCode(row.class.code, year) : null;

/** Without a final 支出, as sentences and lists are held against each other. */
const core = (name: string): string => name.replace(/支出$/, '');

/** Names that classes had in other years, with that of the year; a sentence tells one by the amount that follows it. */
const oldNames = rememberedFor((forms: Forms) =>
  remembered((year): ReadonlyMap<string, string> => {
    const { rows, byCode, byName } = forms.codes.functional;
    const own = Number(year);
    return new Map(
      rows.flatMap((row): [string, string][] => {
        const now = row.level === 1 && !validIn(row, own) ? byCode(row.code, own) : null;
        const isNow = byName(row.name, own).some(({ level }) => level === 1);
        return now && !isNow && isOutdated(now, row) ? [[core(row.name), now.name]] : [];
      }),
    );
  }),
);

/** Classes called by a name of earlier years, in lists of classes and in sentences: one finding for the paper. */
export const classOutdated: Check = (reading, forms) => {
  const year = reading.identity.year;
  if (year === null) return [];
  const old = classRows(reading, forms).filter((row) => {
    const now = current(forms, row, year);
    return row.class && now && isOutdated(now, row.class) && !sameName(now.name, row.name);
  });
  const names = oldNames(forms)(String(year));
  const listed = new Set(old.map(({ name }) => core(name)));
  const inText = hits(reading, new RegExp([...names.keys()].sort((a, b) => b.length - a.length).join('|'), 'gm')).filter(
    ({ stretch: { kind, record, plain }, match, to }) =>
      kind === 'paragraph' &&
      !record &&
      (listed.has(match[0]) || /^(?:支出)?[”"]?(?:（[^（）]*类）|（类）)?\d|^(?:支出)?（类）/.test(plain.slice(to))),
  );
  const places = [...old.map(({ place }) => place), ...inText.map((hit) => hitPlace(hit, 8))];
  if (places.length === 0) return [];
  const pairs = new Map([
    ...old.map((row): [string, string] => [core(row.name), current(forms, row, year)?.name ?? '']),
    ...inText.map(({ match: [name] }): [string, string] => [name, names.get(name) ?? '']),
  ]);
  return [
    found('comply.class-outdated', {
      severity: 'warning',
      message: `下列功能分类名称不是${year}年的名称：${[...pairs].map(([was, now]) => `“${was}”应为“${now}”`).join('，')}，共${places.length}处。`,
      stated: [...pairs.keys()].join('、'),
      expected: [...pairs.values()].join('、'),
      culprit: 0,
      suggestion: `按${year}年政府收支分类科目改正表样和说明中的名称`,
      places,
    }),
  ];
};

/** A name in a list of classes that is nearly that of a class. */
export const className: Check = (reading, forms) => {
  const year = reading.identity.year ?? undefined;
  return classRows(reading, forms)
    .filter((row) => row.class === null && row.name.length >= 5)
    .flatMap((row) => {
      const letters = (name: string) => [...name.replace(/支出$/, '')].sort().join('');
      const turned = forms.codes.functional.rows.find(
        (one) => one.level === 1 && (year === undefined || validIn(one, year)) && letters(one.name) === letters(row.name),
      );
      const near = turned
        ? { row: turned }
        : (forms.codes.functional.nearest(row.name, year, { level: 1, least: 0.7 }) ??
          forms.codes.functional.nearest(`${row.name}支出`, year, { level: 1, least: 0.75 }));
      if (!near || !certain(near.row) || forms.lexicon.label(row.name, year)) return [];
      return found('comply.class-name', {
        severity: 'warning',
        message: `“${row.name}”不是功能分类的名称，疑为“${near.row.name}”。`,
        stated: row.name,
        expected: near.row.name,
        culprit: 0,
        suggestion: `改为“${near.row.name}”`,
        places: [row.place],
      });
    });
};

/** The class that the official list of the year has at an ordinal; null where the list's own numbering does not follow the official one. */
function classAt(row: ClassRow, rows: readonly ClassRow[], reading: Reading, { codes }: Forms): CodeRow | null {
  const kind = reading.identity.kind;
  if (kind === null || row.ordinal === '') return null;
  const order = codes.classOrder(kind);
  const codeAt = (ordinal: string) => order.find((one) => one[kind] === ordinal)?.code;
  const others = rows.filter((other) => other.table === row.table && other.class && other.ordinal !== '' && other.ordinal !== row.ordinal);
  const following = others.filter((other) => codeAt(other.ordinal) === other.class?.code).length;
  const code = codeAt(row.ordinal);
  if (code === undefined || code === row.class?.code || following < LIST / 2) return null;
  return codes.functional.byCode(code, reading.identity.year ?? undefined);
}

/** One class under two names in one list. */
export const classTwice: Check = (reading, forms) => {
  const all = classRows(reading, forms);
  const lists = new Map<string, ClassRow[]>();
  for (const row of all) {
    if (!row.class) continue;
    const key = `${row.table.block}|${row.class.code}`;
    lists.set(key, [...(lists.get(key) ?? []), row]);
  }
  return [...lists.values()]
    .filter((rows) => rows.length > 1 && rows.some(({ name }) => !sameName(name, rows[0]?.name ?? '')))
    .map((rows) => {
      const misnamed = rows.flatMap((row) => {
        const right = classAt(row, all, reading, forms);
        return right ? [{ row, right }] : [];
      });
      const [wrong] = misnamed.length === 1 ? misnamed : [];
      return found('comply.class-twice', {
        severity: 'warning',
        message: `同一张表把第${rows[0]?.class?.code}类列了${rows.length}次：${rows.map(({ name }) => `“${name}”`).join('与')}是同一类科目的不同年份名称${wrong ? `；表样中序号“${wrong.row.ordinal}”是“${wrong.right.name}”` : ''}。`,
        stated: wrong ? wrong.row.name : rows.map(({ name }) => name).join('、'),
        expected: wrong?.right.name ?? rows.at(-1)?.class?.name ?? '',
        culprit: wrong ? rows.indexOf(wrong.row) : null,
        suggestion: wrong ? `第${wrong.row.ordinal}项改为“${wrong.right.name}”` : '删去旧名称一行，数据并入现行名称',
        places: rows.map(({ place }) => place),
      });
    });
};
