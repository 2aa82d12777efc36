import { useState } from 'react';
import { Link } from 'react-router';
import type { Organisation } from '../../../src/store/query/organisation.ts';
import type { PaperEntry } from '../../../src/store/query/paper.ts';
import { rolesOver, type Tree } from '../../../src/store/rights/tree.ts';
import { type PaperKind, paperKinds, type Scope } from '../../../src/store/schema.ts';
import { useRead } from '../api/use.ts';
import { Pick } from '../parts/Pick.tsx';
import { Nothing, Shown } from '../parts/States.tsx';
import { Left, Open, StateTag } from '../parts/StateTag.tsx';
import { PAPERS, SCOPES } from '../parts/words.ts';
import { treeOrder } from '../people/tree.ts';
import { useSession } from '../session/session.ts';

const COLUMNS: readonly (readonly [PaperKind, Scope])[] = paperKinds.flatMap((kind) => [
  [kind, 'department'] as const,
  [kind, 'unit'] as const,
]);

/** Departments and units × papers of a year: state, findings, days left. */
export default function Matrix() {
  const { session } = useSession();
  const organisations = useRead<Organisation[]>('/organisations');
  const papers = useRead<PaperEntry[]>('/papers');
  const [chosen, setChosen] = useState('');
  return (
    <>
      <h1>进度总览</h1>
      <Shown of={organisations}>
        {(known) => (
          <Shown of={papers}>
            {(entries) => {
              const tree: Tree = new Map(known.map((one) => [one.id, one]));
              const reviewed = treeOrder(known).filter(({ organisation: { id, kind, closed } }) => {
                const roles = rolesOver(tree, session, id);
                return (kind === 'department' || kind === 'unit') && !closed && (roles.has('bureau') || roles.has('department'));
              });
              if (reviewed.length === 0) return <Nothing>还没有由你审核的部门和单位。</Nothing>;
              const ids = new Set(reviewed.map(({ organisation: { id } }) => id));
              const own = entries.filter(({ organisation }) => ids.has(organisation));
              const years = [...new Set(own.map(({ year }) => year))].sort((a, b) => b - a).map(String);
              const year = Number(chosen || years[0]);
              const ofYear = own.filter((paper) => paper.year === year);
              return (
                <>
                  <div className="gap">
                    <span>年度</span>
                    <Pick
                      label="年度"
                      options={years.map((one) => ({ value: one, label: `${one}年` }))}
                      value={String(year)}
                      onChange={setChosen}
                    />
                    <Summary papers={ofYear} />
                  </div>
                  <Grid rows={reviewed} papers={ofYear} />
                </>
              );
            }}
          </Shown>
        )}
      </Shown>
    </>
  );
}

function Summary({ papers }: { readonly papers: readonly PaperEntry[] }) {
  const count = (state: string) => papers.filter((paper) => paper.state === state).length;
  return (
    <span>
      待审核 {count('submitted')}，已批准待公开 {count('approved')}，已公开 {count('published')}
    </span>
  );
}

function Grid({ rows, papers }: { readonly rows: ReturnType<typeof treeOrder>; readonly papers: readonly PaperEntry[] }) {
  const byPlace = new Map(papers.map((paper) => [`${paper.organisation} ${paper.kind} ${paper.scope}`, paper]));
  return (
    <div className="scroll">
      <table className="list">
        <thead>
          <tr>
            <th>部门、单位</th>
            {COLUMNS.map(([kind, scope]) => (
              <th key={`${kind} ${scope}`}>
                {SCOPES[scope]}
                {PAPERS[kind]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ organisation: { id, name, kind }, depth }) => (
            <tr key={id}>
              <th scope="row" style={{ paddingLeft: 12 + depth * 20, fontWeight: kind === 'department' ? 600 : 400 }}>
                {name}
              </th>
              {COLUMNS.map(([paperKind, scope]) => (
                <td key={`${paperKind} ${scope}`}>
                  <Cell paper={byPlace.get(`${id} ${paperKind} ${scope}`)} expected={scope === 'unit' || kind === 'department'} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** A reviewer does not see drafts: what is not there is told as not handed in. */
function Cell({ paper, expected }: { readonly paper: PaperEntry | undefined; readonly expected: boolean }) {
  if (!paper) return <span className="quiet">{expected ? '未报送' : '—'}</span>;
  const inWork = paper.state === 'submitted' || paper.state === 'approved';
  return (
    <>
      <Link to={`/papers/${paper.id}`}>
        <StateTag state={paper.state} />
      </Link>
      {inWork && (
        <div>
          问题 <Open open={paper.open} />
        </div>
      )}
      <Left paper={paper} />
    </>
  );
}
