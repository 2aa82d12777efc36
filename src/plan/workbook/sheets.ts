import { type FormSet, tablesOf } from '../../form/form.ts';
import type { Catalogue } from '../../lexicon/codes.ts';
import type { Lexicon } from '../../lexicon/lexicon.ts';
import { type Asked, askedBy, inputsFor, toGive } from './asked.ts';
import type { Field, Kind, KindId, Records, Row } from './kind.ts';
import { planKinds } from './kinds.ts';
import { indicatorFields, recordFields, type Wanted, type WantedText, wantedWords } from './labels.ts';

/** What a workbook is made for. */
export interface WorkbookForms {
  readonly lexicon: Lexicon;
  readonly codes: Catalogue;
}

/** The workbook of a form set: its sheets with all their columns, and what the form wants in them. */
export interface WorkbookForm {
  readonly set: FormSet;
  readonly kinds: readonly Kind[];
  /** sheets that the form has something for */
  readonly wanted: ReadonlySet<KindId>;
  readonly inputs: readonly Asked[];
  readonly texts: readonly WantedText[];
}

/** Columns of fields that no form wants: 其他：key. */
const EXTRA = '其他：';

const wordField = (prefix: string, { key, label }: Wanted): Field => ({
  key: `${prefix}${key}`,
  head: label,
  type: { kind: 'text', lines: prefix === '' ? 1 : 2 },
  note: key === 'term-value' ? '与年度指标值相同的不用填' : prefix === '' ? '' : '印在项目绩效目标表上；不公开目标的项目不用填',
  width: prefix === '' ? 20 : 30,
});

/** A field that only this plan has. */
export const extraField = (kind: string, head: string): Field | null => {
  if (!head.startsWith(EXTRA)) return null;
  const prefix = kind === 'projects' ? 'fields.' : kind === 'indicators' || kind === 'whole-indicators' ? '' : null;
  return prefix === null ? null : { ...wordField(prefix, { key: head.slice(EXTRA.length), label: head }), note: '', rare: true };
};

/** Funds that are only "of which" are offered where the form asks for them, and then they are what is meant. */
function withFunds(kind: Kind, asked: readonly Asked[], lexicon: Lexicon): Kind {
  const meant = (id: string): boolean => asked.some(({ dims }) => dims.fund === id);
  const fields = kind.fields.map((field): Field => {
    if (field.key !== 'fund' || field.type.kind !== 'choice') return field;
    const choices = field.type.choices.filter(({ id }) => !lexicon.isOfWhich('fund', id) || meant(id));
    const special = choices.find(({ id }) => lexicon.isOfWhich('fund', id));
    const note = special ? `${field.note}；这套表样把财政拨款单列，财政拨款安排的选“${special.name}”` : field.note;
    return { ...field, type: { ...field.type, choices }, note };
  });
  return { ...kind, fields };
}

/** Whether a form lists purchases one by one, with all that is known of each. */
const listsPurchases = (set: FormSet): boolean =>
  tablesOf(set).some(({ blocks }) => blocks.some(({ rows }) => rows.some((row) => row.kind === 'each' && row.each === 'purchase')));

function withOwn(kind: Kind, set: FormSet): Kind {
  if (kind.id === 'purchases' && listsPurchases(set))
    return { ...kind, fields: kind.fields.map((field): Field => ({ ...field, rare: false })) };
  if (kind.id === 'projects')
    return { ...kind, fields: [...kind.fields, ...recordFields(set, 'project').map((own) => wordField('fields.', own))] };
  if (kind.id !== 'indicators' && kind.id !== 'whole-indicators') return kind;
  const known = new Set(kind.fields.map(({ key }) => key));
  const own = indicatorFields(set, kind.id === 'indicators' ? 'project' : 'paper') ?? [];
  return { ...kind, fields: [...kind.fields, ...own.filter(({ key }) => !known.has(key)).map((one) => wordField('', one))] };
}

export function workbookForm(set: FormSet, { lexicon, codes }: WorkbookForms): WorkbookForm {
  const asked = askedBy(set, codes);
  const inputs = inputsFor(toGive(set, asked, lexicon), lexicon);
  const texts = wantedWords(set);
  const wanted = (id: KindId): boolean => {
    switch (id) {
      case 'indicators':
        return indicatorFields(set, 'project') !== null;
      case 'whole-indicators':
        return indicatorFields(set, 'paper') !== null;
      case 'adjustments':
        return set.kind === 'final';
      case 'purchases':
        return asked.some(({ concept }) => concept.startsWith('procurement'));
      case 'facts':
        return inputs.some(({ dims }) => dims.measure === undefined);
      case 'prior':
        return inputs.some(({ dims }) => dims.measure === 'prior');
      case 'texts':
        return texts.length > 0;
      default:
        return true;
    }
  };
  const kinds = planKinds(lexicon, set.kind === 'final').map((kind) => withFunds(withOwn(kind, set), asked, lexicon));
  return { set, kinds, wanted: new Set(kinds.flatMap(({ id }) => (wanted(id) ? [id] : []))), inputs, texts };
}

/** Columns for keys of records that no form wants. */
export function extraFields(kind: Kind, rows: readonly Row[]): Field[] {
  const known = new Set(kind.fields.map(({ key }) => key));
  const prefix = kind.id === 'projects' ? 'fields.' : '';
  return [...new Set(rows.flatMap((row) => [...row.keys()]))]
    .filter((key) => !known.has(key))
    .flatMap((key) => extraField(kind.id, `${EXTRA}${key.slice(prefix.length)}`) ?? []);
}

/** The sheets and columns that a workbook with such records shows. */
export function shownKinds({ kinds, wanted }: WorkbookForm, records: Records): Kind[] {
  return kinds
    .filter(({ id }) => wanted.has(id) || records[id].length > 0)
    .map((kind) => {
      const rows = records[kind.id];
      const used = new Set(rows.flatMap((row) => [...row.keys()]));
      const extra = extraFields(kind, rows);
      return { ...kind, fields: [...kind.fields.filter(({ key, rare }) => !rare || used.has(key)), ...extra] };
    });
}
