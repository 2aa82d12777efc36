import type { FindingPlace } from '../check/finding.ts';
import type { Section } from '../form/reading.ts';
import type { GridFrame, Note, PaperView } from '../format/html/index.ts';
import type { CheckedPaper } from './paper.ts';
import { EXPLANATION_NAMES } from './words.ts';

/** The id of a finding's place in a paper's HTML. `prefix` tells several papers on one page apart. */
export const placeId = (finding: number, place: number, prefix = ''): string => `${prefix}f${finding}-${place}`;
export const findingId = (finding: number, prefix = ''): string => `${prefix}finding-${finding}`;

/** A heading paragraph is its heading and little else (a dotted page number, an ordinal). */
const isHeading = (section: Section, text: string): boolean => text.length <= section.heading.text.length + 8 && text.length <= 60;

/** How a checked paper is to be shown: headings and tables as understood, each number, each place of a finding. */
export function paperView(paper: CheckedPaper, options: { prefix?: string; numbers: boolean; links: boolean }): PaperView {
  const { reading } = paper;
  if (!reading) return {};
  const { prefix = '', numbers, links } = options;
  const notes: Note[] = [];
  paper.findings.forEach((finding, index) => {
    const href = links ? { href: `#${findingId(index, prefix)}` } : {};
    finding.places.forEach((place: FindingPlace, at) => {
      notes.push({ layer: 'mark', place, id: placeId(index, at, prefix), kind: finding.severity, text: finding.title, ...href });
    });
  });
  if (numbers) {
    reading.numbers.forEach((use, index) => {
      const kind = use.as === null ? 'unexplained' : use.as === 'fact' ? 'fact' : 'explained';
      const text = use.as === null ? '未能解释的数字' : use.as === 'fact' ? '' : EXPLANATION_NAMES[use.as];
      notes.push({ layer: 'number', place: use.place, id: String(index), kind, text });
    });
  }
  const headings = new Map<number, number>();
  for (const section of reading.sections) {
    const block = reading.document.blocks[section.from];
    if (block?.kind === 'paragraph' && isHeading(section, block.words.text)) headings.set(section.from, section.level);
  }
  const tables = new Map<number, GridFrame>(
    reading.tables.map((table) => [
      table.block,
      {
        headRows: table.headRows,
        labelColumns: table.columns.filter((column) => column.role === 'label').map((column) => column.index),
        codeColumns: table.columns.filter(({ role }) => role === 'code' || role === 'line').map((column) => column.index),
        caption: table.title?.text ?? '',
      },
    ]),
  );
  return { notes, headings, tables };
}
