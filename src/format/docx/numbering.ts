import { Xml } from '../package/xml.ts';
import { numeral } from './numerals.ts';

interface Level {
  start: number;
  format: string;
  /** 第%1部分, %1., （%2） */
  text: string;
  suffix: string;
  legal: boolean;
}

interface List {
  /** the abstract list, whose counters its instances share */
  readonly abstract: string;
  /** level → value it begins again with */
  readonly starts: Map<number, number>;
  readonly own: Map<number, Level>;
}

const LEVELS = 9;
const newLevel = (): Level => ({ start: 1, format: 'decimal', text: '', suffix: 'tab', legal: false });

/** A level's description; the cursor stands in it. */
function readLevel(xml: Xml): Level {
  const level = newLevel();
  const depth = xml.depth;
  for (let event = xml.next(); xml.depth >= depth; event = xml.next()) {
    if (event !== 'open') continue;
    const value = xml.attribute('val') ?? '';
    if (xml.name === 'start') level.start = Number(value) || 0;
    else if (xml.name === 'numFmt' && value) level.format = value;
    else if (xml.name === 'lvlText') level.text = value;
    else if (xml.name === 'suff') level.suffix = value;
    else if (xml.name === 'isLgl') level.legal = value !== '0' && value !== 'false';
    else if (xml.name === 'pPr' || xml.name === 'rPr') xml.skip();
  }
  return level;
}

/** What separates the ordinal from the words: a gap is printed as one space, none follows 、 or a closing bracket. */
const gapAfter = (text: string, suffix: string): string => (suffix === 'nothing' || /[、，．。：)）】\]\s]$/.test(text) ? '' : ' ');

/** The lists of a Word file. Counters go on from call to call: paragraphs must be asked for in reading order. */
export class Numbering {
  private readonly abstracts = new Map<string, Map<number, Level>>();
  private readonly lists = new Map<string, List>();
  private readonly counters = new Map<string, number[]>();
  private readonly begun = new Set<string>();

  constructor(bytes: Uint8Array | null) {
    if (bytes) this.load(new Xml(bytes));
  }

  /** The ordinal printed before the next paragraph of a list, with the gap after it; '' for bullets and unknown lists. */
  next(numId: string, at: number): string {
    const list = this.lists.get(numId);
    const levels = list && this.abstracts.get(list.abstract);
    if (!list || !levels || at < 0 || at >= LEVELS) return '';
    const of = (n: number): Level => list.own.get(n) ?? levels.get(n) ?? newLevel();
    const counters = this.counters.get(list.abstract) ?? [];
    this.counters.set(list.abstract, counters);
    if (!this.begun.has(numId)) {
      this.begun.add(numId);
      for (const [level, start] of list.starts) counters[level] = start - 1;
    }
    for (let above = 0; above < at; above++) counters[above] ??= of(above).start;
    counters[at] = (counters[at] ?? of(at).start - 1) + 1;
    counters.length = at + 1;
    const level = of(at);
    if (level.format === 'bullet' || level.format === 'none') return '';
    const text = level.text.replace(/%([1-9])/g, (_, digit: string) => {
      const n = Number(digit) - 1;
      return numeral(counters[n] ?? of(n).start, level.legal && n !== at ? 'decimal' : of(n).format);
    });
    return text ? text + gapAfter(text, level.suffix) : '';
  }

  private load(xml: Xml): void {
    let abstract = '';
    let num = '';
    let override = 0;
    for (let event = xml.next(); event !== 'end'; event = xml.next()) {
      if (event !== 'open') continue;
      const list = this.lists.get(num);
      switch (xml.name) {
        case 'abstractNum':
          abstract = xml.attribute('abstractNumId') ?? '';
          this.abstracts.set(abstract, new Map());
          break;
        case 'num':
          num = xml.attribute('numId') ?? '';
          abstract = '';
          break;
        case 'abstractNumId':
          this.lists.set(num, { abstract: xml.attribute('val') ?? '', starts: new Map(), own: new Map() });
          break;
        case 'lvlOverride':
          override = Number(xml.attribute('ilvl') ?? 0);
          break;
        case 'startOverride':
          list?.starts.set(override, Number(xml.attribute('val') ?? 1));
          break;
        case 'lvl': {
          const at = Number(xml.attribute('ilvl') ?? 0);
          const level = readLevel(xml);
          if (abstract !== '') this.abstracts.get(abstract)?.set(at, level);
          else list?.own.set(at, level);
          break;
        }
      }
    }
  }
}
