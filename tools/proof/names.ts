import type { Draw } from './draw.ts';

/** Invented places and things; none is a real office. */
const PLACES = ['云川', '青禾', '松岭', '沽平', '临溪', '安槐', '柳泉', '桐岗', '平湾', '白杉', '永榆', '南栎', '石桥渡', '长汀口'];
const LEVELS = ['县', '市', '区'];

/** A field of work and the functional 款 that pays for it. */
export interface Trade {
  readonly name: string;
  readonly section: string;
}

export const TRADES: readonly Trade[] = [
  { name: '发展促进', section: '20104' },
  { name: '统计调查', section: '20105' },
  { name: '商贸服务', section: '20113' },
  { name: '档案管理', section: '20126' },
  { name: '市场监督', section: '20138' },
  { name: '教育服务', section: '20501' },
  { name: '科技促进', section: '20601' },
  { name: '文化旅游', section: '20701' },
  { name: '民政事务', section: '20802' },
  { name: '医疗保障', section: '21015' },
  { name: '环境治理', section: '21101' },
  { name: '城乡管理', section: '21201' },
  { name: '农业农村', section: '21301' },
  { name: '林草保护', section: '21302' },
  { name: '水务管理', section: '21303' },
  { name: '道路运输', section: '21401' },
  { name: '数字产业', section: '21505' },
  { name: '土地利用', section: '22001' },
  { name: '应急救援', section: '22401' },
];

const OBJECTS = [
  '公共数据平台',
  '镇村服务站点',
  '业务档案',
  '基层监测网点',
  '企业服务窗口',
  '农村便民道路',
  '重点河段堤岸',
  '公共文化场馆',
  '科普教育基地',
  '专用检测设备',
  '城区排水管网',
  '林区防火通道',
  '应急物资仓库',
  '培训实训场所',
  '办公业务用房',
  '智慧调度系统',
];
const ACTIONS = ['运行维护', '更新改造', '购置', '专项补助', '规划编制', '提升工程', '委托服务', '普查', '示范建设', '安全检查'];

/** Place and level, such as 云川县. */
export const placeName = (draw: Draw): string => `${draw.pick(PLACES)}${draw.pick(LEVELS)}`;

/** Different names of units: the office itself, then what belongs to it. */
export function unitNames(draw: Draw, office: string, count: number): string[] {
  const short = office.replace(/局$/, '');
  const kinds = ['服务中心', '事务中心', '监测站', '执法队', '信息中心', '培训学校', '发展中心', '管理所'];
  const names = [count > 1 ? `${office}机关` : office];
  for (let i = 0; names.length < count; i++) {
    const series = Math.floor(i / kinds.length);
    names.push(`${short}${series > 0 ? `第${series}` : ''}${kinds[i % kinds.length]}`);
  }
  return draw.chance(0.5) ? names : [...names.slice(0, 1), ...names.slice(1).toReversed()];
}

/** Different names of projects. */
export function projectNames(draw: Draw, count: number): string[] {
  const names = new Set<string>();
  while (names.size < count) {
    const name = `${draw.pick(OBJECTS)}${draw.pick(ACTIONS)}`;
    names.add(names.has(name) ? `${name}（${names.size}期）` : name);
  }
  return [...names];
}
