import { loadForms } from '../forms.ts';
import { type Framework, frameworks, type IndicatorLibrary, indicatorLibrary, type LibraryIndicator } from '../performance/library.ts';
import { searchIndicators } from '../performance/library-search.ts';
import { choice, parse, UsageError, wholeNumber, write } from './usage.ts';

const MOST = 20;

/** The kind of project that an id or a word names; the only one, or those it may be are told. */
function kindNamed(word: string, { kinds }: IndicatorLibrary): string {
  const exact = kinds.find(({ id, name }) => id === word || name === word);
  const near = exact ? [exact] : kinds.filter(({ name, words }) => name.includes(word) || words.includes(word));
  const [first] = near;
  if (near.length === 1 && first) return first.id;
  const choices = (near.length ? near : kinds).map(({ id, name }) => `${name}（${id}）`).join('、');
  throw new UsageError(`${near.length ? `“${word}”可以是几类` : `没有“${word}”这一类`}，请从中选一个：${choices}。`);
}

const textOf = ({ kind, levels, name, value, weight, evidence, how, avoid, grades }: LibraryIndicator, framework: Framework): string =>
  [
    `${levels[framework].level1} > ${levels[framework].level2} > ${name}  ${value.text}  ${weight}分  ［${kind.name}］`,
    `  怎样算：${how}`,
    `  数据来源：${evidence}`,
    ...(grades.length ? [`  达成、部分达成、未达成：${grades.join('；')}`] : []),
    `  常见毛病：${avoid}`,
  ].join('\n');

/** `indicators [WORD…]`: the library of indicators, by words, kind of project and level. Exit code 1 where nothing fits. */
export async function indicators(args: string[]): Promise<number> {
  const { values, positionals } = parse(args, {
    kind: { type: 'string' },
    level: { type: 'string' },
    framework: { type: 'string' },
    most: { type: 'string' },
    format: { type: 'string' },
    kinds: { type: 'boolean' },
  });
  const format = choice('--format', values.format, ['text', 'json'] as const, 'text');
  const framework = choice('--framework', values.framework, frameworks, '2021');
  const most = wholeNumber('--most', values.most, 1, 1000) ?? MOST;
  const forms = loadForms();
  const library = indicatorLibrary(forms.indicators, forms.codes.indicators);
  if (values.kinds) {
    const lines = library.kinds.map(({ id, name }) => `${id}\t${name}\t${library.indicators.filter((one) => one.kind.id === id).length}`);
    write(format === 'json' ? `${JSON.stringify(library.kinds)}\n` : `${lines.join('\n')}\n`, undefined);
    return 0;
  }
  const levels = [...new Set(library.indicators.map(({ level }) => level))];
  const found = searchIndicators(library, {
    words: positionals.join(' '),
    ...(values.kind === undefined ? {} : { kind: kindNamed(values.kind, library) }),
    ...(values.level === undefined ? {} : { level: choice('--level', values.level.replace(/指标$/, ''), levels, '') }),
  });
  const shown = found.slice(0, most);
  if (format === 'json') {
    write(
      `${JSON.stringify({ count: found.length, indicators: shown.map((one) => ({ ...one, levels: one.levels[framework] })) })}\n`,
      undefined,
    );
  } else {
    const rest = found.length > shown.length ? [`还有${found.length - shown.length}个，用 --most 多看一些，或再加几个词。`] : [];
    write(`${[...shown.map((one) => textOf(one, framework)), ...rest].join('\n') || '没有找到。'}\n`, undefined);
  }
  return found.length > 0 ? 0 : 1;
}
