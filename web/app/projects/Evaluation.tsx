import { Button } from 'antd';
import { DEFAULT_FORM } from '../../../src/performance/defaults.ts';
import { recordProblems } from '../../../src/performance/problems.ts';
import { sheetOf } from '../../../src/performance/scores.ts';
import { pointsText, shortPoints } from '../../../src/score/points.ts';
import { isScore, type Score, type Unscored } from '../../../src/score/rule.ts';
import { needsAnswer } from '../../../src/score/scheme.ts';
import { Nothing } from '../parts/States.tsx';
import { Tag } from '../parts/Tag.tsx';
import { useOpen } from './context.ts';
import { entryAt, putEntry, textAt } from './edit.ts';
import { Cell, Choice, Field } from './fields.tsx';
import { MoneyTable } from './Money.tsx';
import { Printed } from './Printed.tsx';
import { ATTAINED } from './words.ts';

/** 单位自评: what became of each indicator, scored as it is typed. */
export function Evaluation() {
  const { year, at, record, draft, scheme, writable, set } = useOpen();
  const path = ['years', at, 'evaluation'] as const;
  if (!record) return null;
  if (!record.evaluation)
    return (
      <>
        <Nothing>{year}年还没有自评。年度结束后，写全年执行和每个指标的实际完成值，得分随即算出。</Nothing>
        {writable && (
          <Button type="primary" onClick={() => set(path, {})}>
            开始自评
          </Button>
        )}
      </>
    );
  const sheet = sheetOf(record, scheme);
  const records = {
    organisation: '',
    scope: 'unit',
    year,
    form: DEFAULT_FORM,
    scheme: scheme.id,
    units: [],
    projects: [draft.record],
    department: null,
    stated: { average: null, grades: new Map() },
    texts: new Map(),
  } as const;
  const problems = recordProblems(records, scheme).filter(({ place }) => place.includes(`${year}年`));
  const [execution, ...lines] = sheet.lines;
  const lost = sheet.lines.some(({ weight, score }) => !isScore(score) || score.points < weight);
  return (
    <>
      <MoneyTable executedOnly />
      <div className="scroll">
        <table className="list sheet">
          <caption>
            {year}年绩效自评（{scheme.name}，{scheme.basis}）
          </caption>
          <thead>
            <tr>
              <th>指标</th>
              <th>指标值</th>
              <th>实际完成</th>
              <th>分值</th>
              <th>得分</th>
              <th>怎样算的</th>
            </tr>
          </thead>
          <tbody>
            {execution && (
              <>
                <tr>
                  <td>{execution.item}</td>
                  <td data-name="指标值">100%</td>
                  <td data-name="实际完成">{sheet.rate === null ? '' : `${pointsText(sheet.rate)}%`}</td>
                  <Points weight={execution.weight} score={execution.score} />
                </tr>
                <Reasons
                  name={execution.item}
                  lost={isScore(execution.score) && execution.score.points < execution.weight}
                  path={[...path, 'execution']}
                />
              </>
            )}
            {record.indicators.map((indicator, i) => (
              <Line key={indicator.name} index={i} weight={lines[i]?.weight ?? 0} score={lines[i]?.score ?? NOTHING} />
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th colSpan={3}>总分</th>
              <td className="sum">{shortPoints(sheet.lines.reduce((sum, { weight }) => sum + weight, 0))}</td>
              <td className="sum">
                <output aria-label="总分">{sheet.total === null ? '——' : pointsText(sheet.total)}</output>{' '}
                {sheet.grade && <Tag tone={needsAnswer(sheet.grade, scheme) ? 'bad' : 'good'}>{sheet.grade.grade}</Tag>}
              </td>
              <td className="quiet">
                {sheet.total === null ? '各项都能算出得分以后才有总分' : sheet.totalFormula}
                {sheet.gradeFormula && `；${sheet.gradeFormula}`}
              </td>
            </tr>
          </tfoot>
        </table>
      </div>
      <div className="fields">
        <Field label="年度目标实际完成情况" path={[...path, 'achieved']} lines={3} />
        {needsAnswer(sheet.grade, scheme) && (
          <>
            <Field label={`自评为“${sheet.grade?.grade}”的原因`} path={['years', at, 'answer', 'text']} lines={3} />
            <Measures />
          </>
        )}
      </div>
      {problems.length > 0 && (
        <section className="entry" aria-label="自评要改的地方">
          <strong>还要补、要改的（{problems.length}）</strong>
          <ul>
            {problems.map(({ place, message, severity }) => (
              <li key={`${place}${message}`} className={severity === 'error' ? 'late' : ''}>
                {place.replace(/^项目“.*?”\d{4}年/s, '')}
                {place.endsWith('年') ? '' : '：'}
                {message}
              </li>
            ))}
          </ul>
        </section>
      )}
      {problems.length === 0 && <p className="quiet">{lost ? '扣分的都写了原因和改进措施。' : '各项都得满分。'}可以打印。</p>}
      <Printed kind="evaluation" />
    </>
  );
}

const NOTHING: Unscored = { message: '没有完成情况', mend: '' };

function Points({ weight, score }: { readonly weight: number; readonly score: Score | Unscored }) {
  return (
    <>
      <td data-name="分值">{shortPoints(weight)}</td>
      <td data-name="得分" className={isScore(score) && score.points < weight ? 'late' : ''}>
        {isScore(score) ? pointsText(score.points) : '——'}
      </td>
      <td className="quiet">{isScore(score) ? score.formula : score.message}</td>
    </>
  );
}

/** What is demanded where points are lost. */
function Reasons({
  name,
  lost,
  path,
  set,
}: {
  readonly name: string;
  readonly lost: boolean;
  readonly path: readonly (string | number)[];
  readonly set?: (key: string) => (next: string) => void;
}) {
  const { value } = useOpen();
  const [reason, mend] = [textAt(value, [...path, 'reason']), textAt(value, [...path, 'mend'])];
  if (!lost && !reason && !mend) return null;
  return (
    <tr className="advice">
      <td colSpan={6}>
        <div className="fields">
          {(['reason', 'mend'] as const).map((key) => (
            <Field
              key={key}
              label={`${name}${key === 'reason' ? '扣分原因' : '改进措施'}`}
              path={[...path, key]}
              set={set?.(key)}
              hint={lost && !(key === 'reason' ? reason : mend) ? '扣了分的必须写' : undefined}
            />
          ))}
        </div>
      </td>
    </tr>
  );
}

function Line({ index, weight, score }: { readonly index: number; readonly weight: number; readonly score: Score | Unscored }) {
  const { value, at, record, change } = useOpen();
  const indicator = record?.indicators[index];
  if (!indicator) return null;
  const { name } = indicator;
  const results = ['years', at, 'evaluation', 'results'] as const;
  const path = [...results, entryAt(value, results, name)];
  const set = (field: readonly string[]) => (next: unknown) => change((old) => putEntry(old, results, name, field, next));
  const judged = indicator.direction === 'judged';
  const attained = textAt(value, [...path, 'attained']);
  const count = (key: string) => (next: string) => set(['survey', key])(/^\d{1,9}$/.test(next) ? Number(next) : next);
  const n = index + 1;
  return (
    <>
      <tr>
        <td>{name}</td>
        <td data-name="指标值">{indicator.annual.text}</td>
        <td data-name="实际完成">
          {!indicator.missing && (
            <Cell label={`实际完成 ${n}`} path={[...path, 'actual']} set={set(['actual'])} wide={judged ? 'wide' : 'short'} />
          )}
          {judged && (
            <>
              <Choice
                label={`达成情况 ${n}`}
                path={[...path, 'attained']}
                options={ATTAINED}
                none="达成情况"
                set={(next) => {
                  set(['attained'])(next);
                  if (next === '') set(['share'])(undefined);
                }}
              />
              {attained && (
                <span className="quiet">
                  按分值的百分之几（不填按最高）
                  <Cell kind="number" label={`完成程度 ${n}`} path={[...path, 'share']} set={set(['share'])} wide="short" />
                </span>
              )}
            </>
          )}
          {indicator.class === 'satisfaction' && (
            <div className="value">
              {(
                [
                  ['asked', '调查人数'],
                  ['answered', '作答人数'],
                  ['satisfied', '满意人数'],
                ] as const
              ).map(([key, label]) => (
                <span key={key} className="quiet">
                  {label}
                  <Cell kind="number" label={`${label} ${n}`} path={[...path, 'survey', key]} set={count(key)} wide="short" />
                </span>
              ))}
            </div>
          )}
        </td>
        <Points weight={weight} score={score} />
      </tr>
      <Reasons
        name={name}
        lost={isScore(score) && score.rule !== 'missing' && score.points < weight}
        path={path}
        set={(key) => set([key])}
      />
    </>
  );
}

/** A line is a measure. */
function Measures() {
  const { value, at, set } = useOpen();
  const path = ['years', at, 'answer', 'measures'] as const;
  const found = (value as { years?: { answer?: { measures?: unknown } }[] }).years?.[at]?.answer?.measures;
  const lines = Array.isArray(found) ? found.map(String) : [];
  return (
    <Field
      label="整改措施（一行一条）"
      path={path}
      lines={3}
      value={lines.join('\n')}
      set={(next) => set(path, next === '' ? undefined : next.split('\n'))}
    />
  );
}
