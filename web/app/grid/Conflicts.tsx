import { Button } from 'antd';
import type { GridForm } from '../../../src/plan/grid/form.ts';
import type { GridRows } from '../../../src/plan/grid/rows.ts';
import { PARENT } from './change.ts';
import { shownCell } from './columns.tsx';
import type { Draft } from './draft.ts';
import type { Conflict } from './merge.ts';
import { totalOf } from './totals.ts';
import { type Codes, shown } from './values.ts';

/** What two people changed differently: both are shown, and one is chosen. Until then nothing more is saved. */
export function Conflicts({
  conflicts,
  draft,
  form,
  codes,
  rows,
}: {
  readonly conflicts: readonly Conflict[];
  readonly draft: Draft;
  readonly form: GridForm;
  readonly codes: Codes;
  readonly rows: GridRows;
}) {
  if (conflicts.length === 0) return null;
  const sheetOf = ({ kind }: Conflict) => form.sheets.find(({ id }) => id === kind)!;
  const words = (one: Conflict, value: string | null): string => {
    if (one.column === '') return value === null ? '删去这一行' : '保留这一行';
    if (one.column === PARENT) return rows.projects.find(({ key }) => key === value)?.cells.name ?? '（没有项目）';
    const field = sheetOf(one).fields.find(({ key }) => key === one.column);
    return value === '' || value === null ? '（空白）' : field ? shown(field, value, codes) : value;
  };
  const place = (one: Conflict): string => {
    const sheet = sheetOf(one);
    const at = rows[one.kind].findIndex(({ key }) => key === one.key);
    const head = one.column === PARENT ? '项目' : (sheet.fields.find(({ key }) => key === one.column)?.head ?? '');
    const named = form.given.texts.find(({ key }) => one.kind === 'texts' && key === one.key)?.name;
    return [sheet.name, named ?? (at < 0 ? rowWords(one) : `第 ${at + 1} 行`), head].filter(Boolean).join(' · ');
  };
  const rowWords = (one: Conflict): string =>
    sheetOf(one)
      .fields.flatMap((field) => shownCell({ sheet: sheetOf(one), form, codes, rows }, new Map([['', totalOf([])]]), field, one.row) || [])
      .slice(0, 3)
      .join(' ');
  const all = (mine: boolean) => {
    for (const one of conflicts) draft.settle(one, mine);
  };
  return (
    <section className="conflicts" role="alert" aria-label="与别人的改动冲突">
      <h3>另一个人同时改了 {conflicts.length} 处，请选用哪一个。选好以后自动保存，选之前两个都不会丢。</h3>
      <div className="scroll">
        <table className="list">
          <thead>
            <tr>
              <th>位置</th>
              <th>我的</th>
              <th>对方的（已保存）</th>
            </tr>
          </thead>
          <tbody>
            {conflicts.map((one) => (
              <tr key={`${one.kind} ${one.key} ${one.column}`}>
                <td>{place(one)}</td>
                <td>
                  {words(one, one.mine)}{' '}
                  <Button size="small" onClick={() => draft.settle(one, true)}>
                    用我的
                  </Button>
                </td>
                <td>
                  {words(one, one.theirs)}{' '}
                  <Button size="small" onClick={() => draft.settle(one, false)}>
                    用对方的
                  </Button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {conflicts.length > 1 && (
        <div className="gap">
          <Button onClick={() => all(true)}>全部用我的</Button>
          <Button onClick={() => all(false)}>全部用对方的</Button>
        </div>
      )}
    </section>
  );
}
