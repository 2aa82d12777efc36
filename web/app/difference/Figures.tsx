import type { DifferenceView } from '../../../src/server/v1/publication.ts';
import { Nothing } from '../parts/States.tsx';
import { changeId } from './steps.ts';

const KINDS = { changed: '改', added: '增', removed: '删' } as const;

/** A figure as it is printed; what is not there is told apart from a blank cell. */
const printed = (text: string | null): string => (text === null ? '没有' : text === '' ? '空' : text);

/** Every figure that changed: before, after, difference. */
export function Figures({ figures, at }: { readonly figures: DifferenceView['figures']; readonly at: number }) {
  if (figures.length === 0) return <Nothing>没有一个数变动。</Nothing>;
  return (
    <div className="scroll">
      <table className="list cards figures">
        <thead>
          <tr>
            <th>变动</th>
            <th>数</th>
            <th>位置</th>
            <th className="number">原来</th>
            <th className="number">现在</th>
            <th className="number">增减</th>
          </tr>
        </thead>
        <tbody>
          {figures.map(({ kind, name, place, unit, before, after, difference }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a list that never changes
            <tr key={index} id={changeId(index)} className={index === at ? 'now' : undefined} aria-current={index === at || undefined}>
              <td>
                <span className={`sign ${kind}`}>{KINDS[kind]}</span>
              </td>
              <td>
                {name}
                {unit && <span className="quiet">（{unit}）</span>}
              </td>
              <td className="quiet">{place}</td>
              <td className="number" data-name="原来">
                {printed(before)}
              </td>
              <td className="number" data-name="现在">
                {printed(after)}
              </td>
              <td className="number" data-name={difference ? '增减' : undefined}>
                {difference}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
