import { Alert, Button, Form, Input } from 'antd';
import { send } from '../api/client.ts';
import { useDoing } from '../api/use.ts';

type Region = { readonly code: string; readonly name: string };

/** Regions, and a line to put one in or give it another name. */
export function Regions({ regions, reload }: { readonly regions: readonly Region[]; readonly reload: () => Promise<void> }) {
  const doing = useDoing();
  const [form] = Form.useForm<Region>();
  const finish = (region: Region) =>
    doing.run('region', async () => {
      await send('put', '/regions', region);
      form.resetFields();
      await reload();
    });
  return (
    <section className="entry" aria-label="地区">
      <p>地区：{regions.length === 0 ? '还没有登记' : regions.map(({ code, name }) => `${name}（${code}）`).join('、')}</p>
      <Form name="region" form={form} layout="inline" onFinish={(values: Region) => void finish(values)}>
        <Form.Item name="code" label="地区代码" rules={[{ required: true, pattern: /^\d{6}$/, message: '6 位数字' }]}>
          <Input inputMode="numeric" maxLength={6} style={{ width: 100 }} />
        </Form.Item>
        <Form.Item name="name" label="地区名称" rules={[{ required: true, whitespace: true, message: '请填写' }]}>
          <Input maxLength={60} style={{ width: 160 }} />
        </Form.Item>
        <Button htmlType="submit" loading={doing.busy !== ''}>
          登记地区
        </Button>
      </Form>
      {doing.error && <Alert type="error" showIcon title={doing.error.message} role="alert" />}
    </section>
  );
}
