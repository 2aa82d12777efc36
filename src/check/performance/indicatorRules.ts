import type { Indicator } from '../../score/indicator.ts';
import { numberOf, type TargetValue } from '../../score/value.ts';
import type { Code } from '../codes.ts';
import type { Severity } from '../finding.ts';

/** What a rule looks at: the second level of an indicator, and whether grades say when a value in words is reached. */
export interface RuledIndicator extends Pick<Indicator, 'class'> {
  readonly graded?: boolean;
}

/**
 * A rule for one indicator, the same for papers and for what is being typed: what is wrong with it, in words that follow 项目“…”; null
 * where nothing is.
 */
export interface IndicatorRule {
  readonly code: Code;
  readonly severity: Severity;
  readonly suggestion: string;
  test(indicator: RuledIndicator, value: TargetValue, name: string): string | null;
}

/** An indicator with its value, to follow 项目“…”. */
const quoted = (name: string, value: TargetValue): string => `的指标“${name}”写为“${value.text}”`;

/** Name without a unit in brackets at its end: 及时率（%） → 及时率. */
const bare = (name: string): string => name.replace(/[（(][^（()）]{1,4}[)）]$/, '');
const bracketUnit = (name: string): string | null => /[（(]([^（()）/]{1,4})[)）]$/.exec(name)?.[1] ?? null;

/** Whether a name is that of a share or ratio. */
const isRate = (name: string): boolean =>
  /(?:率|比重|比例|占比)$/.test(bare(name)) && !/(?:频|效|功|速|分辨|税|利|费|汇|心)率$/.test(bare(name));
/** Names of a measure: what is measured, not how much of it. */
const MEASURE = /(?:率|满意度|知晓度|认可度|达标度|完成度|比例|比重|占比)$/;
const MOVE =
  /^(?:不断|持续|进一步|逐步|有效|大幅|稳步|明显|显著|较)?(?:提高|提升|增强|加强|增加|增长|降低|减少|下降|保持|保证|保障|确保|促进|改善|优化|高|低|上升|扩大|按)/;
/** Words that judge and do not measure. */
const VERDICT = /^(?:合规|合法|合理|合法合规|正常|规范|达标|良好|好|是|有|符合要求|符合规定)$/;
const isWords = (value: TargetValue): boolean => value.kind === 'text' && !/[\d零一二三四五六七八九十百千万无未全]/.test(value.text);
/** The value that names a measure, or says the indicator's own name again. */
const isName = (name: string, value: TargetValue): boolean =>
  isWords(value) &&
  (value.text === bare(name)
    ? value.text.length > 3
    : value.text.length <= 10 &&
      MEASURE.test(value.text) &&
      (!MOVE.test(value.text) || /^..率$/.test(value.text)) &&
      !/效率$/.test(value.text));
const isOutput = ({ class: kind }: RuledIndicator): boolean => kind === 'quantity' || kind === 'quality' || kind === 'time';
/** Numbers of people or things, by their name; those of good or bad results tell quality: 合格人数, 差错次数. */
const isCount = (name: string): boolean =>
  /(?:[^指分系参基倍函少多无]数|人次|场次|数量)$/.test(bare(name)) &&
  !/合格|达标|优|奖|通过|持证|投诉|差错|错误|事故|故障|违规|问题|缺陷|返工|死亡|逾期|退回/.test(name);
/** Rates that others decide by what they do or think. */
const isOthers = (name: string): boolean => /(?:参与|满意|知晓|支持|认可)(?:率|度)$/.test(bare(name));

/** Shares that cannot pass 100 %. */
export const isBounded = (name: string): boolean =>
  /(?:完成|覆盖|合格|到位|及时|达标|发放|通过|满意|准确|兑现|知晓|入库|验收|参与|完好|优良|办结|处置|成活|落实|整改|公开|建档|归档|回复|反馈)(?:率|度)$/.test(
    bare(name),
  ) && !/超额|增长|提高/.test(name);
