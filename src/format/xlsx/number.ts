/** Exact decimal digits of a double as Excel keeps them: 15 significant ones. `digits` × 10^-scale. */
interface Exact {
  readonly negative: boolean;
  readonly digits: bigint;
  readonly scale: number;
}

function exact(value: number): Exact {
  const [mantissa = '0', power = '0'] = Math.abs(value).toExponential(14).split('e');
  const digits = BigInt(mantissa.replace('.', ''));
  const scale = 14 - Number(power);
  return { negative: value < 0, digits: scale < 0 ? digits * 10n ** BigInt(-scale) : digits, scale: Math.max(0, scale) };
}

/** |value| with so many decimals, rounded half away from zero as Excel does. */
function rounded({ digits, scale }: Exact, decimals: number): string {
  const cut = scale - decimals;
  const scaled = cut > 0 ? (digits + 5n * 10n ** BigInt(cut - 1)) / 10n ** BigInt(cut) : digits * 10n ** BigInt(-cut);
  const text = String(scaled).padStart(decimals + 1, '0');
  return decimals === 0 ? text : `${text.slice(0, -decimals)}.${text.slice(-decimals)}`;
}

/** The same as `rounded`, in doubles, for figures of a size where they hold all 15 digits. */
function plainRounded(value: number, decimals: number): string | null {
  const scaled = Math.abs(value) * 10 ** decimals;
  if (decimals > 6 || scaled >= 1e14) return null;
  const digits = String(Math.round(Number(scaled.toPrecision(15)))).padStart(decimals + 1, '0');
  return decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

/** A number without a format: as many decimals as it has, at most eleven signs. */
export function general(value: number): string {
  const short = String(Number(value.toPrecision(15)));
  if (short.length <= 11 && !short.includes('e')) return short === '-0' ? '0' : short;
  const number = exact(value);
  const whole = Math.max(1, String(number.digits).length - number.scale);
  const text = rounded(number, Math.max(0, Math.min(number.scale, 10 - whole)));
  const plain = text.includes('.') ? text.replace(/\.?0+$/, '') : text;
  return number.negative && /[1-9]/.test(plain) ? `-${plain}` : plain;
}

type Token = { readonly kind: 'literal' | 'digits' | 'date'; readonly text: string };

interface Section {
  readonly tokens: readonly Token[];
  readonly condition: ((value: number) => boolean) | null;
  readonly general: boolean;
}

const TOKEN =
  /"([^"]*)"|[\\!](.)|[_*].|\[(\$[^\]]*|[<>=]+-?[\d.]+|[^\]]*)\]|(上午\/下午|AM\/PM|A\/P)|(General|G\/通用格式)|((?:[0#?]|[.,](?=[0#?])|(?<=[0#?]),)+(?:[Ee][+-][0#?]+)?)|(y+|m+|d+|h+|s+|e+|a{3,})|([\s\S])/gi;

const COMPARE: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
  '=': (a, b) => a === b,
  '<>': (a, b) => a !== b,
};

function parseSection(source: string): Section {
  const tokens: Token[] = [];
  let condition: Section['condition'] = null;
  let isGeneral = false;
  for (const match of source.matchAll(TOKEN)) {
    const [whole, quoted, escaped, bracket, half, generic, digits, date, other] = match;
    if (bracket !== undefined) {
      const compared = /^([<>=]+)(-?[\d.]+)$/.exec(bracket);
      const compare = compared && COMPARE[compared[1] ?? ''];
      if (compare) condition = (value) => compare(value, Number(compared[2]));
      else if (bracket.startsWith('$')) tokens.push({ kind: 'literal', text: bracket.slice(1).split('-')[0] ?? '' });
      else if (/^[hms]+$/i.test(bracket)) tokens.push({ kind: 'date', text: bracket.toLowerCase() });
    } else if (quoted !== undefined || escaped !== undefined) tokens.push({ kind: 'literal', text: quoted ?? escaped ?? '' });
    else if (generic) isGeneral = true;
    else if (digits) tokens.push({ kind: 'digits', text: digits });
    else if (date) tokens.push({ kind: 'date', text: date.toLowerCase() });
    else if (half || other) tokens.push({ kind: 'literal', text: half ? '' : (other ?? '') });
    else if (/^[_*]/.test(whole)) tokens.push({ kind: 'literal', text: '' });
  }
  return { tokens, condition, general: isGeneral };
}

