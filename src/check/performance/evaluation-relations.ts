import type { EvaluationTable } from '../../form/passage-node.ts';
import type { ProjectEvaluation } from '../../score/evaluation.ts';
import { SLACK } from '../../score/scoring.ts';
import type { Relation } from '../relation.ts';
import type { EvaluationContext } from './evaluation-context.ts';
import { around, inUnit, ratio, sum, Terms, terms } from './evaluation-equation.ts';
import { projectExpenditures } from './evaluation-scope.ts';
import { dueWeights } from './indicatorGroups.ts';

type Context = Pick<EvaluationContext, 'facts' | 'passages' | 'projects'>;

function projectRelations(project: ProjectEvaluation, t: Terms): Relation[] {
  const out: Relation[] = [];
  const own =
    project.mentions.find(({ executed, node }) => executed !== null && node.source !== 'table') ??
    project.mentions.find(({ executed }) => executed !== null);
  // the year's budget is what execution is measured by, wherever it is told
  const budget = t.of(project.mentions.find(({ adjusted }) => adjusted !== null)?.adjusted ?? own?.budget);
  const executed = t.of(own?.executed);
  if (budget && executed && budget.value > 0) {
    const says = `${project.name}：${executed.printed} ÷ ${budget.printed}`;
    for (const id of new Set(project.mentions.filter(({ executed: spent }) => spent !== null).flatMap(({ rates }) => rates))) {
      const rate = t.of(id);
      if (rate)
        out.push(
          ratio(
            { law: 'derive', code: 'derive.execution-rate', says: `预算执行率 ${rate.printed}% = ${says}` },
            rate,
            executed,
            budget,
            100,
          ),
        );
    }
    for (const item of project.items.filter(({ kind, gotFact }) => kind === 'execution' && gotFact !== null)) {
      const got = t.of(item.gotFact);
      if (got && item.weight !== null)
        out.push(
          ratio(
            { law: 'derive', code: 'derive.execution-score', says: `预算执行得分 ${got.printed} = ${item.weight} × ${says}` },
            got,
            executed,
            budget,
            item.weight,
            true,
          ),
        );
    }
  }
  const row = project.mentions.find(({ targetQuantity, actualQuantities }) => targetQuantity !== null && actualQuantities.length > 0);
  const target = t.of(row?.targetQuantity);
  const actual = t.of(row?.actualQuantities.at(-1));
  for (const item of project.items.filter(({ kind, gotFact }) => kind === 'quantity' && gotFact !== null)) {
    const got = t.of(item.gotFact);
    if (
      got &&
      target &&
      actual &&
      target.value > 0 &&
      item.weight !== null &&
      project.items.filter(({ kind }) => kind === 'quantity').length === 1
    ) {
      const says = `${project.name}：数量指标得分 ${got.printed} = ${item.weight} × ${actual.printed} ÷ ${target.printed}`;
      out.push({
        ...ratio({ law: 'derive', code: 'derive.quantity-score', says }, got, actual, target, item.weight, true),
        severity: 'warning',
      });
    }
  }
  return out;
}

/** The weights of a project's indicators, execution included, make 100. */
function weightRelations({ name, items }: ProjectEvaluation, t: Terms): Relation[] {
  const weights = terms(items.map(({ weightFact }) => t.of(weightFact)));
  if (!weights || weights.length < 4) return [];
  const total = weights.reduce((value, weight) => value + weight.value, 0);
  const executed = items.some(({ kind }) => kind === 'execution');
  const due = dueWeights(total, executed);
  return [
    {
      law: 'sum',
      code: 'sum.weights',
      severity: 'error',
      facts: weights.map(({ id }) => id),
      kind: 'equation',
      holds: Math.abs(total - due) <= SLACK,
      solve: (i) => {
        const weight = weights[i];
        return weight ? inUnit(around(due - total + weight.value, 0), weight) : null;
      },
      says: `${name}：各项指标分值合计 ${total}，应为 ${due}`,
      difference: String(Math.round((total - due) * 100) / 100),
      basis: '财预〔2020〕10号',
    },
  ];
}