const isUp = (value: TargetValue): boolean => value.comparator === '≥' || value.comparator === '>';
const isDown = (value: TargetValue): boolean => value.comparator === '≤' || value.comparator === '<';
const SAVING = /节约|节省|降低|下降|减少|压减|结余|收益|收入|增长|提高/;
const MONEY = /费|资金|成本|金额|产值|收入|经费|投资|税/;
/** Standards that rules forbid to go below: a lower bound may be meant. */
const FLOOR = /最低|低保|工资|待遇|养老金|抚恤/;
const BAD =
  /故障率|差错率|错误率|投诉率|事故|违规率|违法率|死亡率|退回率|结转结余率|调整率|流失率|不合格率|逾期率|返工率|差评率|空置率|闲置率|积压率/;
/** Numbers of things that are better fewer. */
const LESS =
  /控制|压减|减少|限|不超过|事故|故障|投诉|差错|错误|违规|违法|案件|死亡|伤亡|信访|上访|积压|逾期|损失|会议|文件|检查|返工|中断|停机|公车|车辆/;
/** Who asks for less satisfaction than this asks for none, in percent. */
const LEAST_SATISFIED = 60;
const VAGUE =
  /促进|提升|提高|保障|保持|保证|及时|高质量|良好|稳定|改善|增强|进一步|有所|逐步|显著|明显|较好|有效|盘活|加强|持续|推动|满足|优化|完善|长期|合理|规范|按.*(?:进度|要求)|规定范围|控制在|完成$/;
const ECOLOGY = /生态|环境|环保|绿|污染|节能|减排|排放|水|气|土|碳|能耗|资源|垃圾|卫生|噪|林|草|植被|扬尘|废|化肥|农药|耕地/;

/** A value that is none: the measure's name again; a verdict for a cost; words for a rate of output. */
const isNoValue = (indicator: RuledIndicator, value: TargetValue, name: string): boolean =>
  isName(name, value) ||
  (isWords(value) && indicator.class === 'cost' && VERDICT.test(value.text)) ||
  (isWords(value) && isOutput(indicator) && isRate(name) && !MOVE.test(value.text));

