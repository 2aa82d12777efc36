import {
  ahead,
  checkedOf,
  eachOf,
  fail,
  isMissing,
  listOf,
  mappingOf,
  type Node,
  oneOf,
  textOf,
  textsOf,
  uniqueIn,
  wholeOf,
} from '../form/yaml.ts';
import { APPROPRIATED, fundingLevels } from '../plan/plan.ts';
import { fenOf, flagOf } from '../plan/read.ts';
import { type Attainment, QUALITATIVE_BANDS } from '../score/scoring.ts';
import { ASKED_BY } from './defaults.ts';
import { dateOf, pointsOf, pointsOrNull, shareOf } from './read-fields.ts';
import { type KnownIndicators, knownIndicator, promisedIn, yearIndicators } from './read-indicator.ts';
import type {
  Answer,
  Assessment,
  LevelScore,
  Monitoring,
  Progress,
  Result,
  SelfEvaluation,
  Survey,
  YearMoney,
  YearRecord,
} from './record.ts';

const attainments = Object.keys(QUALITATIVE_BANDS) as Attainment[];

function moneyOf(node: Node): YearMoney {
  const { fund, origin, level, original, adjusted, executed } = mappingOf(
    node,
    ['fund', 'origin', 'level', 'original', 'adjusted', 'executed'],
    (field) => ({
      fund: () => oneOf(field('fund'), ['general', 'managed-funds', 'state-capital', 'special-account', 'unit-funds'], 'general'),
      origin: () => oneOf(field('origin'), ['this-year', 'carried-over'], 'this-year'),
      level: () => (isMissing(field('level')) ? null : oneOf(field('level'), fundingLevels)),
      original: () => fenOf(field('original')),
      adjusted: () => fenOrNull(field('adjusted')),
      executed: () => fenOrNull(field('executed')),
    }),
  );
  const usual = APPROPRIATED.includes(fund) ? 'local' : 'self-raised';
  return { dims: { fund, origin }, level: level ?? usual, original, adjusted: adjusted ?? original, executed };
}

const fenOrNull = (node: Node): number | null => (isMissing(node) ? null : fenOf(node));

const progressOf = (node: Node, indicators: KnownIndicators): Progress =>
  mappingOf(node, ['indicator', 'reached', 'forecast', 'deviation', 'measure'], (field) => ({
    indicator: () => knownIndicator(field('indicator'), indicators),
    reached: () => textOf(field('reached')),
    forecast: () => textOf(field('forecast'), ''),
    deviation: () => textOf(field('deviation'), ''),
    measure: () => textOf(field('measure'), ''),
  }));

const monitoringOf = (node: Node, indicators: KnownIndicators): Monitoring =>
  mappingOf(node, ['date', 'paid', 'forecast', 'progress'], (field) => ({
    date: () => dateOf(field('date')),
    paid: () => fenOf(field('paid')),
    forecast: () => fenOrNull(field('forecast')),
    progress: () => eachOf(field('progress'), (item) => progressOf(item, indicators)),
    place: () => node.path,
  }));

/** Most people that a survey can have asked. */
const MOST_ASKED = 100_000_000;

/** {how: 电话回访, asked: 60, answered: 58, satisfied: 56}. */
function surveyOf(node: Node): Survey | null {
  if (isMissing(node)) return null;
  return mappingOf(node, ['how', 'asked', 'answered', 'satisfied'], (field) => {
    const within = (key: string, most: number, what: string): number => {
      const count = wholeOf(field(key));
      return count >= 0 && count <= most ? count : fail(field(key), what);
    };
    const asked = () => within('asked', MOST_ASKED, '调查的人数或份数');
    const answered = () => within('answered', asked(), `不多于调查数${asked()}的作答数`);
    return {
      how: () => textOf(field('how'), ASKED_BY),
      asked,
      answered,
      satisfied: () => (isMissing(field('satisfied')) ? null : within('satisfied', answered(), `不多于作答数${answered()}的满意数`)),
    };
  });
}

const RESULT = ['indicator', 'actual', 'attained', 'share', 'low-target', 'survey', 'reason', 'mend', 'stated', 'note'];