function levelRelations(table: EvaluationTable, t: Terms): Relation[] {
  const cell = (label: string | null, role: string) =>
    table.rows
      .filter(({ label: words }) => (label === null) === /^(?:合计|总分|总计)$/.test(words.text))
      .map(({ cells }) => t.of(cells.get(role)?.fact));
  const out: Relation[] = [];
  for (const [role, name] of [
    ['weight', '指标分值'],
    ['got', '评价得分'],
  ] as const) {
    const whole = cell(null, role)[0];
    const parts = terms(cell('', role));
    if (whole && parts && parts.length > 1)
      out.push(
        sum(
          {
            law: 'sum',
            code: 'sum.level-score',
            says: `${name}合计 ${whole.printed} = ${parts.map(({ printed }) => printed).join(' + ')}`,
          },
          whole,
          parts,
        ),
      );
  }
  for (const row of table.rows) {
    const [rate, got, weight] = (['rate', 'got', 'weight'] as const).map((role) => t.of(row.cells.get(role)?.fact));
    if (rate && got && weight && weight.value > 0)
      out.push(
        ratio(
          {
            law: 'derive',
            code: 'derive.score-rate',
            says: `${row.label.text}得分率 ${rate.printed}% = ${got.printed} ÷ ${weight.printed}`,
          },
          rate,
          got,
          weight,
          100,
        ),
      );
  }
  return out;
}

function executionRelations(table: EvaluationTable, t: Terms): Relation[] {
  const of = (kind: string, role: string) => t.of(table.rows.find((row) => row.kind === kind && row.cells.size > 0)?.cells.get(role)?.fact);
  const out: Relation[] = [];
  for (const role of ['original', 'adjustment', 'adjusted', 'revenue', 'executed']) {
    const whole = of('total', role);
    const parts = terms([of('basic', role), of('project', role)]);
    if (whole && parts)
      out.push(
        sum(
          {
            law: 'sum',
            code: 'sum.nature',
            says: `年度资金总额 ${whole.printed} = 基本支出 ${parts[0]?.printed} + 项目支出 ${parts[1]?.printed}`,
          },
          whole,
          parts,
        ),
      );
  }
  for (const row of table.rows) {
    const cell = (role: string) => t.of(row.cells.get(role)?.fact);
    const parts = terms([cell('original'), cell('adjustment')]);
    const adjusted = cell('adjusted');
    if (adjusted && parts)
      out.push(
        sum(
          {
            law: 'sum',
            code: 'sum.adjusted-budget',
            says: `${row.label.text}：全年预算 ${adjusted.printed} = 年初 ${parts[0]?.printed} + 调整 ${parts[1]?.printed}`,
          },
          adjusted,
          parts,
        ),
      );
    const [rate, executed, base] = [cell('rate'), cell('executed'), adjusted ?? cell('revenue')];
    if (rate && executed && base && base.value > 0)
      out.push(
        ratio(
          {
            law: 'derive',
            code: 'derive.execution-rate',
            says: `${row.label.text}执行率 ${rate.printed}% = ${executed.printed} ÷ ${base.printed}`,
          },
          rate,
          executed,
          base,
          100,
        ),
      );
  }
  return out;
}

function summaryRelations({ projects }: Context, table: EvaluationTable, t: Terms): Relation[] {
  const total = table.rows.find(({ kind }) => kind === 'total');
  const rows = table.rows.filter(({ kind, cells }) => kind !== 'total' && cells.size > 0);
  const mentions = projects.flatMap(({ mentions: all }) => all.filter(({ node }) => node.source === 'table' && node.list === table.block));
  return (['budget', 'executed'] as const).flatMap((role) => {
    const whole = t.of(total?.cells.get(role)?.fact);
    const parts = terms(mentions.map((mention) => t.of(mention[role])));
    if (!whole || !parts || parts.length !== rows.length || parts.length < 2) return [];
    const name = role === 'budget' ? '预算' : '执行';
    return [
      sum(
        { law: 'sum', code: 'sum.projects', says: `${name}合计 ${whole.printed} = ${parts.map(({ printed }) => printed).join(' + ')}` },
        whole,
        parts,
      ),
    ];
  });
}

