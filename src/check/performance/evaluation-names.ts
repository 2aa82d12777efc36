import { nameCore, nameDifference } from '../../form/passage-name.ts';
import type { EvaluationItem, ProjectEvaluation, ProjectMention } from '../../score/evaluation.ts';
import type { Finding, FindingPlace } from '../finding.ts';
import { wordsPlace } from '../place.ts';
import { type EvaluationContext, evaluationFinding, inOrder, namePlace } from './evaluation-context.ts';

/** One project has one name: names of its mentions that differ in more than length are named, one finding for each pair of wordings. */
export function projectNames(context: EvaluationContext): Finding[] {
  return context.projects.flatMap(({ mentions }) => {
    const names = new Map<string, ProjectMention[]>();
    for (const mention of mentions) {
      const core = nameCore(mention.node.name.text);
      names.set(core, [...(names.get(core) ?? []), mention]);
    }
    const ranked = [...names].sort(([, a], [, b]) => b.length - a.length);
    const findings: Finding[] = [];
    for (const [i, [common, most]] of ranked.entries()) {
      for (const [other, fewer] of ranked.slice(i + 1)) {
        const difference = nameDifference(common, other);
        if (!difference) continue;
        const [shown] = fewer;
        findings.push(
          evaluationFinding('agree.project-name', 'warning', {
            message: `同一项目有两种写法：“${most[0]?.node.name.text}”（${most.length}处）与“${shown?.node.name.text}”（${fewer.length}处），“${difference.a}”与“${difference.b}”不一致。`,
            stated: difference.b,
            expected: difference.a,
            suggestion: '按预算批复的项目名称统一全文和表格。',
            places: inOrder([...fewer, ...most].map(namePlace)),
          }),
        );
      }
    }
    return findings;
  });
}

/** Words of a name that tell its subject: runs of four signs of its core. */
const runsOf = (text: string): Set<string> => new Set(Array.from({ length: Math.max(0, text.length - 3) }, (_, i) => text.slice(i, i + 4)));

/** All that a project says of itself: its names and quantity. */
function ownWords({ mentions, items }: ProjectEvaluation): string {
  const said = mentions.flatMap(({ node }) => [
    node.name.text,
    ...node.clauses.flatMap(({ id, words }) => (id === 'quantity' || id === 'amounts' ? [words.text] : [])),
  ]);
  return [...said, ...items.filter(({ kind }) => kind === 'quantity').map(({ target }) => target.text)].join('|');
}

interface Copied {
  readonly project: ProjectEvaluation;
  readonly item: EvaluationItem;
  readonly from: string;
  readonly why: string;
}

const place = ({ project, item }: Pick<Copied, 'project' | 'item'>): FindingPlace => {
  const place = wordsPlace(item.target, { table: null, row: project.name, column: item.level });
  return { ...place, text: `${item.level}为${item.target.text}` };
};

/** Indicators that speak of another project's subject, or fit no project of this kind: copied and not changed. */
export function copiedIndicators(context: EvaluationContext): Finding[] {
  const copied = context.projects.flatMap((project): Copied[] => {
    const own = ownWords(project);
    return project.items.flatMap((item): Copied[] => {
      const text = item.target.text;
      if (item.kind === 'execution' || item.missing) return [];
      const other = context.projects.find(
        (one) =>
          one !== project &&
          one.items.some(({ target }) => target.text === text) &&
          [...runsOf(nameCore(one.name))].some((run) => text.includes(run) && !own.includes(run)),
      );
      if (other) return [{ project, item, from: other.name, why: `与项目“${other.name}”的指标相同，所说的不是本项目` }];
      const rule = context.words.fits.find(
        ({ words, only }) => words.some((word) => text.includes(word)) && !only.some((word) => own.includes(word)),
      );
      if (!rule) return [];
      const same = context.projects.find((one) => one !== project && one.items.some(({ target }) => target.text === text));
      return [{ project, item, from: same?.name ?? '', why: `本项目没有向人员发放资金${same ? `，与项目“${same.name}”的指标相同` : ''}` }];
    });
  });
  return copied.map((one) =>
    evaluationFinding('comply.indicator-copied', 'error', {
      message: `项目“${one.project.name}”的${one.item.level}“${one.item.target.text}”${one.why}，疑为复制后未修改。`,
      stated: one.item.target.text,
      expected: `与本项目内容相符的${one.item.level}`,
      suggestion: '按本项目的内容重新填写该指标，并核对得分。',
      places: [place(one)],
      culprit: 0,
    }),
  );
}

/** Indicators under a level that they do not belong to (a rate of acceptance under timeliness). */
export function misplacedIndicators(context: EvaluationContext): Finding[] {
  return context.projects.flatMap((project) =>
    project.items.flatMap((item) => {
      const rule = context.words.misplaced.find(
        ({ words, under }) => under.includes(item.kind) && words.some((word) => item.target.text.includes(word)),
      );
      return rule
        ? [
            evaluationFinding('comply.indicator-level', 'warning', {
              message: `项目“${project.name}”把“${item.target.text}”列为${item.level}，它属于${rule.belongs}。`,
              stated: item.level,
              expected: rule.belongs,
              suggestion: `移到${rule.belongs}，并补上真正的${item.level}。`,
              places: [place({ project, item })],
            }),
          ]
        : [];
    }),
  );
}

/** Projects that a summary table scores without a word of analysis, while others are analysed. */
export function missingAnalyses(context: EvaluationContext): Finding[] {
  const analysed = context.projects.filter((project) => project.analysed);
  const scored = context.projects.filter(({ mentions }) => mentions.some(({ node, total }) => node.source === 'table' && total !== null));
  const missing = scored.filter((project) => !project.analysed);
  if (missing.length === 0 || analysed.length === 0) return [];
  const last = analysed.at(-1)?.mentions.find(({ node }) => node.source === 'paragraph');
  const scope = context.passages.claims.findLast(({ id, set }) => id === 'self-scope' && set === 'self-evaluated');
  return [
    evaluationFinding('comply.evaluation-analysis', 'warning', {
      message: `汇总表列${scored.length}个项目，逐项分析的只有${analysed.length}个，缺${missing.length}个：${missing.map(({ name }) => name).join('、')}。`,
      stated: `${analysed.length}个`,
      expected: `${scored.length}个`,
      suggestion: '补充所缺项目的绩效目标完成情况、各项得分和扣分原因。',
      places: [
        ...missing.flatMap(({ mentions }) => mentions.filter(({ node }) => node.source === 'table').map(namePlace)),
        ...(scope ? [wordsPlace(scope.words)] : []),
        ...(last ? [namePlace(last)] : []),
      ],
    }),
  ];
}
