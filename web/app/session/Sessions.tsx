import { Alert, Button } from 'antd';
import { Link } from 'react-router';
import type { SessionEntry } from '../../../src/store/people/session.ts';
import { type Json, send } from '../api/client.ts';
import { useDoing, useRead } from '../api/use.ts';
import { Shown } from '../parts/States.tsx';
import { Tag } from '../parts/Tag.tsx';
import { timeOf } from '../parts/words.ts';

export default function Sessions() {
  const list = useRead<Json<SessionEntry>[]>('/sessions');
  const doing = useDoing();
  const end = (id: string) =>
    doing.run(id, async () => {
      await send('delete', `/sessions/${id}`);
      await list.reload();
    });
  return (
    <>
      <h1>我的登录</h1>
      <p className="quiet">
        不认识的登录，请让它失效，然后<Link to="/password">改口令</Link>。
      </p>
      {doing.error && <Alert type="error" showIcon title={doing.error.message} role="alert" />}
      <Shown of={list}>
        {(entries) => (
          <div className="scroll">
            <table className="list cards">
              <thead>
                <tr>
                  <th>登录时间</th>
                  <th>最近使用</th>
                  <th>地址</th>
                  <th>浏览器</th>
                  <th>操作</th>
                </tr>
              </thead>
              <tbody>
                {entries.map(({ id, made, seen, address, agent, own }) => (
                  <tr key={id}>
                    <td data-name="登录时间">{timeOf(made)}</td>
                    <td data-name="最近使用">{timeOf(seen)}</td>
                    <td data-name="地址">{address}</td>
                    <td>{agent}</td>
                    <td>
                      {own ? (
                        <Tag tone="good">现在这次</Tag>
                      ) : (
                        <Button size="small" loading={doing.busy === id} onClick={() => void end(id)}>
                          使它失效
                        </Button>
                      )}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </Shown>
    </>
  );
}
