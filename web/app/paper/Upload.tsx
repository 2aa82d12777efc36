import { Button } from 'antd';
import { useRef } from 'react';

/** A button that takes one workbook. */
export function Upload({
  label,
  primary = false,
  busy,
  take,
}: {
  label: string;
  primary?: boolean;
  busy: boolean;
  take: (file: File) => void;
}) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button type={primary ? 'primary' : 'default'} loading={busy} onClick={() => input.current?.click()}>
        {label}
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        aria-label={label}
        accept=".xlsx,.xls,.yaml,.yml,.json"
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          // the same file, mended, may be chosen again
          event.target.value = '';
          if (file) take(file);
        }}
      />
    </>
  );
}
