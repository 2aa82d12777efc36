import { Alert, Button, Form, Input } from 'antd';
import type { SessionView } from '../../../src/server/v1/people.ts';
import { send } from '../api/client.ts';
import { useDoing } from '../api/use.ts';

export default function Login({ enter, ended }: { readonly enter: (session: SessionView) => void; readonly ended: boolean }) {
  const doing = useDoing();
  const finish = (values: { login: string; password: string }) =>
    doing.run('login', async () => enter(await send<SessionView>('post', '/login', values)));
  return (
    <main className="narrow">
      <h1>登录明账</h1>
      {ended && !doing.error && <Alert type="info" showIcon title="登录已过期，请重新登录。" role="status" />}
      <Form layout="vertical" onFinish={(values: { login: string; password: string }) => void finish(values)} requiredMark={false}>
        <Form.Item name="login" label="账号" rules={[{ required: true, message: '请填写账号' }]}>
          <Input autoComplete="username" autoFocus maxLength={64} />
        </Form.Item>
        <Form.Item name="password" label="口令" rules={[{ required: true, message: '请填写口令' }]}>
          <Input.Password autoComplete="current-password" maxLength={1000} />
        </Form.Item>
        {doing.error && <Alert type="error" showIcon title={doing.error.message} role="alert" />}
        <p>
          <Button type="primary" htmlType="submit" block loading={doing.busy !== ''}>
            登录
          </Button>
        </p>
      </Form>
      <p className="quiet">
        忘了口令请联系管理员重设。<a href="/work/published">看已公开的文本</a>
      </p>
    </main>
  );
}
