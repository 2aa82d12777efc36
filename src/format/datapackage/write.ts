import { zipSync } from 'fflate';
import type { Edition } from '../../document/layout.ts';
import { decimalText } from '../../fact/decimal.ts';
import { ALL, type Dims } from '../../fact/dimension.ts';
import type { FactKind } from '../../fact/fact.ts';
import { csvCell } from '../csv/write.ts';
import { AXES, type Axis, codeFields, type Field, ID, VALUES } from './fields.ts';

/** A fact of a paper; money is in 分, other kinds value × 10^-scale. */
export interface PackagedFact {
  readonly concept: string;
  readonly dims: Dims;
  readonly kind: FactKind;
  readonly value: number;
  readonly scale: number;
  /** where the paper states it */
  readonly places: readonly string[];
}

export interface PackagedCode {
  readonly code: string;
  readonly label: string;
  /** '' at the top */
  readonly parent: string;
}

/** What a data package is made of. */
export interface PackageContent {
  /** letters, digits, - . _ /: the same paper has the same name */
  readonly name: string;
  readonly edition: Edition;
  readonly facts: readonly PackagedFact[];
  /** codes that facts use and those above them, by axis */
  readonly codes: ReadonlyMap<Axis, readonly PackagedCode[]>;
}

type Value = string | number | null;
type Row = readonly Value[];

interface Table {
  readonly name: string;
  readonly path: string;
  readonly title: string;
  readonly format: 'csv' | 'json';
  readonly fields: readonly Field[];
  readonly primaryKey: string;
  readonly rows: readonly Row[];
  readonly foreignKeys?: readonly object[];
  readonly extraFields?: readonly object[];
}

const UNITS: Readonly<Partial<Record<FactKind, string>>> = { money: '元', percent: '%', score: '分', area: '平方米' };
/** A draft is said to be one. */
const DRAFT = '草稿，仅供内部审核。';
const encoder = new TextEncoder();

const csvText = ({ fields, rows }: Table): string =>
  [fields.map(({ name }) => name), ...rows]
    .map((row) => `${row.map((value) => csvCell(value === null ? '' : String(value))).join(',')}\r\n`)
    .join('');

const jsonText = ({ fields, rows }: Table): string =>
  `[\n${rows.map((row) => JSON.stringify(Object.fromEntries(row.map((value, i) => [fields[i]?.name ?? '', value])))).join(',\n')}\n]\n`;

/** SHA-256 as hexadecimal digits. */
async function sha256(bytes: Uint8Array): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new Uint8Array(bytes));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** A figure as a number: papers print few decimals, which a double gives back. */
const numberOf = (digits: number, scale: number): number => Number(decimalText({ digits, scale }));

function factRow({ concept, dims, kind, value, scale, places }: PackagedFact, i: number, organisation: string): Row {
  const axes = AXES.map(({ axis, field }): Value => {
    const member = axis === 'concept' ? concept : dims[axis];
    if (axis === 'organisation') return member ?? organisation;
    if (member === undefined || member === ALL) return null;
    return field.type === 'integer' ? Number(member) : member;
  });
  const money = kind === 'money';
  return [i + 1, ...axes, money ? numberOf(value, 2) : null, money ? null : numberOf(value, scale), UNITS[kind] ?? null, places.join('；')];
}

function factTables({ facts, codes, edition }: PackageContent): Table[] {
  const table = {
    title: '公开文本中的数',
    fields: [ID, ...AXES.map(({ field }) => field), ...VALUES],
    primaryKey: ID.name,
    rows: facts.map((fact, i) => factRow(fact, i, edition.organisation)),
    foreignKeys: AXES.filter(({ axis }) => codes.has(axis)).map(({ axis, field }) => ({
      fields: field.name,
      reference: { resource: `codes-${axis}`, fields: 'code' },
    })),
    extraFields: [{ name: 'currency', type: 'string', title: '币种', columnType: 'value-currency:code', constant: 'CNY' }],
  };
  return [
    { ...table, name: 'facts', path: 'data/facts.csv', format: 'csv' },
    { ...table, name: 'facts-json', path: 'data/facts.json', format: 'json' },
  ];
}

