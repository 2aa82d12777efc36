import { Alert } from 'antd';
import type { PlanProblem } from '../../../src/plan/plan.ts';
import type { Refused } from '../api/client.ts';

/** What the server says of an uploaded plan; each problem with its place and how to mend it. */
const problemsOf = (detail: unknown): readonly PlanProblem[] =>
  detail !== null && typeof detail === 'object' && 'problems' in detail ? (detail.problems as readonly PlanProblem[]) : [];

export function Refusal({ error }: { readonly error: Refused | null }) {
  if (!error) return null;
  const problems = problemsOf(error.detail);
  return (
    <>
      <Alert type="error" showIcon title={error.message} role="alert" />
      {problems.length > 0 && <Problems problems={problems} />}
    </>
  );
}

export const Problems = ({ problems }: { readonly problems: readonly PlanProblem[] }) => (
  <div className="scroll">
    <table className="list cards">
      <caption>填报内容里要改的地方（{problems.length}）</caption>
      <thead>
        <tr>
          <th>位置</th>
          <th>问题</th>
          <th>怎样改</th>
        </tr>
      </thead>
      <tbody>
        {problems.map(({ place, field, message, mend, severity }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a list that is replaced as a whole
          <tr key={index}>
            <td>
              {place} {field}
            </td>
            <td className={severity === 'error' ? 'late' : ''}>{message}</td>
            <td>{mend}</td>
          </tr>
        ))}
      </tbody>
    </table>
  </div>
);
