import { type FormSet, plainBody, type SectionForm } from '../../form/form.ts';
import { labelKey } from '../../lexicon/lexicon.ts';
import type { Paper } from '../../score/read.ts';
import { TO_BE_WRITTEN } from '../plan.ts';

/** Templates of a set's paragraphs with the headings they stand under. */
function templates(set: FormSet): { readonly heading: string; readonly text: string }[] {
  const under = (section: SectionForm): { heading: string; text: string }[] =>
    plainBody(section.body).flatMap((part) => {
      if (part.kind === 'section') return under(part.section);
      if (part.kind !== 'paragraph') return [];
      return [{ heading: section.heading, text: part.text.filter((piece) => typeof piece === 'string').join('') }];
    });
  return set.parts
    .flatMap((part) => part.sections)
    .flatMap((id) => {
      const section = set.sections.get(id);
      return section ? under(section) : [];
    });
}

/** The paragraphs of the section with a heading, joined as one; '' where there is none. */
function sectionText({ document, sections }: Paper, heading: string): string {
  const plain = (text: string) => labelKey(text).replace(/^[本我](?:单位|部门)(?:（单位）)?|^主要|情况$/g, '');
  const wanted = plain(heading);
  const section =
    sections.find(({ title }) => plain(title) === wanted) ??
    sections.find(({ title }) => wanted.length > 1 && plain(title).endsWith(wanted));
  if (!section) return '';
  return document.blocks
    .slice(section.from + 1, section.to)
    .flatMap((block) => (block.kind === 'paragraph' ? [block.words.text.replace(/\s+/g, '')] : []))
    .join('');
}

/** The reason that the paper gives for a change of a concept and its members: "revenue fund=general". */
function reasonFor(paper: Paper, sense: string): string {
  const [concept = '', ...members] = sense.trim().split(/\s+/);
  const fund = members.find((member) => member.startsWith('fund='))?.slice('fund='.length);
  const told = paper.statements.flatMap((statement) => {
    if (statement.kind !== 'change' || !statement.reason) return [];
    const fact = paper.facts[statement.current ?? statement.delta ?? -1];
    return fact?.concept === concept ? [{ reason: statement.reason, fund: fact.dims.fund }] : [];
  });
  const found = told.find((one) => one.fund === fund) ?? told[0];
  return found?.reason.replace(/^[是为：:]+|[。；;，]$/g, '') ?? '';
}

/** The words that a form set asks for, as the paper has them: sections of words by their heading, reasons by what changed. */
export function importedTexts(paper: Paper, set: FormSet): Map<string, string> {
  const texts = new Map<string, string>();
  for (const { heading, text } of templates(set)) {
    for (const [, sense = '', name = ''] of text.matchAll(/\{change:([^{}]*)\}.*?\{text:([a-z0-9-]+)\}/g)) {
      if (!texts.get(name)) texts.set(name, reasonFor(paper, sense));
    }
    const whole = /^\{text:([a-z0-9-]+)\}$/.exec(text.trim())?.[1];
    if (whole) texts.set(whole, sectionText(paper, heading));
    for (const [, name = ''] of text.matchAll(/\{text:([a-z0-9-]+)\}/g)) if (!texts.has(name)) texts.set(name, '');
  }
  return new Map([...texts].map(([name, text]) => [name, text || TO_BE_WRITTEN]));
}
