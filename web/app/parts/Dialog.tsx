import { Button } from 'antd';
import { type ReactNode, useEffect, useId, useRef } from 'react';

/**
 * The browser's own modal dialog: focus stays inside, Escape closes it. (Ant Design's writes styles that the page's policy refuses.)
 * `ok`: what its main button is called; `close` without `finish` where there is nothing to be saved.
 */
export function Dialog(props: {
  readonly title: string;
  readonly ok: string;
  readonly busy?: boolean;
  readonly danger?: boolean;
  readonly close: () => void;
  readonly finish?: () => void;
  readonly children: ReactNode;
}) {
  const own = useRef<HTMLDialogElement>(null);
  const heading = useId();
  useEffect(() => own.current?.showModal(), []);
  return (
    <dialog
      ref={own}
      className="dialog"
      aria-labelledby={heading}
      onCancel={(event) => {
        event.preventDefault();
        props.close();
      }}
    >
      <h2 id={heading}>{props.title}</h2>
      {props.children}
      <div className="gap">
        <Button type="primary" danger={props.danger} loading={props.busy} onClick={props.finish ?? props.close}>
          {props.ok}
        </Button>
        {props.finish && <Button onClick={props.close}>取消</Button>}
      </div>
    </dialog>
  );
}
