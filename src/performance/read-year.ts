import type { Dims } from '../fact/dimension.ts';
import { fail, fieldsOf, isMissing, listOf, type Node, oneOf, textOf, textsOf, wholeOf } from '../form/yaml.ts';
import { APPROPRIATED, fundingLevels } from '../plan/plan.ts';
import { fenOf, fenOr } from '../plan/read.ts';
import { type Attainment, QUALITATIVE_BANDS } from '../score/scoring.ts';
import { ASKED_BY } from './defaults.ts';
import { dateOf, flagOf, pointsOf, pointsOrNull, shareOf } from './read-fields.ts';
import { knownIndicator, yearIndicators } from './read-indicator.ts';
import type {
  Answer,
  Assessment,
  LevelScore,
  Monitoring,
  RecordIndicator,
  Result,
  SelfEvaluation,
  Survey,
  YearMoney,
  YearRecord,
} from './record.ts';

const attainments = Object.keys(QUALITATIVE_BANDS) as Attainment[];

function moneyOf(node: Node): YearMoney {
  const field = fieldsOf(node, ['fund', 'origin', 'level', 'original', 'adjusted', 'executed']);
  const dims: Dims = {
    fund: oneOf(field('fund'), ['general', 'managed-funds', 'state-capital', 'special-account', 'unit-funds'], 'general'),
    origin: oneOf(field('origin'), ['this-year', 'carried-over'], 'this-year'),
  };
  const original = fenOf(field('original'));
  return {
    dims,
    level: oneOf(field('level'), fundingLevels, APPROPRIATED.includes(dims.fund ?? '') ? 'local' : 'self-raised'),
    original,
    adjusted: fenOr(field('adjusted'), original),
    executed: isMissing(field('executed')) ? null : fenOf(field('executed')),
  };
}

function monitoringOf(node: Node, indicators: readonly RecordIndicator[]): Monitoring {
  const field = fieldsOf(node, ['date', 'paid', 'forecast', 'progress']);
  return {
    date: dateOf(field('date')),
    paid: fenOf(field('paid')),
    forecast: isMissing(field('forecast')) ? null : fenOf(field('forecast')),
    progress: listOf(field('progress')).map((item) => {
      const own = fieldsOf(item, ['indicator', 'reached', 'forecast', 'deviation', 'measure']);
      return {
        indicator: knownIndicator(own('indicator'), indicators),
        reached: textOf(own('reached')),
        forecast: textOf(own('forecast'), ''),
        deviation: textOf(own('deviation'), ''),
        measure: textOf(own('measure'), ''),
      };
    }),
    place: node.path,
  };
}

/** {how: 电话回访, asked: 60, answered: 58, satisfied: 56}. */
function surveyOf(node: Node): Survey | null {
  if (isMissing(node)) return null;
  const field = fieldsOf(node, ['how', 'asked', 'answered', 'satisfied']);
  const within = (key: string, most: number, what: string): number => {
    const count = wholeOf(field(key));
    return count >= 0 && count <= most ? count : fail(field(key), what);
  };
  const asked = within('asked', 100_000_000, '调查的人数或份数');
  const answered = within('answered', asked, `不多于调查数${asked}的作答数`);
  const satisfied = isMissing(field('satisfied')) ? null : within('satisfied', answered, `不多于作答数${answered}的满意数`);
  return { how: textOf(field('how'), ASKED_BY), asked, answered, satisfied };
}

const RESULT = ['indicator', 'actual', 'attained', 'share', 'low-target', 'survey', 'reason', 'mend', 'stated', 'note'];

function resultOf(node: Node, indicators: readonly RecordIndicator[]): Result {
  const field = fieldsOf(node, RESULT);
  const name = knownIndicator(field('indicator'), indicators);
  const attained = isMissing(field('attained')) ? null : oneOf(field('attained'), attainments);
  const share = shareOf(field('share'));
  if (share !== null && attained === null) fail(field('attained'), '达成情况：reached（达成）、partly（部分达成）、missed（未达成）');
  const survey = surveyOf(field('survey'));
  if (survey && indicators.find((one) => one.name === name)?.class !== 'satisfaction')
    fail({ value: name, path: field('survey').path }, '满意度指标的调查（其他指标不写 survey）');
  return {
    indicator: name,
    actual: textOf(field('actual'), ''),
    attained,
    share,
    lowTarget: flagOf(field('low-target')),
    survey,
    reason: textOf(field('reason'), ''),
    mend: textOf(field('mend'), ''),
    stated: pointsOrNull(field('stated')),
    note: textOf(field('note'), ''),
  };
}

