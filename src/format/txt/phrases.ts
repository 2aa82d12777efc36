/** Words that introduce a line above or below a table and never go on a sentence. */
const LABEL =
  /^[（(【]?(?:备?注\d*|说明|附注|(?:金额|计量|货币)?单位|(?:编[制报]|填报|公开|预算|报送)?(?:单位|部门)(?:名称|代码)?|送审人|(?:填报|报送|编制|截止)?(?:时间|日期)|负责人|经办人|联系(?:人|电话)|项目名称)\s*[:：]/;
const NUMBER =
  /^(?:预算|决算)?公开\s*\d{0,2}\s*表?\s*[一二三四五六七八九十\d]{0,3}$|^(?:附?表|附件|附表)\s*[一二三四五六七八九十\d]{1,3}(?:[-—]\d+)?\s*[:：]?$/;
const DATE =
  /^[（(]?\s*(?:\d{4}|[二〇○零一三四五六七八九]{4})\s*年\s*(?:度|[\d一二三四五六七八九十]{1,2}\s*月(?:\s*[\d一二三四五六七八九十]{1,3}\s*日)?)?\s*[)）]?$/;

/** A line that stands by itself above or below a table: 单位：万元, 公开01表, 2024年度, 注：… */
export const isLabel = (text: string): boolean => LABEL.test(text) || NUMBER.test(text) || DATE.test(text);

const ORDINAL =
  /^(?:第\s*[一二三四五六七八九十百\d]+\s*[部章节条款]|[一二三四五六七八九十]{1,3}[、.．]|[（(]\s*(?:[一二三四五六七八九十]{1,3}|\d{1,2})\s*[）)]|\d{1,2}(?:[、．]|\.(?!\d))|[①-⑳㈠-㈩⑴-⒇●◆■▪•]|附件|附表)/;

/** Whether a line begins with an ordinal. */
export const isOrdinal = (text: string): boolean => ORDINAL.test(text);

/** A note below a table may be as long as any paragraph. */
const NOTE = /^(?:备?注\d*|说明|附注)\s*[:：]/;
const COMMA = /[，,。；;：:、]/;
const TERMINAL = /[。！？!?；;：:…）)】\]》〉”’"』」]$/;

/** A heading: an ordinal and a title without inner punctuation, or the title of a table. */
const isHeading = (text: string): boolean =>
  text.length <= 45 &&
  ((isOrdinal(text) && !/[，,。；;：:]/.test(text)) || (!/[，,。；;：:]/.test(text) && /(?:表|目录|情况|说明|概况|附件)$/.test(text)));

/** How many brackets and quotes stand open at the end of a text. */
function openBrackets(text: string): number {
  let open = 0;
  for (const sign of text) {
    if ('（(《【“〔'.includes(sign)) open++;
    else if ('）)》】”〕'.includes(sign) && open > 0) open--;
  }
  return open;
}

const squeeze = (text: string): string => text.replace(/\s+/g, '');
/** Splits that a narrow column leaves in the captions of tables. */
const SPLIT_CAPTION: readonly (readonly [RegExp, RegExp])[] = [
  [/单\s*位\s*[:：]$/, /^(?:人民币)?(?:亿|万|千)?元$/],
  [/单\s*位\s*[:：]\s*(?:亿|万|千)$/, /^元$/],
  [/公开\s*\d{1,2}$/, /^表$/],
];
/** A bracket of a caption that is closed on one of the next lines joins them: （2 / 022 / 年 / 度） */
const LONGEST_SPLIT = 40;
/** A name continued on the next line: 部门:[402001]某局 / 信息中心 */
const NAME = /^(?:单位|部门)(?:名称)?\s*[:：]/;

/**
 * Whether `next` goes on the paragraph `text`, which a line or page break cut.
 * `near`: no blank line between them; `known`: texts of other lines, squeezed, so that a title cut in two is recognised;
 * `ahead`: the lines that follow without a blank line, `next` first.
 */
export function goesOn(text: string, next: string, near: boolean, known: ReadonlySet<string>, ahead: readonly string[]): boolean {
  if (SPLIT_CAPTION.some(([head, rest]) => head.test(text) && rest.test(next))) return true;
  if (near && text.length <= LONGEST_SPLIT && openBrackets(text) > 0 && /^[^（(]{0,30}[）)]/.test(ahead.join(''))) return true;
  if (isOrdinal(next) || isLabel(next) || DATE.test(text)) return false;
  if (/[，,、]$/.test(text)) return true;
  if (NAME.test(text)) return near && text.length + next.length <= 80 && !isHeading(next) && !/\d{4}\s*年/.test(next);
  if (TERMINAL.test(text) || (isLabel(text) && !NOTE.test(text)) || isHeading(text)) return false;
  if (text.length <= 45 && next.length <= 45 && known.has(squeeze(text + next))) return true;
  if (isHeading(next) && next.length > 6) return false;
  return text.length >= 20 && (COMMA.test(text) || (text.length >= 38 && near));
}
