import type { ReactNode } from 'react';

export type Tone = 'plain' | 'busy' | 'good' | 'warn' | 'bad';

/** A word on a coloured ground, readable on it (Ant Design's tags have too little contrast for WCAG AA). */
export const Tag = ({ tone = 'plain', children }: { readonly tone?: Tone; readonly children: ReactNode }) => (
  <span className={`tag ${tone}`}>{children}</span>
);
