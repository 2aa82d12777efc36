import type { Place } from '../../fact/place.ts';
import type { Traced } from '../docx/trace.ts';

/** Where a comment hangs: characters from … to of a paragraph of the body; the whole of it where they are equal. */
export interface Anchor {
  readonly paragraph: Traced;
  readonly from: number;
  readonly to: number;
  /** said in the comment, where it hangs beside the words and not at them; '' else */
  readonly remark: string;
}

const LONGEST = 40;

/** Finds the paragraphs of places. `traced`: all paragraphs as read; `noteIds`: see WordFile. */
export class Places {
  private readonly byCell = new Map<string, Traced[]>();
  private readonly body: readonly Traced[];
  private readonly noteIds: readonly string[];

  constructor(traced: readonly Traced[], noteIds: readonly string[]) {
    for (const paragraph of traced) {
      const known = this.byCell.get(paragraph.cell);
      if (known) known.push(paragraph);
      else this.byCell.set(paragraph.cell, [paragraph]);
    }
    this.body = traced.filter(({ cell, trace }) => !/[hnb]\d/.test(cell) && trace.inside !== null);
    this.noteIds = noteIds;
  }

  /** Null where the place is not in the file, or the file has no paragraph that takes a comment. */
  find(place: Place): Anchor | null {
    const { cell } = place;
    if (cell === null) return place.line === null && place.page === null && place.sheet === null ? this.first('') : null;
    const paragraph = this.paragraphAt(cell, place.from);
    if (!paragraph) return null;
    const from = place.from - paragraph.at;
    const to = Math.min(place.to - paragraph.at, paragraph.text.length);
    const words = paragraph.text.slice(from, to).trim() || paragraph.text.trim();
    const said = words.length > LONGEST ? `${words.slice(0, LONGEST)}…` : words;
    const about = (where: string): string => `（${where}${said ? `：“${said}”` : ''}。那里不能加批注，所以加在这里。）`;
    if (cell.startsWith('h')) return this.first(about('所指文字在页眉或页脚里'));
    const box = /^(.*?)b\d/.exec(cell);
    const note = /^n(\d+)/.exec(cell);
    if (note) return this.referring(this.noteIds[Number(note[1]) - 1] ?? '', about('所指文字在脚注或尾注里'));
    if (box) return this.hosting(box[1] ?? '', about('所指文字在旁边的文本框里'));
    return paragraph.trace.inside === null ? null : { paragraph, from, to: Math.max(from, to), remark: '' };
  }

  /** The paragraph of a cell in which a character stands; a cell's paragraphs are counted as one text. */
  private paragraphAt(cell: string, offset: number): Traced | null {
    const known = this.byCell.get(cell) ?? [];
    return known.find(({ at, text }) => at <= offset && offset < at + text.length) ?? known.findLast(({ at }) => at <= offset) ?? null;
  }

  private first(remark: string): Anchor | null {
    const paragraph = this.body.find(({ text }) => text.trim() !== '') ?? this.body[0];
    return paragraph ? { paragraph, from: 0, to: 0, remark } : null;
  }

  private referring(note: string, remark: string): Anchor | null {
    const paragraph = this.body.find(({ trace }) => trace.notes.includes(note));
    return paragraph ? { paragraph, from: 0, to: 0, remark } : this.first(remark);
  }

  private hosting(cell: string, remark: string): Anchor | null {
    const paragraph = this.body.find((host) => host.cell === cell);
    return paragraph ? { paragraph, from: 0, to: 0, remark } : this.first(remark);
  }
}
