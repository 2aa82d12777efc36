import type { GridProblem } from '../../../src/plan/grid/check.ts';
import type { GridForm } from '../../../src/plan/grid/form.ts';
import type { GridRows } from '../../../src/plan/grid/rows.ts';
import { Tag } from '../parts/Tag.tsx';

const MOST = 200;

/** What is wrong with what is saved; pressing one leads to its cell. */
export function ProblemList({
  problems,
  current,
  form,
  rows,
  jump,
}: {
  readonly problems: readonly GridProblem[];
  readonly current: boolean;
  readonly form: GridForm;
  readonly rows: GridRows;
  readonly jump: (problem: GridProblem) => void;
}) {
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  const place = ({ sheet, row, column }: GridProblem): string => {
    const own = form.sheets.find(({ id }) => id === sheet);
    const at = sheet === 'texts' || sheet === 'cover' ? -1 : rows[sheet].findIndex(({ key }) => key === row);
    const head = sheet === 'texts' ? '' : (own?.fields.find(({ key }) => key === column)?.head ?? '');
    return [own?.name, at < 0 ? '' : `第 ${at + 1} 行`, head].filter(Boolean).join(' · ');
  };
  return (
    <aside className="problems" aria-label="填报的问题">
      <p role="status" className="quiet">
        {!current ? '正在检查……' : problems.length === 0 ? '填报没有问题。' : `${errors} 个错误，${problems.length - errors} 个疑点`}
      </p>
      <ul>
        {problems.slice(0, MOST).map((problem) => (
          <li key={`${problem.sheet} ${problem.row} ${problem.column} ${problem.message}`}>
            <button type="button" onClick={() => jump(problem)}>
              <Tag tone={problem.severity === 'error' && !problem.gap ? 'bad' : 'warn'}>
                {problem.gap ? '待写' : problem.severity === 'error' ? '错误' : '疑点'}
              </Tag>{' '}
              {place(problem)}
              <br />
              {problem.message}
              <br />
              <span className="quiet">{problem.mend}</span>
            </button>
          </li>
        ))}
      </ul>
      {problems.length > MOST && <p className="quiet">还有 {problems.length - MOST} 个，改正前面的以后列出。</p>}
    </aside>
  );
}
