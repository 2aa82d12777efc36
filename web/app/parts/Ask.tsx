import { Alert, Button, Form, Input } from 'antd';
import { useState } from 'react';
import { useDoing } from '../api/use.ts';
import { Dialog } from './Dialog.tsx';

/** A button that first asks for words, in a dialog; what was typed stays when it is refused. */
export function Ask({
  label,
  title,
  hint,
  kind = 'text',
  initial = '',
  primary = false,
  danger = false,
  size = 'middle',
  shortcut,
  act,
}: {
  readonly label: string;
  readonly title: string;
  readonly hint: string;
  readonly kind?: 'text' | 'date' | 'line';
  readonly initial?: string;
  readonly primary?: boolean;
  readonly danger?: boolean;
  readonly size?: 'small' | 'middle';
  /** the key that the page presses it by */
  readonly shortcut?: string;
  readonly act: (words: string) => Promise<unknown>;
}) {
  const [open, setOpen] = useState(false);
  const doing = useDoing();
  const [form] = Form.useForm<{ words: string }>();
  const finish = async ({ words }: { words: string }) => {
    if (!(await doing.run('ask', () => act(words)))) return;
    setOpen(false);
  };
  return (
    <>
      <Button type={primary ? 'primary' : 'default'} danger={danger} size={size} aria-keyshortcuts={shortcut} onClick={() => setOpen(true)}>
        {label}
      </Button>
      {open && (
        <Dialog title={title} ok={label} danger={danger} busy={doing.busy !== ''} close={() => setOpen(false)} finish={() => form.submit()}>
          <Form form={form} layout="vertical" onFinish={(values) => void finish(values)} initialValues={{ words: initial }}>
            <Form.Item name="words" label={hint} rules={[{ required: true, whitespace: true, message: '不能为空' }]}>
              {kind === 'text' ? (
                <Input.TextArea rows={4} maxLength={2000} showCount />
              ) : (
                <Input type={kind === 'date' ? 'date' : 'text'} maxLength={200} />
              )}
            </Form.Item>
          </Form>
          {doing.error && <Alert type="error" showIcon title={doing.error.message} role="alert" />}
        </Dialog>
      )}
    </>
  );
}
