import { Alert, Button, Spin } from 'antd';
import { type ReactNode, useEffect, useState } from 'react';
import type { Loaded } from '../api/use.ts';

/** Shows what was read, or that it is being read, or why it could not be. */
export function Shown<T>({ of, children }: { readonly of: Loaded<T>; readonly children: (value: T) => ReactNode }) {
  return (
    <>
      {of.error && (
        <Alert type="error" showIcon title={of.error} action={<Button onClick={() => void of.reload()}>再试一次</Button>} role="alert" />
      )}
      {of.value === null ? !of.error && <Waiting /> : children(of.value)}
    </>
  );
}

export const Waiting = () => (
  <div role="status" className="entry">
    <Spin size="small" /> 正在读取……
  </div>
);

export const Nothing = ({ children }: { readonly children: ReactNode }) => <p className="entry quiet">{children}</p>;

/** Tells while there is no network; what is on the page stays. */
export function Offline() {
  const [offline, setOffline] = useState(!navigator.onLine);
  useEffect(() => {
    const look = () => setOffline(!navigator.onLine);
    window.addEventListener('online', look);
    window.addEventListener('offline', look);
    return () => {
      window.removeEventListener('online', look);
      window.removeEventListener('offline', look);
    };
  }, []);
  return offline && <Alert type="warning" banner title="网络已断开。页面上是断开前的内容，恢复后再操作。" />;
}