/** One value or a list of them. */
const severalOf = (node: Node): Node[] => (Array.isArray(node.value) || isMissing(node) ? listOf(node) : [node]);

function evaluationOf(node: Node, indicators: readonly RecordIndicator[]): SelfEvaluation {
  const field = fieldsOf(node, ['achieved', 'execution', 'results', 'stated', 'stated-grade']);
  const execution = fieldsOf(isMissing(field('execution')) ? { ...field('execution'), value: {} } : field('execution'), [
    'reason',
    'mend',
    'stated',
    'stated-rate',
    'note',
  ]);
  const results = listOf(field('results')).map((item) => resultOf(item, indicators));
  results.forEach(({ indicator }, i) => {
    if (results.findIndex((other) => other.indicator === indicator) < i)
      fail({ value: indicator, path: `${field('results').path}[${i}].indicator` }, '还没有写过完成情况的指标（每个指标只写一次）');
  });
  return {
    achieved: textOf(field('achieved'), ''),
    execution: {
      reason: textOf(execution('reason'), ''),
      mend: textOf(execution('mend'), ''),
      stated: pointsOrNull(execution('stated')),
      statedRate: shareOf(execution('stated-rate')),
      note: textOf(execution('note'), ''),
    },
    results,
    stated: severalOf(field('stated')).map(pointsOf),
    statedGrades: severalOf(field('stated-grade')).map((item) => textOf(item)),
    place: node.path,
  };
}

/** {name: 投入, weight: 15, score: 15, says: [...]}. */
export function levelOf(node: Node): LevelScore {
  const field = fieldsOf(node, ['name', 'weight', 'score', 'says']);
  const weight = pointsOf(field('weight'));
  const score = pointsOf(field('score'));
  return {
    name: textOf(field('name')),
    weight,
    score: score <= weight ? score : fail(field('score'), '不大于分值的得分'),
    says: textsOf(field('says')),
  };
}

function assessmentOf(node: Node): Assessment {
  const field = fieldsOf(node, ['by', 'date', 'team', 'levels', 'conclusion', 'problems', 'advice']);
  return {
    by: oneOf(field('by'), ['department', 'finance'], 'department'),
    date: dateOf(field('date')),
    team: textOf(field('team'), ''),
    levels: listOf(field('levels')).map(levelOf),
    conclusion: textOf(field('conclusion'), ''),
    problems: textsOf(field('problems')),
    advice: textsOf(field('advice')),
    place: node.path,
  };
}

function answerOf(node: Node): Answer | null {
  if (isMissing(node)) return null;
  const field = fieldsOf(node, ['date', 'text', 'measures']);
  return { date: dateOf(field('date'), ''), text: textOf(field('text')), measures: textsOf(field('measures')) };
}

const FIELDS = ['year', 'money', 'goal', 'values', 'weights', 'monitoring', 'evaluation', 'assessments', 'answer'];

/** A project in one year. `goal`: the year's goal of its target form, where the year has none of its own. */
export function yearRecordOf(node: Node, project: readonly RecordIndicator[], goal: string): YearRecord {
  const field = fieldsOf(node, FIELDS);
  const year = wholeOf(field('year'));
  const indicators = yearIndicators(field('values'), field('weights'), project, year);
  return {
    year,
    money: listOf(field('money')).map(moneyOf),
    goal: textOf(field('goal'), goal),
    indicators,
    monitoring: listOf(field('monitoring')).map((item) => monitoringOf(item, indicators)),
    evaluation: isMissing(field('evaluation')) ? null : evaluationOf(field('evaluation'), indicators),
    assessments: listOf(field('assessments')).map(assessmentOf),
    answer: answerOf(field('answer')),
    place: node.path,
  };
}
