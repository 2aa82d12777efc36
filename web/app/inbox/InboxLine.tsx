import { Link } from 'react-router';
import { useRead } from '../api/use.ts';
import { type Entry, isBusy } from './words.ts';

/** On the desk: what waits in the inbox; nothing where it is empty. */
export function InboxLine() {
  const { value } = useRead<Entry[]>('/inbox');
  if (!value || value.length === 0) return null;
  const open = value.filter(({ counts }) => counts.open > 0).length;
  const busy = value.filter(({ state }) => isBusy(state)).length;
  const failed = value.filter(({ state }) => state === 'failed').length;
  const words = [open > 0 && `${open} 份有待处理的问题`, busy > 0 && `${busy} 份正在校验`, failed > 0 && `${failed} 份无法校验`].filter(
    Boolean,
  );
  return (
    <p className="entry">
      <Link to="/inbox">收件箱</Link>：收到 {value.length} 份文本{words.length > 0 ? `，${words.join('，')}` : '，都处理完了'}。
    </p>
  );
}
