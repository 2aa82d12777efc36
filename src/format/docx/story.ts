import type { Block } from '../../document/document.ts';
import type { Xml } from '../package/xml.ts';
import { Fields } from './fields.ts';
import type { Numbering } from './numbering.ts';
import type { Styles } from './styles.ts';
import type { Traced } from './trace.ts';

/** What was met on the way and is told to the user. */
export type Noted = 'hidden' | 'revised' | 'foreign' | 'picture' | 'object';

/** What is known while a part (body, header, notes) is read from its first paragraph to its last. */
export interface Story {
  readonly styles: Styles;
  readonly numbering: Numbering;
  readonly fields: Fields;
  readonly noted: Set<Noted>;
  /** takes where each paragraph comes from; null where nobody asks */
  readonly traced: Traced[] | null;
  /** blocks of a text box; the cursor stands in it and goes past its end */
  readonly box: (xml: Xml, path: string) => Block[];
}

export const newStory = (
  styles: Styles,
  numbering: Numbering,
  noted: Set<Noted>,
  traced: Traced[] | null,
  box: (xml: Xml, path: string, story: Story) => Block[],
): Story => {
  const story: Story = { styles, numbering, fields: new Fields(), noted, traced, box: (xml, path) => box(xml, path, story) };
  return story;
};