const resultOf = (node: Node, indicators: KnownIndicators): Result =>
  mappingOf(node, RESULT, (field) => ({
    indicator: () => knownIndicator(field('indicator'), indicators),
    actual: () => textOf(field('actual'), ''),
    attained: () => (isMissing(field('attained')) ? null : oneOf(field('attained'), attainments)),
    share: () => {
      const share = shareOf(field('share'));
      return share !== null && isMissing(field('attained'))
        ? fail(field('attained'), '达成情况：reached（达成）、partly（部分达成）、missed（未达成）')
        : share;
    },
    lowTarget: () => flagOf(field('low-target'), false),
    survey: () => {
      const survey = surveyOf(field('survey'));
      const of = indicators?.find(({ name }) => name === field('indicator').value);
      return survey && of && of.class !== 'satisfaction'
        ? fail({ value: of.name, path: field('survey').path }, '满意度指标的调查（其他指标不写 survey）')
        : survey;
    },
    reason: () => textOf(field('reason'), ''),
    mend: () => textOf(field('mend'), ''),
    stated: () => pointsOrNull(field('stated')),
    note: () => textOf(field('note'), ''),
  }));

/** One value or a list of them. */
const severalOf = (node: Node): Node[] => (Array.isArray(node.value) || isMissing(node) ? listOf(node) : [node]);

const executionOf = (node: Node): SelfEvaluation['execution'] =>
  mappingOf(isMissing(node) ? { ...node, value: {} } : node, ['reason', 'mend', 'stated', 'stated-rate', 'note'], (field) => ({
    reason: () => textOf(field('reason'), ''),
    mend: () => textOf(field('mend'), ''),
    stated: () => pointsOrNull(field('stated')),
    statedRate: () => shareOf(field('stated-rate')),
    note: () => textOf(field('note'), ''),
  }));

const evaluationOf = (node: Node, indicators: KnownIndicators): SelfEvaluation =>
  mappingOf<SelfEvaluation>(node, ['achieved', 'execution', 'results', 'stated', 'stated-grade'], (field) => ({
    achieved: () => textOf(field('achieved'), ''),
    execution: () => executionOf(field('execution')),
    results: () =>
      checkedOf(
        () => eachOf(field('results'), (item) => resultOf(item, indicators)),
        () => uniqueIn(field('results'), 'indicator', '还没有写过完成情况的指标（每个指标只写一次）'),
      ),
    stated: () => severalOf(field('stated')).map(pointsOf),
    statedGrades: () => severalOf(field('stated-grade')).map((item) => textOf(item)),
    place: () => node.path,
  }));

/** {name: 投入, weight: 15, score: 15, says: [...]}. */
export const levelOf = (node: Node): LevelScore =>
  mappingOf(node, ['name', 'weight', 'score', 'says'], (field) => {
    const weight = () => pointsOf(field('weight'));
    return {
      name: () => textOf(field('name')),
      weight,
      score: () => {
        const score = pointsOf(field('score'));
        return score <= weight() ? score : fail(field('score'), '不大于分值的得分');
      },
      says: () => textsOf(field('says')),
    };
  });

const assessmentOf = (node: Node): Assessment =>
  mappingOf<Assessment>(node, ['by', 'date', 'team', 'levels', 'conclusion', 'problems', 'advice'], (field) => ({
    by: () => oneOf(field('by'), ['department', 'finance'], 'department'),
    date: () => dateOf(field('date')),
    team: () => textOf(field('team'), ''),
    levels: () => eachOf(field('levels'), levelOf),
    conclusion: () => textOf(field('conclusion'), ''),
    problems: () => textsOf(field('problems')),
    advice: () => textsOf(field('advice')),
    place: () => node.path,
  }));

const answerOf = (node: Node): Answer | null =>
  isMissing(node)
    ? null
    : mappingOf(node, ['date', 'text', 'measures'], (field) => ({
        date: () => dateOf(field('date'), ''),
        text: () => textOf(field('text')),
        measures: () => textsOf(field('measures')),
      }));

const FIELDS = ['year', 'money', 'goal', 'values', 'weights', 'monitoring', 'evaluation', 'assessments', 'answer'];

/** A project in one year. `goal`: the year's goal of its target form, where the year has none of its own. */
export const yearRecordOf = (node: Node, project: KnownIndicators, goal: string): YearRecord =>
  mappingOf<YearRecord>(node, FIELDS, (field) => {
    const year = ahead(() => wholeOf(field('year')));
    const promised = promisedIn(project, year.known);
    const indicators = ahead(() => yearIndicators(field('values'), field('weights'), promised));
    // what names an indicator is judged by the project's own, also where the year's values cannot be used
    const known = promised && (indicators.known ?? promised);
    return {
      year: year.read,
      money: () => eachOf(field('money'), moneyOf),
      goal: () => textOf(field('goal'), goal),
      indicators: indicators.read,
      monitoring: () => eachOf(field('monitoring'), (item) => monitoringOf(item, known)),
      evaluation: () => (isMissing(field('evaluation')) ? null : evaluationOf(field('evaluation'), known)),
      assessments: () => eachOf(field('assessments'), assessmentOf),
      answer: () => answerOf(field('answer')),
      place: () => node.path,
    };
  });
