import type { FormSet } from '../../src/form/form.ts';
import { wantedTexts } from '../../src/plan/problems/index.ts';
import type { Department } from './department.ts';
import type { Draw } from './draw.ts';

const REASONS = [
  '按照年度工作安排调整了项目规模和支出结构',
  '部分项目实施进度与上年不同，资金安排相应变化',
  '人员增减变动和定额标准调整',
  '上年一次性项目完成，本年按新的任务安排资金',
];

/** The words that a form set wants from the organisation itself, in words of our own. */
export function textsOf(draw: Draw, set: FormSet, { organisation, place, trade, units, scope }: Department): Record<string, string> {
  const we = scope === 'unit' ? '本单位' : '本部门';
  const below = units.slice(1).map(({ name }) => name);
  const told: Readonly<Record<string, string>> = {
    duties: `负责拟订${place}${trade.name}工作的规划和年度计划并组织实施，指导基层业务工作，承办上级交办的其他事项。`,
    structure:
      below.length > 0 ? `${we}由局机关和所属单位组成，所属单位包括${below.join('、')}。` : '内设办公室、业务股和综合股，无下属单位。',
    units: below.length > 0 ? `${we}预算包括局机关和所属${below.length}个单位的预算。` : `${we}预算为局机关本级预算，无其他预算单位。`,
    'services-catalogue': `${we}不涉及政府购买服务指导性目录。`,
    other: `${we}无其他需要说明的事项。`,
    mission: `推进${trade.name}工作，提高服务水平。`,
    'task-1': `${trade.name}重点任务`,
    'task-1-content': '组织实施年度重点项目。',
    goals: `推进${trade.name}工作，完成年度任务。`,
    measures: '完善项目管理制度，按月调度项目进度，按合同约定支付资金。',
    evaluation: '自评结果显示，项目按计划实施，年度绩效目标基本完成。',
  };
  const wanted = wantedTexts(set).flatMap(({ name }): [string, string][] =>
    name in told ? [] : [[name, name.startsWith('reason-') ? draw.pick(REASONS) : `${organisation}${name}`]],
  );
  return { ...told, ...Object.fromEntries(wanted) };
}
