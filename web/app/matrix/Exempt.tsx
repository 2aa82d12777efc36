import { Alert, Button, Form, Input } from 'antd';
import type { Exemption } from '../../../src/store/query/duty.ts';
import type { Organisation } from '../../../src/store/query/organisation.ts';
import { type PaperKind, paperKinds } from '../../../src/store/schema.ts';
import { send } from '../api/client.ts';
import { useDoing } from '../api/use.ts';
import { Pick } from '../parts/Pick.tsx';
import { PAPERS } from '../parts/words.ts';

type Given = { readonly organisation: string; readonly kind: PaperKind; readonly reason: string };

/** 免编: organisations that owe no such paper this year, each with its reason. */
export function Exempt(props: {
  readonly year: number;
  readonly exemptions: readonly Exemption[];
  readonly organisations: readonly Organisation[];
  readonly reload: () => Promise<void>;
}) {
  const { year, organisations } = props;
  const doing = useDoing();
  const [form] = Form.useForm<Given>();
  const own = organisations.filter(({ kind, closed }) => (kind === 'department' || kind === 'unit') && !closed);
  const names = new Map(organisations.map(({ id, name }) => [id, name]));
  const put = (given: Given) =>
    doing.run(`${given.organisation} ${given.kind}`, async () => {
      await send('put', '/exemptions', { ...given, year });
      form.resetFields();
      await props.reload();
    });
  if (own.length === 0) return null;
  return (
    <section className="entry" aria-label="免编的单位">
      <h2>免编的单位</h2>
      <p className="quiet">涉密等依法不公开的，写明原因，总览里显示“免编”。</p>
      {props.exemptions
        .filter(({ organisation }) => names.has(organisation))
        .map(({ organisation, kind, reason }) => (
          <p key={`${organisation} ${kind}`}>
            {names.get(organisation)} {year}年{PAPERS[kind]}：{reason}{' '}
            <Button
              size="small"
              loading={doing.busy === `${organisation} ${kind}`}
              aria-label={`取消免编 ${names.get(organisation)}`}
              onClick={() => void put({ organisation, kind, reason: '' })}
            >
              取消免编
            </Button>
          </p>
        ))}
      <Form
        name="exempt"
        form={form}
        layout="inline"
        initialValues={{ organisation: own[0]?.id, kind: 'budget' }}
        onFinish={(given: Given) => void put(given)}
      >
        <Form.Item name="organisation" label="单位">
          <Pick options={own.map(({ id, name }) => ({ value: id, label: name }))} />
        </Form.Item>
        <Form.Item name="kind" label="文本">
          <Pick options={paperKinds.map((kind) => ({ value: kind, label: PAPERS[kind] }))} />
        </Form.Item>
        <Form.Item name="reason" label="原因" rules={[{ required: true, whitespace: true, message: '请写明原因' }]}>
          <Input maxLength={300} style={{ width: 240 }} />
        </Form.Item>
        <Button htmlType="submit">登记免编</Button>
      </Form>
      {doing.error && <Alert type="error" showIcon title={doing.error.message} role="alert" />}
    </section>
  );
}
