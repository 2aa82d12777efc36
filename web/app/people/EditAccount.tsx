import { Alert, Button, Checkbox, Form, Input } from 'antd';
import type { Account } from '../../../src/store/query/account.ts';
import type { Organisation } from '../../../src/store/query/organisation.ts';
import { type HeldRole, heldRoles } from '../../../src/store/schema.ts';
import { send } from '../api/client.ts';
import { useDoing } from '../api/use.ts';
import { Dialog } from '../parts/Dialog.tsx';
import { Pick } from '../parts/Pick.tsx';
import { ROLES } from '../parts/words.ts';
import { treeOrder } from './tree.ts';

interface Given {
  readonly login: string;
  readonly name: string;
  /** organisation '': the whole installation */
  readonly held: readonly { readonly role: HeldRole; readonly organisation: string }[];
  readonly disabled: boolean;
}

export function EditAccount(props: {
  readonly of: Account | null;
  readonly organisations: readonly Organisation[];
  readonly close: () => void;
  /** with the first password of a new account */
  readonly saved: (made: { login: string; password: string } | null) => Promise<void>;
}) {
  const { of, organisations } = props;
  const doing = useDoing();
  const [form] = Form.useForm<Given>();
  const finish = ({ login, name, held, disabled }: Given) =>
    doing.run('save', async () => {
      const roles = held.map(({ role, organisation }) => ({ role, organisation: organisation || null }));
      if (of) {
        await send('put', `/accounts/${of.id}`, { name, held: roles, disabled, version: of.version });
        await props.saved(null);
      } else {
        const { password } = await send<{ password: string }>('post', '/accounts', { login, name, held: roles });
        await props.saved({ login, password });
      }
    });
  const places = [
    { value: '', label: '全系统（只限管理员）' },
    ...treeOrder(organisations).map(({ organisation: { id, name }, depth }) => ({ value: id, label: `${'　'.repeat(depth)}${name}` })),
  ];
  const start: Partial<Given> = of
    ? { ...of, held: of.held.map(({ role, organisation }) => ({ role, organisation: organisation ?? '' })) }
    : { held: [{ role: 'preparer', organisation: organisations[0]?.id ?? '' }] };
  return (
    <Dialog
      title={of ? `修改账号：${of.login}` : '新建账号'}
      ok="保存"
      busy={doing.busy !== ''}
      close={props.close}
      finish={() => form.submit()}
    >
      <Form name="account" form={form} layout="vertical" initialValues={start} onFinish={(values: Given) => void finish(values)}>
        {!of && (
          <Form.Item
            name="login"
            label="账号名"
            extra="2～32 个字母、数字、点、横线"
            rules={[{ required: true, pattern: /^[A-Za-z0-9][A-Za-z0-9._-]{1,31}$/, message: '请按说明填写' }]}
          >
            <Input autoComplete="off" />
          </Form.Item>
        )}
        <Form.Item name="name" label="姓名" rules={[{ required: true, whitespace: true, message: '请填写姓名' }]}>
          <Input maxLength={60} autoComplete="off" />
        </Form.Item>
        <Form.List name="held">
          {(fields, { add, remove }) => (
            <fieldset>
              <legend>角色</legend>
              {fields.map(({ key, name: at }) => (
                <div key={key} className="gap">
                  <Form.Item name={[at, 'role']} noStyle>
                    <Pick label={`角色${at + 1}`} options={heldRoles.map((role) => ({ value: role, label: ROLES[role] }))} />
                  </Form.Item>
                  <Form.Item name={[at, 'organisation']} noStyle>
                    <Pick label={`单位${at + 1}`} options={places} />
                  </Form.Item>
                  {fields.length > 1 && (
                    <Button size="small" onClick={() => remove(at)} aria-label={`去掉 角色${at + 1}`}>
                      去掉
                    </Button>
                  )}
                </div>
              ))}
              <Button size="small" onClick={() => add({ role: 'preparer', organisation: organisations[0]?.id ?? '' })}>
                再加一个角色
              </Button>
            </fieldset>
          )}
        </Form.List>
        {of && (
          <Form.Item name="disabled" valuePropName="checked">
            <Checkbox>停用（不能登录）</Checkbox>
          </Form.Item>
        )}
        {doing.error && <Alert type="error" showIcon title={doing.error.message} role="alert" />}
      </Form>
    </Dialog>
  );
}
