import { Alert, Button } from 'antd';
import { type DragEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { send } from '../api/client.ts';
import { said } from '../api/use.ts';
import { ACCEPT, droppedFiles } from './files.ts';

/** Files that are sent at once. */
const AT_ONCE = 3;

interface Sending {
  readonly all: number;
  readonly done: number;
  readonly known: number;
  readonly failed: readonly { readonly file: File; readonly why: string }[];
}
const NOTHING: Sending = { all: 0, done: 0, known: 0, failed: [] };

/** Takes files by drag and drop or by the browser's chooser, and sends them, however many there are, into an inbox. */
export function Drop(props: { readonly organisation: string; readonly sent: () => Promise<void>; readonly children: ReactNode }) {
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const [sending, setSending] = useState<Sending>(NOTHING);
  const left = sending.all - sending.done;
  useEffect(() => {
    if (left === 0) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [left]);

  const sendOne = async (file: File): Promise<void> => {
    const at = new URLSearchParams({ organisation: props.organisation, file: file.name });
    try {
      const { known } = await send<{ known: boolean }>('post', `/inbox?${at}`, file);
      setSending((now) => ({ ...now, done: now.done + 1, known: now.known + Number(known) }));
    } catch (error) {
      const one = { file, why: said(error) };
      setSending((now) => ({ ...now, done: now.done + 1, failed: [...now.failed, one] }));
    }
    await props.sent();
  };
  const sendAll = async (files: readonly File[]): Promise<void> => {
    if (files.length === 0) return;
    setSending((now) => (now.all === now.done ? { ...NOTHING, all: files.length } : { ...now, all: now.all + files.length }));
    const waiting = [...files];
    const lane = async (): Promise<void> => {
      for (let file = waiting.shift(); file; file = waiting.shift()) await sendOne(file);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, lane));
  };
  const drag = (event: DragEvent, inside: boolean) => {
    event.preventDefault();
    setOver(inside);
  };
  const drop = async (event: DragEvent) => {
    drag(event, false);
    await sendAll(await droppedFiles(event.dataTransfer));
  };
  const { failed, known, done, all } = sending;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the button inside does the same by keyboard
    <div
      className={over ? 'drop over' : 'drop'}
      onDragOver={(event) => drag(event, true)}
      onDragLeave={(event) => drag(event, false)}
      onDrop={(event) => void drop(event)}
    >
      <div className="gap take">
        <Button type="primary" loading={left > 0} onClick={() => input.current?.click()}>
          上传文本
        </Button>
        <input
          ref={input}
          type="file"
          multiple
          hidden
          aria-label="上传文本"
          accept={ACCEPT}
          onChange={(event) => {
            const files = [...(event.target.files ?? [])];
            event.target.value = '';
            void sendAll(files);
          }}
        />
        <span className="quiet">可以一次选很多份，也可以把文件或文件夹拖到这里。PDF、Word、Excel、网页、文本、OFD，每份不超过 20 MB。</span>
      </div>
      {left > 0 && (
        <p role="status">
          正在上传：{done} / {all} 份 <progress value={done} max={all} aria-label="上传进度" />
        </p>
      )}
      {left === 0 && known > 0 && <Alert type="info" showIcon closable title={`有 ${known} 份以前已经收到过，没有重复收下。`} />}
      {failed.length > 0 && (
        <Alert
          type="error"
          showIcon
          role="alert"
          title={`有 ${failed.length} 份没有收下`}
          description={
            <ul>
              {failed.map(({ file, why }) => (
                <li key={file.name}>
                  {file.name}：{why}
                </li>
              ))}
            </ul>
          }
          action={left === 0 && <Button onClick={() => void sendAll(failed.map(({ file }) => file))}>再传一次</Button>}
        />
      )}
      {props.children}
    </div>
  );
}
