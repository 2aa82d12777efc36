import type { Law } from './finding.ts';

/** What is fixed about a finding's code. */
export interface FindingCode {
  readonly law: Law;
  readonly title: string;
  /** legal basis, '' where there is none */
  readonly basis: string;
}

const ACCURATE = '财预〔2016〕143号 地方预决算公开操作规程';
const CLASSES = '政府收支分类科目';
const PRIVACY = '个人信息保护法第二十五条、第三十四条';
const BUDGET_LAW = '预算法第十四条';
const PERFORMANCE = '预算法第三十二条、第五十七条';
const EVALUATION = '财预〔2020〕10号 项目支出绩效评价管理办法';

/** Every code that a check may give; each has a good and a bad sample in test/findings/<code>/. */
export const findingCodes = {
  // sums
  'sum.hierarchy': { law: 'sum', title: '合计与下级之和不符', basis: '预算法第三十七条、第四十六条' },
  'sum.columns': { law: 'sum', title: '合计栏与各栏之和不符', basis: '预算法第三十七条、第四十六条' },
  'sum.across': { law: 'sum', title: '总数与各部分之和不符', basis: '预算法实施条例第五条' },
  'sum.balance': { law: 'sum', title: '收支不平衡', basis: '预算法实施条例第五条' },
  'sum.bound': { law: 'sum', title: '部分大于整体', basis: ACCURATE },
  // repeats
  'agree.tables': { law: 'agree', title: '表与表不一致', basis: ACCURATE },
  'agree.text': { law: 'agree', title: '同一数字前后不一致', basis: ACCURATE },
  'agree.agency-operating': { law: 'agree', title: '机关运行经费与公用经费不符', basis: '预算法第十四条' },
  'agree.vehicles': { law: 'agree', title: '车辆数前后不一致', basis: ACCURATE },
  // derived numbers
  'derive.share': { law: 'derive', title: '占比计算有误', basis: ACCURATE },
  'derive.change': { law: 'derive', title: '增减计算有误', basis: ACCURATE },
  'derive.completion': { law: 'derive', title: '完成率计算有误', basis: ACCURATE },
  'derive.list': { law: 'derive', title: '明细之和与总数不符', basis: ACCURATE },
  // between papers
  'carry.prior-year': { law: 'carry', title: '上年数与上年公开的数不符', basis: '预算法第七十五条' },
  'carry.original-budget': { law: 'carry', title: '决算引用的年初预算与预算公开不符', basis: '预算法第七十五条' },
  'carry.opening': { law: 'carry', title: '年初结转结余与上年年末数不衔接', basis: '预算法实施条例第五十条' },
  'carry.stock': { law: 'carry', title: '同一时点的资产数前后不一致', basis: ACCURATE },
  'carry.stale-target': { law: 'carry', title: '成本指标沿用上年目标', basis: '财预〔2015〕88号 绩效目标管理办法' },
  'carry.institution': { law: 'carry', title: '机构设置前后不一致', basis: ACCURATE },
  // what was left over from drafts and templates
  'comply.watermark': { law: 'comply', title: '公开文本残留内部标记', basis: '政府信息公开条例第十七条' },
  'comply.placeholder': { law: 'comply', title: '模板占位符未填写', basis: ACCURATE },
  'comply.template': { law: 'comply', title: '残留填报模板的提示文字', basis: ACCURATE },
  'comply.alternative': { law: 'comply', title: '模板中的二选一没有选定', basis: ACCURATE },
  'comply.debris': { law: 'comply', title: '残留多余字符', basis: '' },
  'comply.repeated-word': { law: 'comply', title: '词语重复', basis: '' },
  'comply.repeated-text': { law: 'comply', title: '段落或句子重复', basis: '' },
  'comply.fragment': { law: 'comply', title: '段落残缺', basis: '' },
  'comply.comma-end': { law: 'comply', title: '句子以逗号、顿号结束', basis: '' },
  'comply.brackets': { law: 'comply', title: '文号未用六角括号', basis: 'GB/T 9704—2012' },
  'comply.punctuation': { law: 'comply', title: '标点有误', basis: '' },
  'comply.number-format': { law: 'comply', title: '数字格式错误', basis: '' },
  'comply.usage': { law: 'comply', title: '用词不规范', basis: '' },
  'comply.level': { law: 'comply', title: '套用其他级次的口径', basis: ACCURATE },
  'comply.year': { law: 'comply', title: '年度不一致', basis: ACCURATE },
  // personal data
  'comply.personal-data': { law: 'comply', title: '公开了个人信息', basis: PRIVACY },
  'comply.person-name': { law: 'comply', title: '公开了经办人员姓名', basis: PRIVACY },
  // codes and names of the classifications
  'comply.code': { law: 'comply', title: '科目编码错误', basis: CLASSES },
  'comply.code-name': { law: 'comply', title: '科目名称与编码不符', basis: CLASSES },
  'comply.code-outdated': { law: 'comply', title: '使用了旧的科目名称', basis: CLASSES },
  'comply.code-unnamed': { law: 'comply', title: '科目只列编码未列名称', basis: CLASSES },
  'comply.class-outdated': { law: 'comply', title: '功能分类名称过时', basis: CLASSES },
  'comply.class-name': { law: 'comply', title: '功能分类名称写错', basis: CLASSES },
  'comply.class-twice': { law: 'comply', title: '同一类科目以两个名称并列', basis: CLASSES },
  'comply.project-item-as-basic': { law: 'comply', title: '项目性科目列支基本支出', basis: CLASSES },
  'comply.operation-as-project': { law: 'comply', title: '运行科目列支项目支出', basis: CLASSES },
  'comply.economic-pair': { law: 'comply', title: '部门与政府经济分类对应错误', basis: '财预〔2017〕98号 支出经济分类科目改革方案' },
  'comply.economic-nature': { law: 'comply', title: '经济分类与人员、公用经费不符', basis: CLASSES },
  'comply.purpose': { law: 'comply', title: '支出用途与所列功能科目不符', basis: CLASSES },
  'comply.institution': { law: 'comply', title: '有事业单位科目但未说明事业单位', basis: '' },
  // names
  'comply.near-miss': { law: 'comply', title: '固定名称写错', basis: '' },
  'comply.organisation-name': { law: 'comply', title: '单位名称前后不一致', basis: ACCURATE },
  'comply.item-label': { law: 'comply', title: '说明中的项目名称与表不符', basis: ACCURATE },
  'comply.equipment-kind': { law: 'comply', title: '设备口径重复', basis: '' },
  // dates
  'comply.asset-date': { law: 'comply', title: '资产时点年度错误', basis: '' },
  'comply.impossible-date': { law: 'comply', title: '日期不存在', basis: '' },
  'comply.report-date': { law: 'comply', title: '报告日期早于年度终了', basis: '' },
  // completeness
  'comply.contents': { law: 'comply', title: '目录与正文不一致', basis: ACCURATE },
  'comply.table-missing': { law: 'comply', title: '缺少应公开的表', basis: `${BUDGET_LAW}；${ACCURATE}` },
  'comply.text-missing': { law: 'comply', title: '缺少应说明的事项', basis: `${BUDGET_LAW}；${ACCURATE}` },
  'comply.empty-table': { law: 'comply', title: '空表未加说明', basis: ACCURATE },
  'comply.note-contradicts': { law: 'comply', title: '注明无数据的表有数据', basis: ACCURATE },
  'comply.units-missing': { law: 'comply', title: '按单位列示的表没有列出单位', basis: ACCURATE },
  'comply.term-missing': { law: 'comply', title: '名词解释缺少应解释的名词', basis: ACCURATE },
  'comply.three-public-detail': { law: 'comply', title: '“三公”经费说明不细', basis: ACCURATE },
  'comply.procurement-split': { law: 'comply', title: '政府采购未分货物、工程、服务', basis: `${BUDGET_LAW}；${ACCURATE}` },
  'comply.procurement-sme': { law: 'comply', title: '未说明授予中小企业合同金额', basis: ACCURATE },
  'comply.reason': { law: 'comply', title: '增减变动未说明原因', basis: ACCURATE },
  'comply.circular-reason': { law: 'comply', title: '增减原因循环重复', basis: ACCURATE },
  'comply.zero-change-reason': { law: 'comply', title: '没有增减却说明增减原因', basis: ACCURATE },
  'comply.whole-target': { law: 'comply', title: '未编报整体绩效目标', basis: PERFORMANCE },
  'comply.goal-copied': { law: 'comply', title: '总体绩效目标照抄部门职责', basis: PERFORMANCE },
  'comply.targets-published': { law: 'comply', title: '公开的绩效目标少于纳入管理的项目', basis: PERFORMANCE },
  // what sentences claim
  'derive.direction': { law: 'derive', title: '增减方向词有误', basis: ACCURATE },
  'derive.zero-base': { law: 'derive', title: '基数为0却写了百分比', basis: ACCURATE },
  'derive.list-omits': { law: 'derive', title: '所列明细漏项', basis: ACCURATE },
  'derive.list-names': { law: 'derive', title: '所列项目与表不一致', basis: ACCURATE },
  // targets of projects
  'sum.project-funding': { law: 'sum', title: '项目资金各来源之和不等于总额', basis: PERFORMANCE },
  'sum.project-term': { law: 'sum', title: '实施期资金与年度资金不符', basis: PERFORMANCE },
  'sum.whole-target': { law: 'sum', title: '整体绩效目标表的预算总额与构成不符', basis: PERFORMANCE },
  'sum.listed-projects': { law: 'sum', title: '绩效目标表金额合计与说明不符', basis: PERFORMANCE },
  'sum.target-summary': { law: 'sum', title: '绩效目标汇总表合计与项目不符', basis: PERFORMANCE },
  'sum.published-part': { law: 'sum', title: '公开的绩效目标大于纳入管理的项目', basis: PERFORMANCE },
  'derive.project-count': { law: 'derive', title: '绩效目标表数目与说明不符', basis: PERFORMANCE },
  'derive.spending-plan': { law: 'derive', title: '资金支出计划进度错误', basis: PERFORMANCE },
  'agree.project-amount': { law: 'agree', title: '绩效目标表资金与项目支出表不符', basis: PERFORMANCE },
  'agree.project-amount-text': { law: 'agree', title: '绩效目标表文字所述金额与资金不符', basis: '' },
  'agree.project-name': { law: 'agree', title: '项目名称不一致', basis: ACCURATE },
  'agree.department-code': { law: 'agree', title: '同一主管部门代码不一致', basis: ACCURATE },
  'agree.department': { law: 'agree', title: '主管部门与公开主体不符', basis: ACCURATE },
  'agree.cost-target': { law: 'agree', title: '成本指标与项目预算不符', basis: PERFORMANCE },
  'agree.quantity-target': { law: 'agree', title: '数量指标的金额与项目预算不符', basis: PERFORMANCE },
  'agree.procurement-cost': { law: 'agree', title: '购置成本指标低于政府采购预算', basis: PERFORMANCE },
  'agree.funding-level': { law: 'agree', title: '文字所述资金来源与资金构成不符', basis: PERFORMANCE },
  'agree.form-quantity': { law: 'agree', title: '文字所述数量与数量指标不符', basis: PERFORMANCE },
  'agree.unit-price': { law: 'agree', title: '单价与数量之积不等于总额', basis: PERFORMANCE },
  'comply.grade-bands': { law: 'comply', title: '目标等级划分有空档', basis: PERFORMANCE },
  'comply.filing-date': { law: 'comply', title: '绩效目标填报日期不合理', basis: '' },
  'comply.project-attribute': { law: 'comply', title: '项目属性与项目期不符', basis: PERFORMANCE },
  'comply.plan-year': { law: 'comply', title: '项目实施计划不在预算年度', basis: PERFORMANCE },
  'comply.target-blank': { law: 'comply', title: '绩效目标表有空缺', basis: PERFORMANCE },
  'comply.target-fragment': { law: 'comply', title: '绩效目标表文字残缺', basis: '' },
  'comply.term-goal': { law: 'comply', title: '实施期目标与年度目标相同', basis: PERFORMANCE },
  'comply.indicator-level': { law: 'comply', title: '绩效指标归类有误', basis: PERFORMANCE },
  'comply.indicator-value': { law: 'comply', title: '绩效指标值难以衡量', basis: PERFORMANCE },
  'comply.indicator-comparator': { law: 'comply', title: '绩效指标值未写比较符号', basis: '' },
  'comply.indicator-impossible': { law: 'comply', title: '绩效指标值不合常理', basis: PERFORMANCE },
  'comply.indicator-sense': { law: 'comply', title: '绩效指标方向有误', basis: PERFORMANCE },
  'comply.indicator-unit': { law: 'comply', title: '绩效指标值的单位有误', basis: PERFORMANCE },
  'comply.indicator-copied': { law: 'comply', title: '绩效指标疑自其他项目照抄', basis: PERFORMANCE },
  'comply.indicator-duplicate': { law: 'comply', title: '不同项目的绩效指标雷同', basis: PERFORMANCE },
  'comply.indicator-missing': { law: 'comply', title: '绩效指标不完整', basis: PERFORMANCE },
  // self-evaluation
  'agree.evaluation-amount': { law: 'agree', title: '绩效自评资金口径不一致', basis: ACCURATE },
  'agree.evaluation-count': { law: 'agree', title: '自评项目个数与批复项目个数不一致', basis: ACCURATE },
  'agree.grade-count': { law: 'agree', title: '各等级项目个数与评价结果不一致', basis: EVALUATION },
  'agree.grade': { law: 'agree', title: '同一项目的评价等级不一致', basis: EVALUATION },
  'agree.heading-amount': { law: 'agree', title: '标题所列金额与正文不一致', basis: '' },
  'agree.completion': { law: 'agree', title: '称完成年度目标，所列结果却未完成', basis: EVALUATION },
  'agree.nature': { law: 'agree', title: '同一资金决算列基本支出、自评列项目支出', basis: ACCURATE },
  'agree.department-evaluation': { law: 'agree', title: '部门评价与单位自评完全相同', basis: EVALUATION },
  'agree.exceptions': { law: 'agree', title: '扣分项数与所列不符', basis: EVALUATION },
  'sum.evaluation-score': { law: 'sum', title: '评价得分不等于各项得分之和', basis: EVALUATION },
  'sum.weights': { law: 'sum', title: '各项指标分值合计有误', basis: EVALUATION },
  'sum.level-score': { law: 'sum', title: '一级指标分值或得分之和不等于合计', basis: EVALUATION },
  'sum.nature': { law: 'sum', title: '部门整体支出不等于基本支出与项目支出之和', basis: PERFORMANCE },
  'sum.adjusted-budget': { law: 'sum', title: '全年预算数不等于年初预算数加调整数', basis: '预算法第六十七条、第七十五条' },
  'sum.projects': { law: 'sum', title: '自评项目合计不等于各项目之和', basis: EVALUATION },
  'sum.evaluated-projects': { law: 'sum', title: '自评项目总数不等于各类项目之和', basis: EVALUATION },
  'sum.evaluated-funds': { law: 'sum', title: '自评资金不等于各预算资金之和', basis: EVALUATION },
  'sum.grade-count': { law: 'sum', title: '各等级项目个数之和不等于项目总数', basis: EVALUATION },
  'derive.execution-rate': { law: 'derive', title: '预算执行率计算有误', basis: EVALUATION },
  'derive.execution-score': { law: 'derive', title: '预算执行得分计算有误', basis: EVALUATION },
  'derive.quantity-score': { law: 'derive', title: '数量指标得分与完成比例不符', basis: EVALUATION },
  'derive.score-rate': { law: 'derive', title: '得分率计算有误', basis: EVALUATION },
  'derive.average-score': { law: 'derive', title: '平均得分不能由各项目得分复算', basis: EVALUATION },
  'derive.grade': { law: 'derive', title: '评价等级与得分不符', basis: EVALUATION },
  'derive.cost-score': { law: 'derive', title: '成本未超上限仍被扣分', basis: EVALUATION },
  'comply.evaluation-coverage': { law: 'comply', title: '绩效自评未覆盖全部项目支出', basis: EVALUATION },
  'comply.attachment': { law: 'comply', title: '引用的附表未附', basis: ACCURATE },
  'comply.evaluation-analysis': { law: 'comply', title: '自评项目缺少分析', basis: EVALUATION },
  'comply.deduction-reason': { law: 'comply', title: '扣分没有说明原因', basis: EVALUATION },
  'comply.revenue-parts': { law: 'comply', title: '把支出分类写成收入构成', basis: BUDGET_LAW },
  'comply.indicator-unset': { law: 'comply', title: '未设置的指标仍占分值', basis: EVALUATION },
  'comply.execution-target': { law: 'comply', title: '把实际执行率写成年初目标', basis: EVALUATION },
  'comply.threshold-result': { law: 'comply', title: '以指标值代替实际完成值', basis: EVALUATION },
} as const satisfies Record<string, FindingCode>;

export type Code = keyof typeof findingCodes;
