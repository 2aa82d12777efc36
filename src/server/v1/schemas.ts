import { z } from 'zod';
import { purposes } from '../../performance/workbook/purposes.ts';
import { heldRoles, inboxStates, organisationKinds, paperKinds, states } from '../../store/schema.ts';

/** Text of people: without control characters, which neither pages nor databases take. */
const words = (most: number) =>
  z
    .string()
    .max(most, `最多 ${most} 个字符`)
    .refine((text) => !/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/.test(text), '含有控制字符')
    .refine((text) => text.isWellFormed(), '含有无效字符');
const name = (most: number) => words(most).trim().min(1, '不能为空');

export const id = z.uuid('编号不对');
const day = z.iso.date('日期应形如 2025-03-01');
const version = z.int().min(0);
const year = z.coerce.number().int().min(2000).max(2100);

/** Parameters of paths, by name. */
export const PARAMETERS: Readonly<Record<string, z.ZodType<string>>> = {
  id,
  finding: id,
  comment: id,
  number: z.string().regex(/^[1-9]\d{0,5}$/, '版本号不对'),
  page: z.string().regex(/^[1-9]\d{0,4}$/, '页码不对'),
  name: words(250).min(1),
};

export const login = z.strictObject({ login: name(64), password: z.string().min(1).max(1000) });
export const password = z.strictObject({ old: z.string().min(1).max(1000), fresh: z.string().min(1).max(1000) });

export const region = z.strictObject({ code: z.string().regex(/^\d{6}$/, '地区代码是 6 位数字'), name: name(60) });
export const newOrganisation = z.strictObject({
  region: z.string().regex(/^\d{6}$/, '地区代码是 6 位数字'),
  parent: id.nullable(),
  section: id.nullable(),
  kind: z.enum(organisationKinds),
  code: words(40),
  name: name(100),
});
export const organisation = newOrganisation.extend({ version, closed: z.boolean() });

const held = z.array(z.strictObject({ role: z.enum(heldRoles), organisation: id.nullable() })).max(50);
export const newAccount = z.strictObject({
  login: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{1,31}$/, '账号名用 2～32 个字母、数字、点、横线'),
  name: name(60),
  held,
});
export const account = z.strictObject({ version, name: name(60), held, disabled: z.boolean() });

export const papers = z.strictObject({
  year: year.optional(),
  kind: z.enum(paperKinds).optional(),
  organisation: id.optional(),
  state: z.enum(states).optional(),
});
const file = name(200).default('计划.yaml');
const form = words(100).default('');
export const upload = z.strictObject({ organisation: id, file, form });
export const replacement = z.strictObject({ version: z.coerce.number().int().min(0), file, form });

/** Depth and size are bounded by the size of the body. */
const json: z.ZodType<unknown> = z.json().nullable();
export const changes = z.strictObject({
  changes: z
    .array(
      z.strictObject({
        id: id.nullable(),
        kind: z.string().regex(/^[a-z][a-z-]{0,40}$/, '没有这种内容'),
        position: z.int().min(0).max(1_000_000).nullable(),
        data: json,
        version,
      }),
    )
    .min(1)
    .max(5000),
});

export const at = z.strictObject({ version });
export const reasoned = at.extend({ reason: words(2000) });
export const publication = at.extend({ date: day });
export const approval = at.extend({ approvedOn: day.nullable(), approval: words(100) });
export const handling = z.strictObject({ handling: z.enum(['open', 'accepted', 'waived']), reason: words(2000) });
export const comment = z.strictObject({
  answers: id.nullable(),
  place: z.record(words(40), z.union([words(300), z.number(), z.null()])).refine((place) => Object.keys(place).length <= 20, '位置太长'),
  text: name(4000),
});
export const inbox = z.strictObject({ organisation: id.optional(), state: z.enum(inboxStates).optional() });
export const received = z.strictObject({ organisation: id, file: name(200) });
export const receivedVersion = z.strictObject({ file: name(200) });
export const handover = z.strictObject({ format: z.enum(['docx', 'xlsx']) });
export const handoverAll = z.strictObject({ organisation: id });
export const picture = z.strictObject({ width: z.enum(['1400', '2100', '2800']).default('1400') });
export const settled = z.strictObject({ settled: z.boolean() });
const record = z.record(words(100), json);
export const years = z.strictObject({ year: year.optional() });
export const newProject = z.strictObject({ data: record });
export const project = z.strictObject({ data: record, version });
export const removal = z.strictObject({ version: z.coerce.number().int().min(1) });
export const performanceYear = z.strictObject({ year: z.int().min(2000).max(2100), scheme: name(60), version });
const printed = z.enum(['html', 'docx', 'pdf']).default('html');
export const print = z.strictObject({ year, format: printed, form });
export const workbook = z.strictObject({ year, purpose: z.enum(purposes) });
export const recordsUpload = z.strictObject({ file: name(200), seen: words(40).default('') });
export const taking = z.strictObject({ seen: words(40) });
export const formYear = z.strictObject({
  region: z.string().regex(/^\d{6}$/, '地区代码是 6 位数字'),
  year: z.int().min(2000).max(2100),
  kind: z.enum(paperKinds),
  form: name(100),
});
export const log = z.strictObject({ before: z.coerce.number().int().min(1).optional(), target: words(100).optional() });

export const schedule = at.extend({ date: day.nullable() });
const number = z.coerce.number().int().min(1).max(999_999);
export const comparison = z.strictObject({ with: z.enum(['version', 'year']), number: number.optional(), from: number.optional() });
export const published = z.strictObject({
  words: words(100).default(''),
  year: year.optional(),
  kind: z.enum(paperKinds).optional(),
  skip: z.coerce.number().int().min(0).max(1_000_000).default(0),
});

const regionCode = z.string().regex(/^\d{6}$/, '地区代码是 6 位数字');
const plainYear = z.int().min(2000).max(2100);
export const overviewSheet = z.strictObject({
  year: year.optional(),
  section: words(100).default(''),
  sort: z.enum(['tree', 'left']).default('tree'),
});
const duty = z.strictObject({
  kind: z.enum(paperKinds),
  organisation_kind: z.enum(['department', 'unit']),
  scope: z.enum(['unit', 'department']),
  hand_in: day.nullable(),
});
export const duties = z.strictObject({ region: regionCode, year: plainYear, owed: z.array(duty).max(8) });
export const exemption = z.strictObject({ organisation: id, year: plainYear, kind: z.enum(paperKinds), reason: words(300) });
export const several = z.strictObject({ papers: z.array(at.extend({ id })).min(1).max(200) });
export const severalReasoned = several.extend({ reason: name(2000) });
