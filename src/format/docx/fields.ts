interface Field {
  instruction: string;
  result: boolean;
}

/** Fields open at the cursor (tables of contents run over many paragraphs). What they show counts, what they are told does not. */
export class Fields {
  private readonly open: Field[] = [];

  mark(type: string): void {
    const last = this.open.at(-1);
    if (type === 'begin') this.open.push({ instruction: '', result: false });
    else if (type === 'separate' && last) last.result = true;
    else if (type === 'end') this.open.pop();
  }

  instruct(text: string): void {
    const last = this.open.at(-1);
    if (last && !last.result) last.instruction += text;
  }

  get shown(): boolean {
    return this.open.length === 0 || this.open.every(({ result }) => result);
  }

  /** Whether a field of this name is open. */
  within(name: string): boolean {
    return this.open.length > 0 && this.open.some(({ instruction }) => instruction.trimStart().split(/\s/, 1)[0] === name);
  }
}
