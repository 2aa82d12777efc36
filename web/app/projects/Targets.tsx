import { Button } from 'antd';
import { useRef, useState } from 'react';
import { canMeasure, measurable, measurableTogether } from '../../../src/performance/measurable.ts';
import { type Points, shortPoints } from '../../../src/score/points.ts';
import { directionOf } from '../../../src/score/rule.ts';
import { parseValue } from '../../../src/score/value.ts';
import type { IndicatorView } from '../../../src/server/indicators.ts';
import { Dialog } from '../parts/Dialog.tsx';
import { Tag } from '../parts/Tag.tsx';
import { useOpen } from './context.ts';
import {
  endedBefore,
  isPromised,
  isTaken,
  listAt,
  mentions,
  promised,
  promisePath,
  put,
  renamed,
  type Source,
  textAt,
  withIndicator,
} from './edit.ts';
import { Cell, Choice, Field, useProblem } from './fields.tsx';
import { Library } from './Library.tsx';
import { Printed } from './Printed.tsx';
import type { Rules } from './Project.tsx';
import { DIRECTIONS, schemeName, shapeOf } from './words.ts';

/** What is promised for the year: goal, indicators at three levels, and the form that they are printed in. */
export function Targets({ rules }: { readonly rules: Rules }) {
  const { value, year, at, record, scheme, writable, change } = useOpen();
  const indicators = listAt(value, ['indicators']);
  const [choosing, setChoosing] = useState(false);
  const [removing, setRemoving] = useState<number | null>(null);
  const table = useRef<HTMLTableSectionElement>(null);
  const single = listAt(value, ['years']).length <= 1;
  const total = (record?.indicators ?? []).reduce((sum: Points, { weight }) => sum + (weight ?? 0), scheme.execution);
  const shown = indicators.flatMap((one, i) => (isPromised(one, year) ? [i] : []));
  const together = measurableTogether(
    shown.map((i) => ({
      level: textAt(value, ['indicators', i, 'level2']),
      name: textAt(value, ['indicators', i, 'name']),
      value: promised(value, at, i, 'value'),
    })),
  );
  /** To the first field of the last indicator, once it is there. */
  const toLast = () =>
    requestAnimationFrame(() =>
      table.current?.querySelector<HTMLElement>('tr.indicator:last-of-type select, tr.indicator:nth-last-of-type(2) select')?.focus(),
    );
  const add = (one: Source = {}) => {
    change((old) => withIndicator(old, one, year));
    toLast();
  };
  const insert = (chosen: IndicatorView) => {
    const { level1, level2 } = chosen.levels[schemeName(year)];
    const taken = new Set(indicators.map(({ name }) => name));
    const name = taken.has(chosen.name) ? `${chosen.name}（${indicators.length + 1}）` : chosen.name;
    setChoosing(false);
    add({
      level1,
      level2,
      name,
      value: chosen.value,
      weight: String(chosen.weight),
      evidence: chosen.evidence,
      description: chosen.grades.join('；'),
    });
  };
  const remove = (i: number) => {
    change((old) => endedBefore(old, i, year));
    setRemoving(null);
  };
  return (
    <>
      <div className="fields">
        <Field
          label={`${year}年度目标`}
          path={single ? ['fields', 'annual-goal'] : ['years', at, 'goal']}
          value={textAt(value, ['years', at, 'goal']) || textAt(value, ['fields', 'annual-goal'])}
          lines={2}
          hint="这一年花这笔钱要办成什么"
        />
        <Field label="实施期总体目标" path={['fields', 'term-goal']} lines={2} hint="跨年的项目填" />
      </div>
      <div className="scroll">
        <table className="list sheet">
          <caption>{year}年绩效指标</caption>
          <thead>
            <tr>
              <th>一、二级指标</th>
              <th>三级指标</th>
              <th>指标值</th>
              <th>分值</th>
              <th>方向</th>
              <th>数据来源</th>
              <th>实施期指标值</th>
              <th>能否衡量</th>
              {writable && <th>操作</th>}
            </tr>
          </thead>
          <tbody ref={table}>
            {shown.map((i) => (
              <Indicator
                key={i}
                index={i}
                remove={() => (mentions(value, textAt(value, ['indicators', i, 'name']), year) > 0 ? setRemoving(i) : remove(i))}
              />
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th colSpan={3}>各项分值加预算执行率 {shortPoints(scheme.execution)} 分</th>
              <td className="sum" colSpan={writable ? 6 : 5}>
                <output aria-label="分值合计" className={total === scheme.total ? '' : 'late'}>
                  {shortPoints(total)}
                </output>{' '}
                {total === scheme.total
                  ? '分，正好'
                  : `分，应为 ${shortPoints(scheme.total)} 分，还${total < scheme.total ? '差' : '多'} ${shortPoints(Math.abs(scheme.total - total))} 分`}
              </td>
            </tr>
          </tfoot>
        </table>
      </div>
      {together.map(({ message, mend }) => (
        <p key={message} className="quiet">
          {message}
          {mend}
        </p>
      ))}
      {writable && (
        <p className="gap">
          <Button type="primary" onClick={() => setChoosing(true)}>
            从指标库选
          </Button>
          <Button onClick={() => add()}>加一个指标</Button>
          {!single && (
            <span className="quiet">
              改指标值、分值只算 {year} 年的；加、删指标从 {year} 年起，往年的不变。
            </span>
          )}
        </p>
      )}
      <Printed kind="target" rules={rules} />
      {choosing && <Library close={() => setChoosing(false)} take={insert} />}
      {removing !== null && (
        <Dialog title="删除这个指标" ok="删除" danger close={() => setRemoving(null)} finish={() => remove(removing)}>
          <p>监控和自评里已经写了它的完成情况，会一起删除。</p>
        </Dialog>
      )}
    </>
  );
}

/** One indicator, with what keeps it from being measured while it is typed. */
function Indicator({ index, remove }: { readonly index: number; readonly remove: () => void }) {
  const { value, year, at, record, writable, draft, set, change } = useOpen();
  const path = ['indicators', index] as const;
  const [inside, setInside] = useState(false);
  const text = (key: string): string => textAt(value, [...path, key]);
  const written = promised(value, at, index, 'value');
  const level = text('level2') ? `${text('level1')} / ${text('level2')}` : '';
  const levels = shapeOf(year).flatMap(([level1, level2]) =>
    level2.map((own) => ({ value: `${level1} / ${own}`, label: `${level1} / ${own}` })),
  );
  const budget = record?.money.reduce((sum, { adjusted }) => sum + adjusted, 0) ?? 0;
  const advice = measurable(
    { level: text('level2'), name: text('name'), value: written, evidence: text('evidence'), grades: text('description') },
    { name: draft.record.project.name, ...(budget > 0 ? { budget: { fen: budget, half: 0 } } : {}) },
  );
  const able = canMeasure(advice);
  const parsed = parseValue(written);
  return (
    <>
      <tr
        className="indicator"
        onFocus={() => setInside(true)}
        onBlur={(event) => setInside(event.currentTarget.contains(event.relatedTarget))}
      >
        <td data-name="级别">
          <Choice
            label={`级别 ${index + 1}`}
            path={[...path, 'level2']}
            options={levels}
            value={level}
            set={(next) => {
              const [level1, level2] = next.split(' / ');
              change((old) => put(put(old, [...path, 'level1'], level1), [...path, 'level2'], level2));
            }}
          />
        </td>
        <td data-name="三级指标">
          <Name index={index} />
        </td>
        <td data-name="指标值">
          <Value index={index} />
        </td>
        <td data-name="分值">
          <Cell
            kind="number"
            label={`分值 ${index + 1}`}
            path={promisePath(value, at, index, 'weight')}
            value={promised(value, at, index, 'weight')}
            wide="short"
          />
        </td>
        <td data-name="方向">
          <Choice
            label={`方向 ${index + 1}`}
            path={[...path, 'direction']}
            options={Object.entries(DIRECTIONS).map(([own, name]) => ({ value: own, label: name }))}
            none={`自动：${DIRECTIONS[directionOf(parsed)]}`}
          />
        </td>
        <td data-name="数据来源">
          <Cell label={`数据来源 ${index + 1}`} path={[...path, 'evidence']} />
        </td>
        <td data-name="实施期指标值">
          <Cell label={`实施期指标值 ${index + 1}，与年度相同的不填`} path={[...path, 'term-value']} wide="short" />
        </td>
        <td data-name="能否衡量">
          <Tag tone={able ? 'good' : 'warn'}>{able ? '可以衡量' : '还不能衡量'}</Tag>
        </td>
        {writable && (
          <td>
            <Button size="small" aria-label={`删除指标 ${index + 1}`} onClick={remove}>
              删除
            </Button>
          </td>
        )}
      </tr>
      {(inside || !able) && advice.length > 0 && (
        <tr className="advice">
          <td colSpan={writable ? 9 : 8} aria-live="polite">
            {advice.map(({ message, mend, severity }) => (
              <p key={message} className={severity === 'info' ? 'quiet' : ''}>
                {message}
                <span className="quiet">{mend}</span>
              </p>
            ))}
            {parsed.kind === 'text' && (
              <input
                className="in"
                aria-label={`评判标准 ${index + 1}`}
                placeholder="评判标准：达成；部分达成；未达成"
                value={text('description')}
                disabled={!writable}
                onFocus={() => setInside(true)}
                onChange={(event) => set([...path, 'description'], event.target.value)}
              />
            )}
          </td>
        </tr>
      )}
    </>
  );
}

/** The name: one that another indicator has is told, and not taken. */
function Name({ index }: { readonly index: number }) {
  const { value, change } = useOpen();
  const path = ['indicators', index, 'name'];
  const [refused, setRefused] = useState<string | null>(null);
  return (
    <>
      <Cell
        label={`三级指标 ${index + 1}`}
        path={path}
        wide="wide"
        value={refused ?? textAt(value, path)}
        set={(next) => {
          // what the years say is found by the name: it is never without one again
          const taken = isTaken(value, index, next) || (next === '' && textAt(value, path) !== '');
          setRefused(taken ? next : null);
          if (!taken) change((old) => renamed(old, index, next));
        }}
      />
      {refused !== null && <span className="wrong">{refused === '' ? '请写名称' : '已有同名的指标，请换一个名称'}</span>}
    </>
  );
}

const SIGNS = ['≥', '≤', '=', '>', '<'];
const WORDS = '文字';
const NONE = '';

/** Sign, number and unit of a value; of words the words. */
function partsOf(value: string): { readonly sign: string; readonly number: string; readonly unit: string } {
  // a date is words with a number in them: 12月底前
  if (parseValue(value).kind === 'date') return { sign: WORDS, number: '', unit: value };
  const plain = value.replace(/^>=|^》=|^＞=/, '≥').replace(/^<=|^《=|^＜=/, '≤');
  const sign = SIGNS.find((one) => plain.startsWith(one)) ?? NONE;
  const [, number = '', unit = ''] = /^([\d.,]*(?:[-~—至]\d[\d.,]*)?)(.*)$/s.exec(plain.slice(sign.length)) ?? [];
  return number === '' && sign === NONE && unit !== '' ? { sign: WORDS, number: '', unit: plain } : { sign, number, unit };
}

/** A promised value as sign, number and unit, so that no sign has to be found on the keyboard; or in words. */
function Value({ index }: { readonly index: number }) {
  const { value, at, writable, set } = useOpen();
  const path = promisePath(value, at, index, 'value');
  const problem = useProblem(path);
  const written = promised(value, at, index, 'value');
  // words of which nothing is written yet are words all the same
  const [worded, setWorded] = useState(false);
  const own = partsOf(written);
  const sign = worded && written === '' ? WORDS : own.sign;
  const write = (next: { readonly sign?: string; readonly number?: string; readonly unit?: string }) => {
    const { number, unit } = { ...own, ...next };
    const by = next.sign ?? sign;
    setWorded(by === WORDS);
    set(path, by === WORDS ? unit : `${by}${number}${unit}`);
  };
  const shared = { disabled: !writable, 'aria-invalid': problem ? true : undefined };
  return (
    <div className="value">
      <select
        {...shared}
        className="in"
        aria-label={`比较符 ${index + 1}`}
        value={sign}
        onChange={(event) => write({ sign: event.target.value, ...(event.target.value === WORDS ? { number: '' } : {}) })}
      >
        <option value={NONE}>无</option>
        {[...SIGNS, WORDS].map((one) => (
          <option key={one} value={one}>
            {one}
          </option>
        ))}
      </select>
      {sign !== WORDS && (
        <input
          {...shared}
          className="in number short"
          aria-label={`数值 ${index + 1}`}
          inputMode="decimal"
          value={own.number}
          onChange={(event) => write({ number: event.target.value })}
        />
      )}
      <input
        {...shared}
        className={`in ${sign === WORDS ? 'wide' : 'short'}`}
        aria-label={sign === WORDS ? `文字要求 ${index + 1}` : `单位 ${index + 1}`}
        placeholder={sign === WORDS ? '达到什么程度、几月底前' : '单位'}
        value={own.unit}
        onChange={(event) => write({ unit: event.target.value })}
      />
      {problem && <span className="wrong">{problem}</span>}
    </div>
  );
}
