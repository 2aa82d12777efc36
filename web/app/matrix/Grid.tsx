import { Link } from 'react-router';
import type { OverviewRow } from '../../../src/store/query/overview.ts';
import { paperKinds } from '../../../src/store/schema.ts';
import { Open, StateTag } from '../parts/StateTag.tsx';
import { Tag } from '../parts/Tag.tsx';
import { PAPERS, SCOPES } from '../parts/words.ts';

const COLUMNS = paperKinds.flatMap((kind) =>
  (['department', 'unit'] as const).map((scope) => ({ kind, scope, name: `${SCOPES[scope]}${PAPERS[kind]}` })),
);

const leftOf = (rows: readonly OverviewRow[]): number => Math.min(...rows.map(({ next }) => next?.left ?? Number.POSITIVE_INFINITY));
/** Infinity minus Infinity is no number. */
const byLeft = (a: readonly OverviewRow[], b: readonly OverviewRow[]): number => (leftOf(a) === leftOf(b) ? 0 : leftOf(a) - leftOf(b));

/** Papers that wait for a decision are chosen here, for `Several`. */
export function Grid(props: {
  readonly rows: readonly OverviewRow[];
  readonly sort: 'tree' | 'left';
  readonly chosen: ReadonlySet<string>;
  readonly choose: (chosen: ReadonlySet<string>) => void;
}) {
  const byPlace = [...Map.groupBy(props.rows, ({ organisation }) => organisation).values()];
  const lines = props.sort === 'left' ? byPlace.toSorted(byLeft) : byPlace;
  const columns = COLUMNS.filter(({ kind, scope }) => props.rows.some((row) => row.kind === kind && row.scope === scope));
  return (
    <div className="scroll">
      <table className="list cards">
        <thead>
          <tr>
            <th>部门、单位</th>
            {columns.map(({ name }) => (
              <th key={name}>{name}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map((own) => (
            <tr key={own[0]!.organisation}>
              <th scope="row" style={{ whiteSpace: 'normal', fontWeight: own[0]!.organisationKind === 'department' ? 600 : 400 }}>
                {own[0]!.name}
                <div className="quiet">{[own[0]!.above, own[0]!.section].filter(Boolean).join(' · ')}</div>
              </th>
              {columns.map(({ kind, scope, name }) => {
                const row = own.find((one) => one.kind === kind && one.scope === scope);
                return (
                  <td key={name} data-name={row && name}>
                    {row && <Cell row={row} name={name} {...props} />}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Cell({
  row,
  name,
  chosen,
  choose,
}: { readonly row: OverviewRow; readonly name: string } & Omit<Parameters<typeof Grid>[0], 'rows' | 'sort'>) {
  const { paper, state, next } = row;
  const toggle = (id: string) => {
    const now = new Set(chosen);
    if (!now.delete(id)) now.add(id);
    choose(now);
  };
  return (
    <>
      {paper && state === 'submitted' && (
        <input type="checkbox" aria-label={`选中 ${row.name} ${name}`} checked={chosen.has(paper.id)} onChange={() => toggle(paper.id)} />
      )}{' '}
      {paper ? (
        <Link to={`/papers/${paper.id}`}>
          <StateTag state={paper.state} />
        </Link>
      ) : (
        <Tag tone={state === 'returned' ? 'warn' : 'plain'}>
          {state === 'none' ? (row.exempt ? '免编' : '未开始') : state === 'draft' ? '编制中' : '已退回'}
        </Tag>
      )}
      {row.exempt && <div className="quiet">{row.exempt}</div>}
      {paper && (state === 'submitted' || state === 'approved') && (
        <div>
          问题 <Open open={paper.open} />
          {paper.comments > 0 && `批注 ${paper.comments}`}
        </div>
      )}
      {next && (
        <div className={next.left < 0 ? 'late' : undefined}>
          {next.what}
          {next.left < 0 ? `超期 ${-next.left} 天` : next.left === 0 ? '今天到期' : `剩 ${next.left} 天`}（{next.on}）
        </div>
      )}
    </>
  );
}