function claimRelations({ passages: { claims }, facts }: Context, t: Terms): Relation[] {
  const out: Relation[] = [];
  const scopes = claims.filter(({ id }) => id.endsWith('-scope'));
  const isPart = (id: number | null | undefined): boolean => id !== null && id !== undefined && facts[id]?.dims.item !== undefined;
  const wholes = scopes.filter(({ set, slots }) => set === 'self-evaluated' && !isPart(slots.get('n')?.fact));
  const parts = scopes.filter(({ slots }) => isPart(slots.get('n')?.fact));
  for (const [slot, name] of [
    ['n', '项目个数'],
    ['budget', '预算金额'],
  ] as const) {
    const whole = wholes.map(({ slots }) => t.of(slots.get(slot)?.fact)).find((term) => term !== null);
    const all = terms(parts.map(({ slots }) => t.of(slots.get(slot)?.fact)));
    if (whole && all && all.length > 1)
      out.push(
        sum(
          {
            law: 'sum',
            code: 'sum.evaluated-projects',
            says: `自评${name} ${whole.printed} = ${all.map(({ printed }) => printed).join(' + ')}`,
          },
          whole,
          all,
        ),
      );
  }
  for (const scope of scopes) {
    const whole = t.of(scope.slots.get('amount')?.fact);
    const funds = terms(
      claims
        .filter(({ id, sentence, slots }) => id === 'fund' && sentence === scope.sentence && slots.get('amount')?.fact !== null)
        .map(({ slots }) => t.of(slots.get('amount')?.fact)),
    );
    if (whole && funds && funds.length > 1)
      out.push(
        sum(
          { law: 'sum', code: 'sum.evaluated-funds', says: `资金 ${whole.printed} = ${funds.map(({ printed }) => printed).join(' + ')}` },
          whole,
          funds,
        ),
      );
    const n = t.of(scope.slots.get('n')?.fact);
    const grades = terms(
      claims
        .filter(({ id, block, set }) => id === 'grade-count' && block === scope.block && set === scope.set)
        .map(({ slots }) => t.of(slots.get('n')?.fact)),
    );
    if (n && grades && grades.length > 2)
      out.push(
        sum(
          {
            law: 'sum',
            code: 'sum.grade-count',
            says: `项目 ${n.printed} 个 = 各等级 ${grades.map(({ printed }) => printed).join(' + ')}`,
          },
          n,
          grades,
        ),
      );
  }
  for (const claim of claims) {
    const slot = (name: string) => t.of(claim.slots.get(name)?.fact);
    if (claim.id === 'level-score') {
      const [rate, got, weight] = [slot('rate'), slot('got'), slot('weight')];
      if (rate && got && weight && weight.value > 0)
        out.push(
          ratio(
            {
              law: 'derive',
              code: 'derive.score-rate',
              says: `${claim.topic ?? ''}得分率 ${rate.printed}% = ${got.printed} ÷ ${weight.printed}`,
            },
            rate,
            got,
            weight,
            100,
          ),
        );
    }
    const [share, spent, all] = [slot('share'), slot('executed'), t.of(projectExpenditures({ facts })[0]?.id)];
    if (share && spent && all && all.value > 0)
      out.push(
        ratio(
          { law: 'derive', code: 'derive.share', says: `自评项目占项目支出 ${share.printed}% = ${spent.printed} ÷ ${all.printed}` },
          share,
          spent,
          all,
          100,
        ),
      );
    if (claim.id === 'execution') {
      const adjusted = slot('adjusted');
      const budget = terms([slot('original'), slot('adjustment')]);
      if (adjusted && budget)
        out.push(
          sum(
            {
              law: 'sum',
              code: 'sum.adjusted-budget',
              says: `全年预算 ${adjusted.printed} = 年初 ${budget[0]?.printed} + 调整 ${budget[1]?.printed}`,
            },
            adjusted,
            budget,
          ),
        );
      const [rate, executed] = [slot('rate'), slot('executed')];
      if (rate && executed && adjusted)
        out.push(
          ratio(
            {
              law: 'derive',
              code: 'derive.execution-rate',
              says: `预算执行率 ${rate.printed}% = ${executed.printed} ÷ ${adjusted.printed}`,
            },
            rate,
            executed,
            adjusted,
            100,
          ),
        );
    }
  }
  return out;
}

/** What must hold between the numbers of an evaluation; repeats of one fact are not among them (law agree). */
export function evaluationRelations(context: Context): Relation[] {
  const t = new Terms(context.facts);
  return [
    ...context.projects.flatMap((project) => [...projectRelations(project, t), ...weightRelations(project, t)]),
    ...context.passages.tables.flatMap((table) => {
      if (table.form === 'evaluation-levels') return levelRelations(table, t);
      if (table.form === 'evaluation-execution' || table.form === 'evaluation-money') return executionRelations(table, t);
      return table.form === 'evaluation-summary' ? summaryRelations(context, table, t) : [];
    }),
    ...claimRelations(context, t),
  ];
}
