import { sliceWords } from '../../document/words.ts';
import type { Reading } from '../../form/reading.ts';
import type { Project } from '../../score/project.ts';
import type { Finding } from '../finding.ts';
import { found } from '../found.ts';
import { wordsPlace } from '../place.ts';
import { fieldPlace } from './spots.ts';

/** “2个预算单位开展了…绩效目标编报工作”: how many units made targets. */
const MADE =
  /(\d{1,3})\s*个(?:预算|基层|所属|下属)*单位[^。；\d]{0,12}(?:\d{4}年)?[^。；\d]{0,16}绩效目标[^。；\d]{0,6}(?:编报|申报|编制|填报)/;

/**
 * The units that made targets against those named on the forms. Holds only where every project counted has its form: the paper says how
 * many projects there are, and there are as many forms.
 */
export function unitFindings(projects: readonly Project[], { document, facts }: Pick<Reading, 'document' | 'facts'>): Finding[] {
  const forms = projects.filter(({ name, record }) => name && /project-target/.test(record.record));
  const all = facts.some(
    ({ concept, where, dims, value }) =>
      concept === 'project-count' && where.node === 'text' && dims.set === 'managed' && dims.nature === undefined && value === forms.length,
  );
  const units = new Map(forms.flatMap(({ unit }) => (unit ? [[unit.text.replace(/\s+/g, ''), unit] as const] : [])));
  if (!all || !forms.length || forms.some(({ unit }) => !unit)) return [];
  return document.blocks.flatMap((block) => {
    const match = block.kind === 'paragraph' ? MADE.exec(block.words.text) : null;
    if (block.kind !== 'paragraph' || !match || Number(match[1]) <= units.size) return [];
    const words = sliceWords(block.words, match.index, match.index + match[0].length);
    return [
      found('derive.project-count', {
        severity: 'warning',
        message: `说明写${match[1]}个单位编报绩效目标，所附${forms.length}张绩效目标表的实施单位只有${units.size}个：${[...units.keys()].join('、')}。`,
        stated: `${match[1]}个`,
        expected: `${units.size}个`,
        suggestion: '更正单位数，或补齐其余单位的绩效目标表；实施单位填错的应更正。',
        places: [
          wordsPlace(words, { table: null, row: null, column: null }),
          ...[...units.values()].flatMap((unit) =>
            forms.filter((form) => form.unit === unit).map((form) => fieldPlace(form, unit, '实施单位')),
          ),
        ],
      }),
    ];
  });
}