export const indicatorRules: readonly IndicatorRule[] = [
  {
    code: 'comply.indicator-unit',
    severity: 'warning',
    suggestion: '比率应以百分比为指标值；写时限、金额或数量的，应改指标名称。',
    test: (_, value, name) =>
      isRate(name) && ['span', 'date', 'money', 'price', 'frequency'].includes(value.kind)
        ? `的指标“${name}”是比率，指标值却为${value.kind === 'money' || value.kind === 'price' ? '金额' : '时间'}“${value.text}”`
        : null,
  },
  {
    code: 'comply.indicator-unit',
    severity: 'warning',
    suggestion: '使指标名称所注单位与指标值的单位一致。',
    test: (_, value, name) => {
      const unit = bracketUnit(name);
      if (!unit || !value.number || !value.unit || !/^(?:%|％|人|个|次|户|家|万元|元|天|套|台)$/.test(unit)) return null;
      const percent = /^[%％]$/.test(unit);
      const wrongUnit = `的指标“${name}”名称注明单位为“${unit}”，指标值却为“${value.text}”`;
      return percent ? (value.kind !== 'percent' && !isRate(name) ? wrongUnit : null) : value.unit.includes(unit) ? null : wrongUnit;
    },
  },
  {
    code: 'comply.indicator-unit',
    severity: 'warning',
    suggestion: '百分比写%，金额写万元或元，其他数量写全计量单位。',
    test: ({ class: kind }, value, name) =>
      value.flags.length
        ? `${quoted(name, value)}，${value.flags.includes('percent-word') ? '单位有误，应写“%”' : kind === 'cost' || MONEY.test(name) ? '单位不全，缺“元”字' : '单位不全，“万”后没有计量单位'}`
        : null,
  },
  {
    code: 'comply.indicator-sense',
    severity: 'warning',
    suggestion: '“N个月/次”越大越不频繁，频次应写“≤N个月/次”或“≥N次/年”。',
    test: (_, value, name) =>
      value.kind === 'frequency' && isUp(value) && !/^[次期]/.test(value.unit) ? `${quoted(name, value)}，意思是间隔更长、频次更低` : null,
  },
  {
    code: 'comply.indicator-sense',
    severity: 'warning',
    suggestion: '成本指标控制支出，应设上限（≤）；补助、补贴的标准是固定数的写“=”；反映节约的应改指标名称。',
    test: ({ class: kind }, value, name) =>
      kind === 'cost' && isUp(value) && value.number && !SAVING.test(name) && !FLOOR.test(name)
        ? `的成本指标“${name}”写为“${value.text}”，设成了下限，起不到控制成本的作用`
        : null,
  },
  {
    code: 'comply.indicator-sense',
    severity: 'info',
    suggestion: '成本指标一般设上限；按规定不得低于的标准可写“=”。',
    test: ({ class: kind }, value, name) =>
      kind === 'cost' && isUp(value) && value.number && !SAVING.test(name) && FLOOR.test(name)
        ? `的成本指标“${name}”写为“${value.text}”，设成了下限`
        : null,
  },
  {
    code: 'comply.indicator-sense',
    severity: 'warning',
    suggestion: '核对比较符号的方向。',
    test: ({ class: kind }, value, name) => {
      if (value.kind !== 'percent') return null;
      if (isDown(value) && (kind === 'satisfaction' || isBounded(name)) && !/不满意|不合格|投诉|未/.test(name))
        return `${quoted(name, value)}，越高越好的指标却设了上限`;
      return isUp(value) && BAD.test(name) ? `${quoted(name, value)}，越低越好的指标却设了下限` : null;
    },
  },
  {
    code: 'comply.indicator-sense',
    severity: 'warning',
    suggestion: '时限应写≤。',
    test: ({ class: kind }, value, name) =>
      kind === 'time' &&
      value.kind === 'span' &&
      isUp(value) &&
      /时长|时限|时间|周期|期限/.test(name) &&
      !/运行|服务|保障|使用|开放|持续|培训|播出|在岗|值班/.test(name)
        ? `的时效指标“${name}”写为“${value.text}”，设成了下限`
        : null,
  },
  {
    code: 'comply.indicator-impossible',
    severity: 'warning',
    suggestion: '这类比率最高为100%，更正指标值。',
    test: (_, value, name) => {
      const number = numberOf(value);
      const over =
        number !== null && value.kind === 'percent' && !isDown(value) && (number > 100 || (number === 100 && value.comparator === '>'));
      return over && isBounded(name) ? `${quoted(name, value)}，不可能实现` : null;
    },
  },
  {
    code: 'comply.indicator-impossible',
    severity: 'warning',
    suggestion: '设定要努力才能达到的指标值。',
    test: (_, value, name) => {
      const number = numberOf(value);
      if (number === null || value.upper) return null;
      const nothing = value.comparator === '≥' && number === 0;
      const anything = isDown(value) && value.kind === 'percent' && number >= 100 && (isBounded(name) || BAD.test(name));
      return nothing || anything ? `${quoted(name, value)}，什么都不做也能达到` : null;
    },
  },
  {
    code: 'comply.indicator-impossible',
    severity: 'warning',
    suggestion: '更正指标值的上下限。',
    test: (_, value, name) => {
      const { number, upper } = value;
      if (!number || !upper) return null;
      const [low, high] = [numberOf(value), numberOf({ ...value, number: upper })];
      return low !== null && high !== null && low > high ? `${quoted(name, value)}，下限大于上限` : null;
    },
  },
  {
    code: 'comply.indicator-impossible',
    severity: 'info',
    suggestion: '满意度指标值一般不低于80%；确有原因的写明依据。',
    test: ({ class: kind }, value, name) =>
      kind === 'satisfaction' && value.kind === 'percent' && !isDown(value) && (numberOf(value) ?? 100) < LEAST_SATISFIED
        ? `${quoted(name, value)}，要求过低`
        : null,
  },
  {
    code: 'comply.indicator-impossible',
    severity: 'warning',
    suggestion: '这类比率取决于他人，最高只能是100%；按可以达到的水平设定指标值，如≥90%。',
    test: (_, value, name) =>
      numberOf(value) === 100 && value.kind === 'percent' && value.comparator === '≥' && isOthers(name)
        ? `${quoted(name, value)}，没有一人例外才能完成，不合理`
        : null,
  },
  {
    code: 'comply.indicator-impossible',
    severity: 'info',
    suggestion: '最高只能是100%的比率写“100%”或“=100%”。',
    test: (_, value, name) =>
      numberOf(value) === 100 && value.kind === 'percent' && value.comparator === '≥' && isBounded(name) && !isOthers(name)
        ? quoted(name, value)
        : null,
  },
  {
    code: 'comply.indicator-unit',
    severity: 'warning',
    suggestion: '人数、户数、次数等写计量单位；写金额的应改指标名称。',
    test: (_, value, name) =>
      isCount(name) && value.kind === 'money' && !MONEY.test(name) && !/预算|控制数|额/.test(name)
        ? `的指标“${name}”是个数，指标值却为金额“${value.text}”`
        : null,
  },
  {
    code: 'comply.indicator-unit',
    severity: 'info',
    suggestion: '数量写全计量单位，如3公里、12次。',
    test: (_, value, name) =>
      value.kind === 'count' && value.number && value.unit === '' && !bracketUnit(name) && /[≥≤><＞＜=＝]/.test(value.text)
        ? `${quoted(name, value)}，没有计量单位`
        : null,
  },
  {
    code: 'comply.indicator-sense',
    severity: 'info',
    suggestion: '数量指标写要完成多少，应设下限（≥）；控制数量的（如会议、办文），在指标名称里写明“控制”。',
    test: ({ class: kind }, value, name) =>
      kind === 'quantity' && value.kind === 'count' && isDown(value) && !LESS.test(name) ? `${quoted(name, value)}，做得越少越好` : null,
  },
  {
    code: 'comply.indicator-comparator',
    severity: 'info',
    suggestion: '写明≥、≤或=。',
    test: (_, value, name) =>
      value.kind === 'percent' && value.comparator === null && numberOf(value) !== 100 ? quoted(name, value) : null,
  },
  {
    code: 'comply.indicator-level',
    severity: 'warning',
    suggestion: '按指标内容归入相应的二级指标：及时、按时归时效，人次、个数归数量。',
    test: ({ class: kind }, value, name) => {
      if (kind !== 'quality') return null;
      if (/及时率$|及时性$|及时程度$|准时率$|按[时期][^，。]{0,6}率$/.test(bare(name))) return `的指标“${name}”填在质量指标，应为时效指标`;
      return isCount(name) && value.kind === 'count' && !/^[分级]$/.test(value.unit)
        ? `的指标“${name}”（${value.text}）填在质量指标，应为数量指标`
        : null;
    },
  },
  {
    code: 'comply.indicator-level',
    severity: 'info',
    suggestion: '按指标内容归入相应的二级指标。',
    test: ({ class: kind }, value, name) => {
      if (kind === 'ecological' && !ECOLOGY.test(name)) return `的指标“${name}”填在生态效益`;
      if (
        kind === 'quality' &&
        !(isCount(name) && value.kind === 'count') &&
        (/人数|户数|数量$|次数|个数/.test(name) || /^[人户家个次名]$/.test(value.unit))
      )
        return `的指标“${name}”填在质量指标，应为数量指标`;
      if (kind === 'time' && value.kind === 'percent' && /到位率$|覆盖率$|合格率$/.test(bare(name))) return `的指标“${name}”填在时效指标`;
      return kind === 'quantity' && value.kind === 'percent' && /完成率$|合格率$|及时率$/.test(bare(name))
        ? `的指标“${name}”填在数量指标`
        : null;
    },
  },
  {
    code: 'comply.indicator-value',
    severity: 'warning',
    suggestion: '指标值写要达到的数，如100%、≥90%、≤10万元。',
    test: (indicator, value, name) => (isNoValue(indicator, value, name) ? `${quoted(name, value)}，没有写明要达到的数` : null),
  },
  {
    code: 'comply.indicator-value',
    severity: 'info',
    suggestion: '绩效指标应细化、量化；不能量化的写明分级和评判依据。',
    test: (indicator, value, name) =>
      value.kind === 'text' &&
      !indicator.graded &&
      value.text.length <= 14 &&
      (VAGUE.test(value.text) || /^[是有好]$/.test(value.text)) &&
      !/是否|有无/.test(name) &&
      !isNoValue(indicator, value, name)
        ? quoted(name, value)
        : null,
  },
];
