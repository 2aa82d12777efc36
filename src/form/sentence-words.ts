/** What a word of a sentence does. */
export type WordKind =
  | 'up' // 增加, 增长 …: what follows is a change upwards
  | 'down'
  | 'same' // 持平, 与上年相同
  | 'base' // 比上年, 与2024年预算相比: what the change is measured against
  | 'share' // 占, 占比
  | 'completion' // 完成年初预算的
  | 'list' // 其中, 主要包括: parts follow
  | 'reason' // 主要原因是
  | 'aside' // 用于…, 保障…: words about purpose up to the end of the sentence
  | 'etc' // 等
  | 'year' // 2025年, 上年
  | 'stop'; // 。；，、：（）

/** The fixed words of sentences about money, longest first where one begins with another. */
const PATTERNS: readonly (readonly [WordKind, string])[] = [
  [
    'reason',
    String.raw`(?:增减|变动|增加|减少)?(?:的)?(?:主要)?原因(?:是由于|是因为|如下|主要?是|是|为|：|:|(?=\S))|主要是(?:由于|因为)?|主要由于|由于|是因为`,
  ],
  [
    'completion',
    String.raw`(?:完成|为|占)\s*(?:当年)?\s*(?:年初|全年|调整|年度)?\s*预算数?的|完成\s*(?:当年)?\s*(?:年初|全年|调整|年度)?\s*预算数?\s*(?=\d)`,
  ],
  [
    'base',
    String.raw`(?:比|较|与|同|跟|和)\s*(?:上年度?|上一年度?|去年|(?:19|20)\d{2}\s*年?度?)\s*(?:部门|单位)?(?:年初|当年)?(?:预算|决算|支出|收入)?(?:执行|安排)?数?(?:同口径)?\s*(?:相比较?|比较|比)?|(?:比|较|与|同|跟|和)\s*(?:年初|当年|全年|本年|年度)?\s*预算(?:安排)?数?\s*(?:相比较?|比较|比)?(?=\s*(?:增加|减少|增长|下降|上升|降低|持平|相同|一致|无增减|，))`,
  ],
  [
    'list',
    String.raw`主要用于以下(?:几个)?方面|用于以下方面|主要内容如下|(?:主要)?(?:包括|包含)|其中|主要(?:为|有)(?=\S)|具体(?:如下|情况如下|是)`,
  ],
  ['same', '持平|相同|一致|无变化|无增减|没有变化|无增减变化'],
  ['up', '增加|增长|上升|提高|调增|增幅为?'],
  ['down', '减少|下降|降低|调减|减幅为?|降幅为?'],
  ['aside', '(?:主要)?用于|主要保障'],
  ['share', '占比|占(?![有用])'],
  ['etc', String.raw`等(?=\s*(?:[。；;，,、)）]|支出|方面|$))`],
  ['year', String.raw`(?:19|20)\d{2}\s*(?=年[末初])|(?:19|20)\d{2}\s*年度?(?!\s*\d)|上年度?|去年|上一年度?`],
  ['stop', String.raw`[。；;，、：:（(）)]|,(?!\d{3}(?!\d))`],
];

/** One expression for all fixed words; the group that matched tells the kind. */
export const WORDS = new RegExp(PATTERNS.map(([, pattern]) => `(${pattern})`).join('|'), 'gu');
export const WORD_KINDS: readonly WordKind[] = PATTERNS.map(([kind]) => kind);

/** A number with its unit. Digits joined by stray separators (7.498,9) are one number that cannot be read. */
export const NUMBERS =
  /(?<![0-9A-Za-z.])((?:[-−－]\s?)?\d[\d,.]*\d|(?:[-−－]\s?)?\d)\s*(亿元|万元|万|元|个百分点|百分点|%|％|台\s*[（(/]?\s*套\s*[)）]?|台|套|辆|平方米|㎡|批次|人次|个|人|名|批)?/gu;

/** What stands behind a number that is only a threshold (单价100万元以上). */
export const THRESHOLD = /^\s*(?:[（(][^）)]{1,4}[)）])?\s*(?:以上|以下|以内|及以上|及\d|及以下|（含）|\(含\))/u;

/** Words that add nothing to a subject: between two of its terms, or between it and the number. */
export const GLUE =
  /^(?:[\s"“”＂'‘’:：的为是共约达计数有均各]|收支|预算|决算|支出|收入|费用|经费|资金|金额|总额|安排|执行|实际|全年|当年|本年|年度|采购|科目|合计|共计|总计|拨款|项目|使用|情况|未安排|负担|财政|部门|单位|（类）|（款）|（项）|（含）|\(类\)|\(款\)|\(项\)|累计|接待)*$/u;

/** How the name of an organisation, or words for it and for a time, end: what may stand before the first term of a sentence. */
export const SUBJECT_HEAD =
  /(?:^|局|厅|委|会|办|室|部|院|校|学|园|馆|所|站|队|处|中心|集团|公司|街道|镇|乡|村|社|机关|部门|单位|本级|系统|[）)]|度|年|我|本|该|共|下属|期末|日|末|有|用|全口径|安排|[：:])(?:共有?|的|占有使用|使用)?[\s“"]*$/u;

/** Years that stand before words beginning with 年 or 度 would hide them: 2024年度收入总计. */
export const YEARS = /(?:19|20)\d{2}\s*(?=年[末初])|(?:19|20)\d{2}\s*年度?/gu;
