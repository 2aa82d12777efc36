import { loadForms } from '../forms.ts';
import { type Classification, type CodeRow, classifications } from '../lexicon/code-row.ts';
import type { Codebook } from '../lexicon/codebook.ts';
import type { Catalogue } from '../lexicon/codes.ts';
import { choice, parse, UsageError, wholeNumber, write } from './usage.ts';

const NAMES: Record<Classification, string> = {
  functional: '支出功能分类',
  economic: '部门预算支出经济分类',
  government: '政府预算支出经济分类',
  income: '政府收入分类',
  procurement: '政府采购品目',
};

interface Hit {
  readonly list: Classification;
  /** code, name, other-year: the name belongs to another year; nearest: only similar */
  readonly by: 'code' | 'name' | 'other-year' | 'nearest';
  readonly row: CodeRow;
}

/** Rows for a code or name: of the year, else of other years. */
function exact(word: string, book: Codebook, year: number | null): Hit[] {
  const list = book.classification;
  if (/^[A-Z]?\d+$/.test(word)) return book.history(word).map((row) => ({ list, by: 'code', row }));
  const now = book.byName(word, year ?? undefined).map((row): Hit => ({ list, by: 'name', row }));
  if (now.length > 0 || year === null) return now;
  return book.otherYears(word, year).map((row) => ({ list, by: 'other-year', row }));
}

/** The rows that a word or code names; where none does, the nearest official names. */
function find(word: string, lists: readonly Classification[], codes: Catalogue, year: number | null): Hit[] {
  const hits = lists.flatMap((list) => exact(word, codes[list], year));
  if (hits.length > 0) return hits;
  const near = lists.flatMap((list) => {
    const nearest = codes[list].nearest(word, year ?? undefined);
    return nearest ? [{ list, by: 'nearest' as const, row: nearest.row, similarity: nearest.similarity }] : [];
  });
  return near.sort((a, b) => b.similarity - a.similarity).map(({ list, by, row }) => ({ list, by, row }));
}

const BY: Record<Hit['by'], string> = { code: '', name: '', 'other-year': '，其他年度的名称', nearest: '，最接近的正式名称' };

function years({ from, to }: CodeRow): string {
  if (from === null && to === null) return '';
  const start = from === null ? '' : `${from}年`;
  return to === null ? `（${start}起）` : `（${start}—${to}年）`;
}

/** `codes WORD…`: classification codes by code, by name, by a name of another year, or the nearest official name. */
export async function codes(args: string[]): Promise<number> {
  const { values, positionals } = parse(args, { year: { type: 'string' }, list: { type: 'string' }, format: { type: 'string' } });
  if (positionals.length === 0) throw new UsageError('请给出要查的编码或名称。');
  const format = choice('--format', values.format, ['text', 'json'] as const, 'text');
  const year = wholeNumber('--year', values.year, 1990, 2100);
  const lists = values.list === undefined ? classifications : [choice('--list', values.list, classifications, 'functional')];
  const catalogue = loadForms().codes;
  const found = positionals.map((word) => ({ word, hits: find(word, lists, catalogue, year) }));
  if (format === 'json') {
    write(`${JSON.stringify(found)}\n`, undefined);
  } else {
    const lines = found.flatMap(({ word, hits }) => [
      `${word}：${hits.length === 0 ? '没有找到' : ''}`,
      ...hits.map(({ list, by, row }) => {
        const chain = catalogue[list].chain(row.code, year ?? undefined).slice(0, -1);
        const path = chain.map((above) => above.name).join(' > ');
        return `  ${row.code} ${row.name}${years(row)}  ${NAMES[list]}${BY[by]}${path ? `，属于 ${path}` : ''}，来源 ${row.source || '未注明'}（可信度 ${row.confidence}）`;
      }),
    ]);
    write(`${lines.join('\n')}\n`, undefined);
  }
  return found.some(({ hits }) => hits.length > 0) ? 0 : 1;
}
