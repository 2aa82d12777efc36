import { Alert, Button } from 'antd';
import { useState } from 'react';
import type { Account } from '../../../src/store/query/account.ts';
import type { Organisation } from '../../../src/store/query/organisation.ts';
import { send } from '../api/client.ts';
import { useDoing, useRead } from '../api/use.ts';
import { Dialog } from '../parts/Dialog.tsx';
import { Shown } from '../parts/States.tsx';
import { Tag } from '../parts/Tag.tsx';
import { ROLES } from '../parts/words.ts';
import { EditAccount } from './EditAccount.tsx';

export default function Accounts() {
  const list = useRead<Account[]>('/accounts');
  const organisations = useRead<Organisation[]>('/organisations');
  const [edited, setEdited] = useState<Account | 'new' | null>(null);
  const [told, setTold] = useState<{ login: string; password: string } | null>(null);
  const doing = useDoing();
  const names = new Map(organisations.value?.map(({ id, name }) => [id, name]));
  const reset = ({ id, login }: Account) =>
    doing.run(id, async () => {
      const { password } = await send<{ password: string }>('post', `/accounts/${id}/password`);
      setTold({ login, password });
      await list.reload();
    });
  return (
    <>
      <div className="head">
        <h1>账号</h1>
        <Button type="primary" onClick={() => setEdited('new')}>
          新建账号
        </Button>
      </div>
      {doing.error && <Alert type="error" showIcon title={doing.error.message} role="alert" />}
      <Shown of={list}>
        {(accounts) => (
          <div className="scroll">
            <table className="list cards">
              <thead>
                <tr>
                  <th>账号</th>
                  <th>姓名</th>
                  <th>角色</th>
                  <th>状态</th>
                  <th>操作</th>
                </tr>
              </thead>
              <tbody>
                {accounts.map((account) => (
                  <tr key={account.id}>
                    <td>{account.login}</td>
                    <td>{account.name}</td>
                    <td>
                      {account.held.map(({ role, organisation }) => (
                        <div key={`${role} ${organisation}`}>
                          {ROLES[role]}：{organisation === null ? '全系统' : names.get(organisation)}
                        </div>
                      ))}
                    </td>
                    <td>
                      {account.disabled ? (
                        <Tag tone="bad">已停用</Tag>
                      ) : account.mustChange ? (
                        <Tag>还没有改初始口令</Tag>
                      ) : (
                        <Tag tone="good">在用</Tag>
                      )}
                    </td>
                    <td>
                      <div className="gap">
                        <Button size="small" onClick={() => setEdited(account)} aria-label={`修改 ${account.login}`}>
                          修改
                        </Button>
                        <Button
                          size="small"
                          loading={doing.busy === account.id}
                          onClick={() => void reset(account)}
                          aria-label={`重设口令 ${account.login}`}
                        >
                          重设口令
                        </Button>
                      </div>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </Shown>
      {edited && (
        <EditAccount
          of={edited === 'new' ? null : edited}
          organisations={organisations.value ?? []}
          close={() => setEdited(null)}
          saved={async (made) => {
            setEdited(null);
            setTold(made);
            await list.reload();
          }}
        />
      )}
      {told && (
        <Dialog title="初始口令" ok="已记下" close={() => setTold(null)}>
          <p>请把账号和口令交给本人。口令只显示这一次，第一次登录时须改。</p>
          <p>
            账号 <strong>{told.login}</strong>，口令 <strong className="password">{told.password}</strong>
          </p>
        </Dialog>
      )}
    </>
  );
}
