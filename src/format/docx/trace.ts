import type { Xml } from '../package/xml.ts';

/** A child of a run: text, a tab, a drawing … It ends where the next begins. */
export interface Part {
  readonly name: string;
  /** offset in the XML */
  readonly from: number;
  /** characters of the paragraph before it */
  readonly at: number;
  /** its text, entities as written: one stretch for each piece between comments and sections of the XML */
  readonly texts: { readonly from: number; readonly to: number }[];
}

/** Bytes of the XML, end exclusive. */
export interface Stretch {
  readonly from: number;
  to: number;
}

/** A run of a paragraph, the characters at … end of it. */
export interface Run extends Stretch {
  readonly at: number;
  end: number;
  readonly parts: readonly Part[];
  /** what stands around it and must not be parted: a formula */
  readonly solid: Stretch | null;
}

/** Where the characters of one paragraph stand in the XML of its part. Offsets are those of bytes in UTF-8. */
export class Trace {
  /** behind its properties; null where it is an empty element */
  inside: number | null;
  readonly runs: Run[] = [];
  /** notes that it refers to: footnote3 */
  readonly notes: string[] = [];
  private run: (Run & { readonly parts: Part[] }) | null = null;
  private solid: (Stretch & { readonly depth: number }) | null = null;

  constructor(xml: Xml) {
    this.inside = xml.inside;
  }

  begin(xml: Xml): void {
    this.inside = xml.end;
  }

  openRun(xml: Xml): void {
    this.run = { from: xml.start, to: xml.start, at: 0, end: 0, parts: [], solid: this.solid };
  }

  openPart(xml: Xml, at: number): void {
    this.run?.parts.push({ name: xml.name, from: xml.start, at, texts: [] });
  }

  readText(xml: Xml): void {
    this.run?.parts.at(-1)?.texts.push(xml.textSpan);
  }

  closeRun(xml: Xml, end: number): void {
    if (this.run) this.runs.push({ ...this.run, to: xml.end, at: this.run.parts[0]?.at ?? end, end });
    this.run = null;
  }

  enter(xml: Xml): void {
    this.solid ??= { from: xml.start, to: xml.start, depth: xml.depth };
  }

  leave(xml: Xml): void {
    if (!this.solid || xml.depth >= this.solid.depth) return;
    this.solid.to = xml.end;
    this.solid = null;
  }

  refer(note: string): void {
    this.notes.push(note);
  }

  /** With the runs of the paragraph in which it goes on after so many characters. */
  join(next: Trace, length: number): this {
    for (const run of next.runs) {
      const parts = run.parts.map((part) => ({ ...part, at: part.at + length }));
      this.runs.push({ ...run, at: run.at + length, end: run.end + length, parts });
    }
    this.notes.push(...next.notes);
    return this;
  }
}

/** A paragraph as traced: its place (see Spots), its text, where that comes from. */
export interface Traced {
  readonly cell: string;
  readonly at: number;
  readonly text: string;
  readonly trace: Trace;
}
