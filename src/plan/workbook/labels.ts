import { type FormSet, plainBody, type RecordForm, type SectionForm, type TextForm } from '../../form/form.ts';

/** Something that a form wants from the organisation, with the words that stand before it. */
export interface Wanted {
  readonly key: string;
  readonly label: string;
}

/** Words that the organisation writes into a sentence of the paper. */
export interface WantedText {
  readonly key: string;
  readonly heading: string;
  /** with 【　】 where they go; '' where they are all of the paragraph */
  readonly sentence: string;
}

const SLOT = /^\{([a-z0-9-]+)\}$/;
/** Slots of records that are not filled in: what follows from lines, names and codes. */
const DERIVED = /^(?:name|code|unit|organisation|year|prior|we|wan|(?:annual|term)-(?:total|central|provincial|local|self-raised|other))$/;

const slotOf = (cell: string): string | null => SLOT.exec(cell)?.[1] ?? null;
const isLabel = (cell: string | undefined): cell is string => cell !== undefined && cell !== '' && !cell.includes('{');

/** How many cells one takes: itself and the blank ones after it. */
function spanOf(cells: readonly string[], at: number): number {
  let end = at + 1;
  while (end < cells.length && cells[end] === '') end++;
  return end - at;
}

/** The words left of a cell; at the start of a row, those of the row above go on. */
function rowLabel(rows: readonly (readonly string[])[], r: number, column: number): string {
  const left = (rows[r] ?? []).slice(0, column).findLast(isLabel);
  if (left !== undefined) return left;
  for (let above = r - 1; above >= 0; above--) {
    const first = rows[above]?.[0];
    if (first !== '') return isLabel(first) ? first : '';
  }
  return '';
}

/** The words over a cell, where they are as wide as it. */
function columnLabel(rows: readonly (readonly string[])[], r: number, column: number): string {
  const above = rows[r - 1] ?? [];
  const cell = above[column];
  return isLabel(cell) && column > 0 && spanOf(above, column) === spanOf(rows[r] ?? [], column) ? cell : '';
}

/** What forms of one kind want filled in, by key: 立项依据 for {basis}. */
export function recordFields(set: FormSet, per: RecordForm['per']): Wanted[] {
  const found = new Map<string, string>();
  for (const record of recordsIn(set).filter((one) => one.per === per)) {
    const rows = record.rows.map(({ kind, cells }) => (kind === 'cells' ? cells : []));
    for (const [r, cells] of rows.entries()) {
      for (const [column, cell] of cells.entries()) {
        const key = slotOf(cell);
        if (key === null || DERIVED.test(key) || found.has(key)) continue;
        const over = columnLabel(rows, r, column);
        found.set(key, [rowLabel(rows, r, column), over].filter((part) => part !== '').join('：') || key);
      }
    }
  }
  return [...found].map(([key, label]) => ({ key, label }));
}

/** The label over a group of columns, some rows above a head: 实施期目标 over 三级指标 and 指标值; '' where there is none. */
function groupLabel(rows: readonly (readonly string[])[], column: number): string {
  const group = rows.findLast((cells) => cells.filter(isLabel).length > 1 && spanOf(cells, 0) > 1);
  return group?.slice(0, column + 1).findLast(isLabel) ?? '';
}

/** What indicators have in forms of one kind, by key; null: such forms have none. */
export function indicatorFields(set: FormSet, per: RecordForm['per']): Wanted[] | null {
  const found = new Map<string, string>();
  let any = false;
  for (const { rows, per: own } of recordsIn(set)) {
    rows.forEach(({ kind, cells }, r) => {
      if (kind === 'projects' ? per !== 'project' : kind !== 'indicators' || own !== per) return;
      any = true;
      const above = rows.slice(0, r).flatMap((row) => (row.kind === 'cells' ? [row.cells] : []));
      const head = above.at(-1) ?? [];
      const keyed = cells.map((cell) => (kind === 'indicators' ? slotOf(cell) : null));
      keyed.forEach((key, column) => {
        if (key === null || found.has(key)) return;
        const label = isLabel(head[column]) ? head[column] : key;
        // a head that stands over two things: 指标值 of the whole term and of the year
        const isTwice = keyed.some((other, i) => other !== null && other !== key && head[i] === head[column]);
        found.set(key, [isTwice ? groupLabel(above, column) : '', label].filter((part) => part !== '').join('：'));
      });
    });
  }
  return any ? [...found].map(([key, label]) => ({ key, label })) : null;
}

/** `path`: the headings from the top down to the section's own. */
function inSections(set: FormSet, visit: (section: SectionForm, path: string) => void): void {
  const walk = (section: SectionForm, above = ''): void => {
    const path = above === '' ? section.heading : `${above}：${section.heading}`;
    visit(section, path);
    for (const part of plainBody(section.body)) if (part.kind === 'section') walk(part.section, path);
  };
  for (const id of set.parts.flatMap(({ sections }) => sections)) {
    const section = set.sections.get(id);
    if (section) walk(section);
  }
}

/** The records that a set prints. */
function recordsIn(set: FormSet): RecordForm[] {
  const ids = new Set(set.parts.flatMap(({ records }) => records));
  inSections(set, ({ body }) => {
    for (const part of body) if (part.kind === 'record') ids.add(part.record);
  });
  return [...ids].flatMap((id) => set.records.get(id) ?? []);
}

const SHOWN: Readonly<Record<string, string>> = {
  amount: '××万元',
  count: '×',
  share: '×%',
  change: '比上年增减××',
  completion: '×%',
  name: '××',
};

const textNames = (words: string): string[] => [...words.matchAll(/\{text:([a-z0-9-]+)\}/g)].flatMap((match) => match[1] ?? []);

/** The sentence around a text, numbers as ××. */
function sentenceAround(words: string, key: string, set: FormSet): string {
  const marked = words.replace(`{text:${key}}`, '【　】');
  const sentences = marked.match(/[^。；]*[。；]?/g) ?? [];
  const at = sentences.findIndex((part) => part.includes('【　】'));
  const own = sentences[at] ?? '';
  if (own.trim() === '【　】') return '';
  // a reason alone does not say of what
  return (own.startsWith('主要原因') ? (sentences[0] ?? '') + own : own)
    .replaceAll('{year}', String(set.year))
    .replaceAll('{prior}', String(set.year - 1))
    .replaceAll('{organisation}', '××')
    .replaceAll('{we}', '本单位')
    .replace(/\{([a-z]+)[^{}]*\}/g, (_, name: string) => SHOWN[name] ?? '……');
}

const wordsOf = (pieces: readonly TextForm[]): string[] =>
  pieces.flatMap((piece) =>
    typeof piece === 'string' ? [piece] : piece.kind === 'when' ? [...wordsOf(piece.text), ...wordsOf(piece.otherwise)] : [piece.item],
  );

/** The words that a form set wants from the organisation itself: in its sections, then in its forms of the whole paper. */
export function wantedWords(set: FormSet): WantedText[] {
  const found = new Map<string, WantedText>();
  inSections(set, ({ body }, heading) => {
    for (const part of body) {
      if (part.kind !== 'paragraph') continue;
      for (const words of wordsOf(part.text))
        for (const key of textNames(words))
          if (!found.has(key)) found.set(key, { key, heading, sentence: sentenceAround(words, key, set) });
    }
  });
  for (const { key, label } of recordFields(set, 'paper')) if (!found.has(key)) found.set(key, { key, heading: label, sentence: '' });
  return [...found.values()];
}