const codeTables = ({ codes }: PackageContent): Table[] =>
  AXES.flatMap(({ axis, field }): Table[] => {
    const own = codes.get(axis);
    if (!own) return [];
    return [
      {
        name: `codes-${axis}`,
        path: `data/codes-${axis}.csv`,
        title: `${field.title}代码`,
        format: 'csv',
        fields: codeFields(field),
        primaryKey: 'code',
        rows: own.map(({ code, label, parent }) => [code, label, parent || null]),
        foreignKeys: [{ fields: 'parent', reference: { resource: '', fields: 'code' } }],
      },
    ];
  });

function checksumTable(sums: readonly Row[]): Table {
  const fields: Field[] = [
    { name: 'path', type: 'string', title: '文件', constraints: { required: true, unique: true } },
    { name: 'bytes', type: 'integer', title: '字节数', constraints: { required: true } },
    { name: 'sha256', type: 'string', title: 'SHA-256', constraints: { required: true } },
  ];
  return { name: 'checksums', path: 'data/checksums.csv', title: '各文件校验值', format: 'csv', fields, primaryKey: 'path', rows: sums };
}

const resourceOf = (table: Table, bytes: number, hash: string) => ({
  name: table.name,
  path: table.path,
  profile: 'tabular-data-resource',
  title: table.title,
  format: table.format,
  mediatype: table.format === 'csv' ? 'text/csv' : 'application/json',
  encoding: 'utf-8',
  bytes,
  hash: `sha256:${hash}`,
  schema: {
    fields: table.fields,
    missingValues: [''],
    primaryKey: table.primaryKey,
    ...(table.foreignKeys ? { foreignKeys: table.foreignKeys } : {}),
    ...(table.extraFields ? { extraFields: table.extraFields } : {}),
  },
});

/**
 * The figures of a paper as a Fiscal Data Package 1.0 (a Tabular Data Package whose columns name their fiscal concept): datapackage.json, the
 * facts as CSV and JSON, the codes they use, and the SHA-256 of every file. The files by path.
 */
export async function writeDataPackage(content: PackageContent): Promise<Map<string, Uint8Array>> {
  const { edition } = content;
  const files = new Map<string, Uint8Array>();
  const resources: object[] = [];
  const sums: Row[] = [];
  const add = async (table: Table): Promise<void> => {
    const bytes = encoder.encode(table.format === 'csv' ? csvText(table) : jsonText(table));
    const hash = await sha256(bytes);
    files.set(table.path, bytes);
    sums.push([table.path, bytes.length, hash]);
    resources.push(resourceOf(table, bytes.length, hash));
  };
  for (const table of [...factTables(content), ...codeTables(content)]) await add(table);
  await add(checksumTable([...sums]));
  const descriptor = {
    profile: 'tabular-data-package',
    name: content.name,
    title: edition.title,
    description: `${edition.draft ? DRAFT : ''}${edition.organisation}公开文本中的全部数值，金额以元计，与公开文本所印相等。`,
    created: `${edition.date}T00:00:00Z`,
    countryCode: 'CN',
    contributors: [{ title: edition.organisation, role: 'publisher' }],
    resources,
  };
  return new Map([['datapackage.json', encoder.encode(`${JSON.stringify(descriptor, null, 2)}\n`)], ...files]);
}

/** Files as one zip, the same bytes for the same files; dated by the edition (ISO date). */
export function zipped(files: ReadonlyMap<string, Uint8Array>, date: string): Uint8Array {
  const [year = 1980, month = 1, day = 1] = date.split('-').map(Number);
  // zip keeps local time without a zone
  return zipSync(Object.fromEntries(files), { mtime: new Date(year, month - 1, day) });
}
