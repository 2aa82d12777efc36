import { Alert, Button, Form, Input } from 'antd';
import { useState } from 'react';
import type { SessionView } from '../../../src/server/v1/people.ts';
import { send } from '../api/client.ts';
import { useDoing } from '../api/use.ts';
import { useSession } from './session.ts';

interface Words {
  readonly old: string;
  readonly fresh: string;
  readonly again: string;
}

export default function Password() {
  const { session, enter } = useSession();
  const doing = useDoing();
  const [changed, setChanged] = useState(false);
  const [form] = Form.useForm<Words>();
  const finish = ({ old, fresh }: Words) =>
    doing.run('password', async () => {
      await send('put', '/password', { old, fresh });
      form.resetFields();
      setChanged(true);
      enter(await send<SessionView>('get', '/session'));
    });
  return (
    <div className="narrow">
      <h1>{session.mustChange ? '第一次登录，请先改口令' : '改口令'}</h1>
      <p className="quiet">至少 10 个字符，有大写字母、小写字母、数字、符号中的三种；或者不少于 16 个字符。不能含有账号名。</p>
      <Form form={form} layout="vertical" onFinish={(values: Words) => void finish(values)} requiredMark={false}>
        <Form.Item name="old" label="原口令" rules={[{ required: true, message: '请填写原口令' }]}>
          <Input.Password autoComplete="current-password" autoFocus maxLength={1000} />
        </Form.Item>
        <Form.Item name="fresh" label="新口令" rules={[{ required: true, message: '请填写新口令' }]}>
          <Input.Password autoComplete="new-password" maxLength={128} />
        </Form.Item>
        <Form.Item
          name="again"
          label="再写一次新口令"
          dependencies={['fresh']}
          rules={[
            { required: true, message: '请再写一次' },
            {
              validator: async (_, again: string) => {
                if (again !== form.getFieldValue('fresh')) throw new Error('两次写的不一样');
              },
            },
          ]}
        >
          <Input.Password autoComplete="new-password" maxLength={128} />
        </Form.Item>
        {doing.error && <Alert type="error" showIcon title={doing.error.message} role="alert" />}
        {changed && <Alert type="success" showIcon title="口令已改，其他地方的登录已失效。" role="status" />}
        <p>
          <Button type="primary" htmlType="submit" block loading={doing.busy !== ''}>
            改口令
          </Button>
        </p>
      </Form>
    </div>
  );
}
