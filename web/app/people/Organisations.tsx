import { Alert, Button, Checkbox, Form, Input } from 'antd';
import { useState } from 'react';
import type { Organisation } from '../../../src/store/query/organisation.ts';
import { organisationKinds } from '../../../src/store/schema.ts';
import { send } from '../api/client.ts';
import { useDoing, useRead } from '../api/use.ts';
import { Dialog } from '../parts/Dialog.tsx';
import { Pick } from '../parts/Pick.tsx';
import { Nothing, Shown } from '../parts/States.tsx';
import { KINDS } from '../parts/words.ts';
import { Regions } from './Regions.tsx';
import { treeOrder } from './tree.ts';

type Region = { readonly code: string; readonly name: string };
/** As the form holds it: '' where nothing is chosen. */
type Given = Omit<Organisation, 'id' | 'version' | 'parent' | 'section'> & { parent: string; section: string };

export default function Organisations() {
  const list = useRead<Organisation[]>('/organisations');
  const regions = useRead<Region[]>('/regions');
  /** null: no dialog, 'new': one that is not there yet */
  const [edited, setEdited] = useState<Organisation | 'new' | null>(null);
  return (
    <>
      <div className="head">
        <h1>单位</h1>
        <Button type="primary" disabled={!regions.value?.length} onClick={() => setEdited('new')}>
          新建单位
        </Button>
      </div>
      <Shown of={regions}>{(known) => <Regions regions={known} reload={regions.reload} />}</Shown>
      <Shown of={list}>
        {(known) =>
          known.length === 0 ? (
            <Nothing>还没有单位。先登记地区，再依次建财政局、科室、部门、单位。</Nothing>
          ) : (
            <div className="scroll">
              <table className="list cards">
                <thead>
                  <tr>
                    <th>名称</th>
                    <th>类别</th>
                    <th>审核科室</th>
                    <th>代码</th>
                    <th>操作</th>
                  </tr>
                </thead>
                <tbody>
                  {treeOrder(known).map(({ organisation: one, depth }) => (
                    <tr key={one.id}>
                      <td style={{ paddingLeft: 12 + depth * 20 }}>
                        {one.name}
                        {one.closed && <span className="quiet">（已停用）</span>}
                      </td>
                      <td>{KINDS[one.kind]}</td>
                      <td data-name="审核科室">{known.find(({ id }) => id === one.section)?.name ?? '随上级'}</td>
                      <td>{one.code}</td>
                      <td>
                        <Button size="small" onClick={() => setEdited(one)} aria-label={`修改 ${one.name}`}>
                          修改
                        </Button>
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          )
        }
      </Shown>
      {edited && (
        <Edit
          of={edited === 'new' ? null : edited}
          known={list.value ?? []}
          regions={regions.value ?? []}
          close={() => setEdited(null)}
          saved={async () => {
            setEdited(null);
            await list.reload();
          }}
        />
      )}
    </>
  );
}

function Edit(props: {
  readonly of: Organisation | null;
  readonly known: readonly Organisation[];
  readonly regions: readonly Region[];
  readonly close: () => void;
  readonly saved: () => Promise<void>;
}) {
  const { of, known, regions } = props;
  const doing = useDoing();
  const [form] = Form.useForm<Given>();
  const finish = ({ parent, section, closed, ...given }: Given) =>
    doing.run('save', async () => {
      const whole = { ...given, code: given.code ?? '', parent: parent || null, section: section || null };
      if (of) await send('put', `/organisations/${of.id}`, { ...whole, closed, version: of.version });
      else await send('post', '/organisations', whole);
      await props.saved();
    });
  const choice = (kinds: readonly string[], none: string) => [
    { value: '', label: none },
    ...known.filter(({ kind, id }) => kinds.includes(kind) && id !== of?.id).map(({ id, name }) => ({ value: id, label: name })),
  ];
  const start = of
    ? { ...of, parent: of.parent ?? '', section: of.section ?? '' }
    : { kind: 'unit', parent: '', section: '', code: '', region: regions[0]?.code };
  return (
    <Dialog
      title={of ? `修改：${of.name}` : '新建单位'}
      ok="保存"
      busy={doing.busy !== ''}
      close={props.close}
      finish={() => form.submit()}
    >
      <Form name="organisation" form={form} layout="vertical" initialValues={start} onFinish={(values: Given) => void finish(values)}>
        <Form.Item
          name="name"
          label="名称"
          extra="与编制工作簿里的单位名称一致"
          rules={[{ required: true, whitespace: true, message: '请填写名称' }]}
        >
          <Input maxLength={100} />
        </Form.Item>
        <Form.Item name="kind" label="类别">
          <Pick options={organisationKinds.map((kind) => ({ value: kind, label: KINDS[kind] }))} />
        </Form.Item>
        <Form.Item name="region" label="地区">
          <Pick options={regions.map(({ code, name }) => ({ value: code, label: `${code} ${name}` }))} />
        </Form.Item>
        <Form.Item name="parent" label="上级" extra="科室的上级是财政局，单位的上级是部门；财政局、部门可以没有">
          <Pick options={choice(organisationKinds, '没有上级')} />
        </Form.Item>
        <Form.Item name="section" label="审核科室" extra="不选的，与上级相同">
          <Pick options={choice(['section', 'bureau'], '随上级')} />
        </Form.Item>
        <Form.Item name="code" label="单位代码">
          <Input maxLength={40} />
        </Form.Item>
        {of && (
          <Form.Item name="closed" valuePropName="checked">
            <Checkbox>停用（不能再编制新文本）</Checkbox>
          </Form.Item>
        )}
        {doing.error && <Alert type="error" showIcon title={doing.error.message} role="alert" />}
      </Form>
    </Dialog>
  );
}
