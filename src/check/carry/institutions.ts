import type { Words } from '../../document/document.ts';
import type { Paper } from '../../score/read.ts';
import type { Finding } from '../finding.ts';
import { found } from '../found.ts';
import { factPlace, wordsPlace } from '../place.ts';
import { inFile, type Pair, paperName } from './pairs.ts';

const NAMED = /([\u4e00-\u9fff]{4,20}?(?:中心|服务站|研究所|事务所|学校|院))\s*(?:\d+\s*个|为|（|\(|，|,)?[^。；]{0,12}事业单位/;

const paragraphsOf = (paper: Paper): Words[] =>
  paper.sections
    .filter((s) => /机构设置|机构情况|预算单位构成/.test(s.title))
    .flatMap((s) => paper.document.blocks.slice(s.from + 1, s.to).flatMap((b) => (b.kind === 'paragraph' ? [b.words] : [])));

/** An institution that one paper of an organisation names and another, which spends money on running institutions, does not. */
export function institutions({ earlier, later }: Pair): Finding[] {
  const findings: Finding[] = [];
  for (const [silent, naming] of [
    [earlier, later],
    [later, earlier],
  ] as const) {
    const own = paragraphsOf(silent);
    const text = own.map((w) => w.text.replace(/\s+/g, '')).join('\n');
    const spends = silent.facts.find(
      (f) => f.concept === 'expenditure' && f.where.node === 'table' && /^\d{5}50$/.test(f.dims.function ?? '') && f.value > 0,
    );
    const first = own[0];
    if (!spends || !first || /事业单位|中心/.test(text)) continue;
    for (const words of paragraphsOf(naming)) {
      const match = NAMED.exec(words.text);
      const name = match?.[1]?.replace(/^.*(?:股室和|室和|和|及|与|、)(?=[\u4e00-\u9fff]{4})/, '');
      if (!match || !name || text.includes(name)) continue;
      const at = words.text.indexOf(name);
      findings.push(
        found('carry.institution', {
          severity: 'warning',
          message: `${paperName(naming)}的机构设置列有事业单位“${name}”，${paperName(silent)}的机构设置没有列，却安排了“${spends.where.row ?? '事业运行'}”${spends.printed}万元。`,
          stated: '未列',
          expected: name,
          culprit: 0,
          suggestion: '在机构设置中补列该事业单位，或说明事业运行经费用于何处。',
          places: [
            inFile(silent, wordsPlace(first, undefined, Math.max(0, first.text.length - 20))),
            inFile(silent, factPlace(spends)),
            inFile(naming, wordsPlace(words, undefined, at, at + name.length)),
          ],
        }),
      );
      break;
    }
  }
  return findings;
}