/** Parts between semicolons that stand outside quotes and are not escaped. */
const splitSections = (format: string): string[] => format.match(/(?:"[^"]*"|[\\!].|[^;])+|(?<=;)(?=;|$)|^(?=;)/g) ?? [''];

const sectionCache = new Map<string, readonly Section[]>();

function sectionsOf(format: string): readonly Section[] {
  const known = sectionCache.get(format);
  if (known) return known;
  const sections = splitSections(format).slice(0, 4).map(parseSection);
  // formats come from files: their number is not ours to trust
  if (sectionCache.size < 1000) sectionCache.set(format, sections);
  return sections;
}

const WEEKDAYS = '日一二三四五六';
const two = (n: number): string => String(n).padStart(2, '0');

/** A serial day as a date. Excel's day 60 (29 February 1900) never was. */
function dateParts(serial: number, from1904: boolean): { readonly at: Date; readonly seconds: number } {
  const total = Math.round(serial * 86400);
  const days = Math.floor(total / 86400) + (from1904 ? 1462 : 0);
  return { at: new Date(Date.UTC(1899, 11, days < 60 ? 31 : 30) + days * 86400000), seconds: total % 86400 };
}

function formatDate(value: number, tokens: readonly Token[], from1904: boolean): string {
  const { at, seconds } = dateParts(value, from1904);
  const [year, month, day] = [at.getUTCFullYear(), at.getUTCMonth() + 1, at.getUTCDate()];
  const [hour, minute, second] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const padded = (text: string, n: number): string => (text.length > 1 ? two(n) : String(n));
  let out = '';
  let clock = false;
  for (const [i, { kind, text }] of tokens.entries()) {
    if (kind === 'literal') out += text;
    if (kind !== 'date') continue;
    const next = tokens.slice(i + 1).find((token) => token.kind === 'date')?.text[0];
    const isMinute: boolean = text[0] === 'm' && text.length < 3 && (clock || next === 's');
    clock = text[0] === 'h' || (clock && isMinute);
    if (isMinute) out += padded(text, minute);
    else if (text[0] === 'y' || text[0] === 'e') out += text.length === 2 ? two(year % 100) : String(year);
    else if (text[0] === 'm') out += text.length > 2 ? `${month}月` : padded(text, month);
    else if (text[0] === 'd') out += text.length > 2 ? `星期${WEEKDAYS[at.getUTCDay()]}` : padded(text, day);
    else if (text[0] === 'a') out += text.length > 3 ? `星期${WEEKDAYS[at.getUTCDay()]}` : (WEEKDAYS[at.getUTCDay()] ?? '');
    else if (text[0] === 'h') out += padded(text, hour);
    else out += padded(text, second);
  }
  return out;
}

/** value × 10^power, exactly. */
function shifted(value: number, power: number): Exact {
  const number = exact(value);
  return power >= 0 ? { ...number, digits: number.digits * 10n ** BigInt(power) } : { ...number, scale: number.scale - power };
}

/** One run of placeholders, such as #,##0.00, filled with |value|; scale by commas at its end and by per cent signs. */
function fillDigits(value: number, pattern: string, percents: number): string {
  const thousands = /,+$/.exec(pattern)?.[0].length ?? 0;
  const body = thousands ? pattern.slice(0, -thousands) : pattern;
  const [whole = '', fraction = ''] = body.replace(/,/g, '').split('.');
  const decimals = Math.min(20, fraction.length);
  const power = percents * 2 - thousands * 3;
  const [integer = '0', rest = ''] = (
    (power === 0 ? plainRounded(value, decimals) : null) ?? rounded(shifted(value, power), decimals)
  ).split('.');
  const least = whole.match(/0/g)?.length ?? 0;
  let digits = integer === '0' && least === 0 ? '' : integer.padStart(least, '0');
  if (body.includes(',')) digits = digits.replace(/\B(?=(?:\d{3})+$)/g, ',');
  let tail = rest;
  for (let i = fraction.length - 1; i >= 0 && fraction[i] !== '0' && tail.endsWith('0'); i--) tail = tail.slice(0, -1);
  return digits + (body.includes('.') && (tail || fraction.includes('0')) ? `.${tail}` : '');
}

/**
 * Runs of placeholders with literals between (0!.0000 prints 元 as 万元) filled from one rounded number: each run but the first takes as many
 * of the last digits as it has places.
 */
function fillRuns(value: number, runs: readonly string[], percents: number): string[] {
  const [first = ''] = runs;
  if (runs.length <= 1) return [fillDigits(value, first, percents)];
  let left = fillDigits(value, runs.join(''), percents);
  const out: string[] = [];
  for (const run of runs.slice(1).reverse()) {
    const places = run.match(/[0#?]/g)?.length ?? 0;
    out.unshift(left.slice(-places));
    left = left.slice(0, -places);
  }
  return [left, ...out];
}

function formatSection(value: number, { tokens }: Section, signed: boolean): string {
  const percents = tokens.filter(({ kind, text }) => kind === 'literal' && text === '%').length;
  // placeholders that only keep a dash in line (-??) hold no digit
  const digits = tokens.filter(({ kind }) => kind === 'digits').map(({ text }) => text.replace(/[Ee][+-].*$/, ''));
  const filled = digits.every((text) => /^\?+$/.test(text)) ? [] : fillRuns(value, digits, percents);
  let out = '';
  let run = 0;
  for (const { kind, text } of tokens) out += kind === 'literal' ? text : kind === 'digits' ? (filled[run++] ?? '') : '';
  return signed && value < 0 && /[1-9]/.test(out) ? `-${out}` : out;
}

/** A number as the sheet prints it by a number format (ECMA-376 part 1, 18.8.31). `from1904`: days are counted from 1904. */
export function formatNumber(value: number, format: string, from1904 = false): string {
  if (!Number.isFinite(value)) return String(value);
  const sections = sectionsOf(format);
  const conditional = sections.find(({ condition }) => condition?.(value));
  const plain = sections.filter(({ condition }) => condition === null);
  const at = value > 0 || plain.length === 1 ? 0 : value < 0 ? 1 : plain.length > 2 ? 2 : 0;
  const section = conditional ?? plain[Math.min(at, plain.length - 1)];
  if (!section) return general(value);
  const isDate = section.tokens.some(({ kind }) => kind === 'date');
  if (isDate && value >= 0 && value < 2958466) return formatDate(value, section.tokens, from1904).trim();
  if (section.general || format === '@' || isDate) return general(value);
  // a section of its own for negative numbers prints their sign itself
  const signed = conditional !== undefined || at !== 1 || plain.length === 1;
  return formatSection(value, section, signed).trim();
}
