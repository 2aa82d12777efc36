import { nameCore, nameDifference } from '../../form/passage-name.ts';
import type { EvaluationItem, ProjectEvaluation, ProjectMention } from '../../score/evaluation.ts';
import type { Finding, FindingPlace } from '../finding.ts';
import { wordsPlace } from '../place.ts';
import { type EvaluationContext, evaluationFinding, inOrder, namePlace } from './evaluation-context.ts';
import { whereText } from './spots.ts';
import { listedProjects } from './targetNames.ts';

/** How a project is called in one wording: the name as printed, and where. */
interface Wording {
  readonly core: string;
  readonly name: string;
  readonly mentions: readonly ProjectMention[];
}

/** The wordings of a project's name that differ in more than length from another of them, most common first. */
function wordingsOf({ mentions }: ProjectEvaluation): Wording[] {
  const byCore = new Map<string, ProjectMention[]>();
  for (const mention of mentions) {
    const core = nameCore(mention.node.name.text);
    byCore.set(core, [...(byCore.get(core) ?? []), mention]);
  }
  const all = [...byCore].map(
    ([core, own]): Wording => ({ core, name: own[0]?.node.name.text.replace(/\s+/g, '') ?? core, mentions: own }),
  );
  return all
    .filter((one) => all.some((other) => other !== one && nameDifference(one.core, other.core) !== null))
    .sort((a, b) => b.mentions.length - a.mentions.length);
}

/** The wording that the paper's table of projects bears out, or that no dictionary calls misspelt; null where nothing decides. */
function rightWording(
  wordings: readonly Wording[],
  { facts, words }: EvaluationContext,
): { readonly name: string; readonly by: string } | null {
  const listed = new Set(listedProjects(facts).map(({ name }) => nameCore(name)));
  const inTable = wordings.filter(({ core }) => listed.has(core));
  if (inTable.length === 1 && inTable[0]) return { name: inTable[0].name, by: '项目支出表的名称' };
  for (const [wrong, right] of words.misspelt) {
    const spelt = wordings.filter(({ core }) => core.includes(right));
    const rest = wordings.filter(({ core }) => !core.includes(right));
    if (spelt.length === 1 && spelt[0] && rest.length > 0 && rest.every(({ core }) => core.replaceAll(wrong, right) === spelt[0]?.core))
      return { name: spelt[0].name, by: `规范用词“${right}”` };
  }
  return null;
}

const MOST_LINES = 4;

/** How often a wording stands, and where: 3处：第600行、第639行、第838行. */
function whereOf({ mentions }: Wording): string {
  const lines = [...new Set(inOrder(mentions.map(namePlace)).map(whereText))];
  return `${mentions.length}处：${lines.slice(0, MOST_LINES).join('、')}${lines.length > MOST_LINES ? '等' : ''}`;
}

/** One project has one name. Which of the names is right is said only where something other than their number decides. */
export function projectNames(context: EvaluationContext): Finding[] {
  return context.projects.flatMap((project): Finding[] => {
    const wordings = wordingsOf(project);
    if (wordings.length < 2) return [];
    const right = rightWording(wordings, context);
    const names = wordings.map((one) => `“${one.name}”（${whereOf(one)}）`).join('、');
    const wrong = wordings.filter(({ name }) => name !== right?.name);
    return [
      evaluationFinding('agree.project-name', 'warning', {
        message: `同一项目有${wordings.length}种写法：${names}。${right ? `按${right.by}，应为“${right.name}”。` : ''}`,
        stated: (right ? wrong : wordings).map(({ name }) => name).join('、'),
        expected: right?.name ?? '',
        suggestion: '按预算批复的项目名称统一全文和表格。',
        places: inOrder(wordings.flatMap(({ mentions }) => mentions.map(namePlace))),
      }),
    ];
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
