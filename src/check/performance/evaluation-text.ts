import type { Document, Words } from '../../document/document.ts';
import { sliceWords } from '../../document/words.ts';
import { plainWords } from '../../form/passage-pattern.ts';
import { editDistance } from '../../lexicon/distance.ts';
import type { Finding } from '../finding.ts';
import { wordsPlace } from '../place.ts';
import { type EvaluationContext, evaluationFinding } from './evaluation-context.ts';

const REFERENCE = /(?:详见|见附件|见附表|附有|附后的?)[^。；《]{0,8}《([^《》]{4,40}表)》/;

interface Found {
  readonly words: Words;
  readonly match: RegExpExecArray;
  readonly block: number;
}

/** All matches of a pattern in the plain words of paragraphs from block `from` on. */
function search(document: Document, pattern: RegExp, from = 0): Found[] {
  return document.blocks.flatMap((block, b) => {
    if (b < from || block.kind !== 'paragraph') return [];
    const plain = plainWords(block.words);
    return [...plain.text.matchAll(pattern)].map((match) => ({
      words: sliceWords(plain, match.index, match.index + match[0].length),
      match,
      block: b,
    }));
  });
}

/** The first block that speaks of self-evaluation. */
export const reportStart = ({ passages }: Pick<EvaluationContext, 'passages'>): number =>
  Math.min(
    ...passages.claims.map(({ block }) => block),
    ...passages.evaluations.flatMap(({ blocks }) => blocks),
    ...passages.tables.map(({ block }) => block),
  );

/** 收入…，其中：基本支出…: parts of revenue given as natures of expenditure. */
export function revenueParts(context: EvaluationContext): Finding[] {
  const hits = search(
    context.document,
    /[^，。；]{0,14}收入(?:总计|合计)?(?:为)?\d[\d,]*(?:\.\d+)?万?元[，,]其中[：:]?(?:基本支出|项目支出)(?:为)?\d[\d,]*(?:\.\d+)?万?元/g,
    reportStart(context),
  );
  if (hits.length === 0) return [];
  return [
    evaluationFinding('comply.revenue-parts', 'warning', {
      message: `“收入…其中：基本支出、项目支出”把支出的分类写成收入的构成；收入应按来源（一般公共预算、政府性基金等）列示。`,
      stated: hits[0]?.words.text ?? '',
      expected: '按资金来源列示收入',
      suggestion: '收入写资金来源，支出写基本支出和项目支出。',
      places: hits.map(({ words }) => wordsPlace(words)),
    }),
  ];
}

/** 详见《…表》 where the paper has no table, section or heading of that title, or one close to it. Anywhere in a paper. */
export function attachments({ document }: Pick<EvaluationContext, 'document'>): Finding[] {
  const titles = document.blocks.flatMap((block) => {
    if (block.kind === 'grid') return (block.rows[0] ?? []).map(({ words }) => plainWords(words).text);
    const text = plainWords(block.words).text;
    return text.length <= 60 && !REFERENCE.test(text) ? [text.replace(/[《》]/g, '')] : [];
  });
  const has = (name: string): boolean =>
    titles.some((title) => title.includes(name) || (title.length > 3 && editDistance(title, name, 4) <= Math.floor(name.length / 4)));
  return search(document, new RegExp(REFERENCE, 'g')).flatMap(({ words, match }) => {
    const name = match[1] ?? '';
    if (has(name)) return [];
    return [
      evaluationFinding('comply.attachment', 'warning', {
        message: `文中“${words.text}”，但文件中没有这张表。`,
        stated: `《${name}》`,
        expected: '随文公开该表',
        suggestion: '附上该表，或删去引用并在正文写明情况。',
        places: [wordsPlace(words)],
      }),
    ];
  });
}

/** A report dated before the year that it evaluates has ended, or before a document that it cites. */
export function reportDates(context: EvaluationContext): Finding[] {
  const { document } = context;
  const from = reportStart(context) - 60;
  const evaluated = Math.max(
    0,
    ...search(document, /(20\d\d)年度?(?:部门整体|项目|部门)?(?:支出)?(?:预算)?绩效(?:自评|评价)/g).map(({ match }) => Number(match[1])),
  );
  const cited = search(document, /〔(20\d\d)〕\d+号/g, Math.max(0, from));
  return search(document, /^(?:报送|报告|填报|填表|编制|撰写|上报)(?:时间|日期)[：:](20\d\d)[年.\-/](\d{1,2})(?:月|[.\-/])?/g).flatMap(
    ({ words, match, block }) => {
      const year = Number(match[1]);
      const month = Number(match[2]);
      const early = evaluated > 0 && year <= evaluated;
      const later = cited.find((one) => Number(one.match[1]) > year && Math.abs(one.block - block) < 80);
      // within the year of a final paper: said by the check of dates for any paper
      if ((early && context.kind === 'final') || (!early && !later) || month < 1 || month > 12) return [];
      return [
        evaluationFinding('comply.report-date', 'error', {
          message: `“${words.text}”不可能：${early ? `报告评价${evaluated}年全年，当时年度尚未结束` : ''}${early && later ? '；' : ''}${later ? `所依据的文件${later.words.text}更晚` : ''}。`,
          stated: words.text.replace(/^.*[：:]/, ''),
          expected: `${evaluated + 1}年`,
          suggestion: '改正报送时间。',
          places: [wordsPlace(words), ...(later ? [wordsPlace(later.words)] : [])],
          culprit: 0,
        }),
      ];
    },
  );
}
