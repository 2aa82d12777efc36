const DIGITS = '〇一二三四五六七八九';
const FORMAL = '零壹贰叁肆伍陆柒捌玖';
const STEMS = '甲乙丙丁戊己庚辛壬癸';
const BRANCHES = '子丑寅卯辰巳午未申酉戌亥';

/** 21 → 二十一, 101 → 一百〇一; `unit` signs for 10, 100, 1000. */
function counted(n: number, digits: string, units: readonly string[]): string {
  let out = '';
  let gap = false;
  for (let power = 3; power >= 0; power--) {
    const digit = Math.floor(n / 10 ** power) % 10;
    if (digit === 0) gap = out !== '';
    else {
      out +=
        (gap ? (digits[0] ?? '') : '') +
        (digit === 1 && power === 1 && out === '' && units[1] === '十' ? '' : digits[digit]) +
        (units[power] ?? '');
      gap = false;
    }
  }
  return out;
}

const CHINESE = (n: number): string => counted(n, DIGITS, ['', '十', '百', '千']);

const ROMAN: readonly (readonly [number, string])[] = [
  [1000, 'm'],
  [900, 'cm'],
  [500, 'd'],
  [400, 'cd'],
  [100, 'c'],
  [90, 'xc'],
  [50, 'l'],
  [40, 'xl'],
  [10, 'x'],
  [9, 'ix'],
  [5, 'v'],
  [4, 'iv'],
  [1, 'i'],
];

function roman(n: number): string {
  let left = n;
  let out = '';
  for (const [value, sign] of ROMAN) for (; left >= value; left -= value) out += sign;
  return out;
}

/** a … z, aa, bb … */
const letters = (n: number): string => String.fromCharCode(97 + ((n - 1) % 26)).repeat(Math.min(8, Math.ceil(n / 26)));
const circled = (n: number): string => (n <= 20 ? String.fromCodePoint(0x245f + n) : String(n));
const wide = (n: number): string => String(n).replace(/\d/g, (digit) => String.fromCharCode(0xff10 + Number(digit)));

const FORMATS: Readonly<Record<string, (n: number) => string>> = {
  decimalZero: (n) => String(n).padStart(2, '0'),
  decimalFullWidth: wide,
  decimalFullWidth2: wide,
  decimalEnclosedCircle: circled,
  decimalEnclosedCircleChinese: circled,
  decimalEnclosedParen: (n) => (n <= 20 ? String.fromCodePoint(0x2473 + n) : `(${n})`),
  decimalEnclosedFullstop: (n) => (n <= 20 ? String.fromCodePoint(0x2487 + n) : `${n}.`),
  chineseCounting: CHINESE,
  chineseCountingThousand: CHINESE,
  japaneseCounting: CHINESE,
  taiwaneseCounting: CHINESE,
  taiwaneseCountingThousand: CHINESE,
  ideographDigital: (n) => String(n).replace(/\d/g, (digit) => DIGITS[Number(digit)] ?? ''),
  japaneseDigitalTenThousand: (n) => String(n).replace(/\d/g, (digit) => DIGITS[Number(digit)] ?? ''),
  chineseLegalSimplified: (n) => counted(n, FORMAL, ['', '拾', '佰', '仟']),
  ideographLegalTraditional: (n) => counted(n, FORMAL, ['', '拾', '佰', '仟']),
  ideographTraditional: (n) => STEMS[(n - 1) % 10] ?? '',
  ideographZodiac: (n) => BRANCHES[(n - 1) % 12] ?? '',
  ideographEnclosedCircle: (n) => (n <= 10 ? String.fromCodePoint(0x327f + n) : CHINESE(n)),
  lowerLetter: letters,
  upperLetter: (n) => letters(n).toUpperCase(),
  lowerRoman: roman,
  upperRoman: (n) => roman(n).toUpperCase(),
  bullet: () => '',
  none: () => '',
};

/** A counter as a list of Word prints it, by the name of its format (ECMA-376 part 1, 17.18.59); unknown formats count 1, 2, 3. */
export const numeral = (n: number, format: string): string => (n < 1 || n > 9999 ? String(n) : (FORMATS[format] ?? String)(n));
