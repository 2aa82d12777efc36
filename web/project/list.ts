import type { ProjectDetail, RecordsView } from '../../src/server/projects/view.ts';
import type { YearView } from '../../src/server/projects/year-view.ts';
import { el } from '../shared/dom.ts';
import { gradeMark, known, placed } from './parts.ts';

/** A project as a row shows it. */
interface Row {
  readonly index: number;
  readonly project: ProjectDetail;
  readonly year: YearView | null;
  readonly warned: number;
  readonly differs: number;
  readonly faults: number;
}

type Key = 'name' | 'budget' | 'executed' | 'rate' | 'score';

const COLUMNS: readonly { readonly name: string; readonly key: Key | null; readonly isNumber: boolean }[] = [
  { name: '项目', key: 'name', isNumber: false },
  { name: '预算', key: 'budget', isNumber: true },
  { name: '执行', key: 'executed', isNumber: true },
  { name: '执行率', key: 'rate', isNumber: true },
  { name: '得分', key: 'score', isNumber: true },
  { name: '等级', key: null, isNumber: false },
  { name: '提醒', key: null, isNumber: false },
];

/** The year of the records, or the last that a project has. */
export const yearOf = ({ years }: ProjectDetail, year: number): YearView | null =>
  years.find((one) => one.year === year) ?? years.at(-1) ?? null;

function rowOf(project: ProjectDetail, index: number, view: RecordsView): Row {
  const year = yearOf(project, view.year);
  const sheet = year?.sheet;
  return {
    index,
    project,
    year,
    warned: year?.monitoring.reduce((sum, { warnings }) => sum + warnings.length, 0) ?? 0,
    differs: sheet ? sheet.differences.length + sheet.lines.filter(({ why }) => why !== null).length : 0,
    faults: view.problems.filter((problem) => problem.project === index).length + project.findings.length,
  };
}

const textOf = ({ year }: Row, key: Exclude<Key, 'name'>): string | null => {
  if (!year) return null;
  if (key === 'score') return year.sheet?.total ?? null;
  return key === 'budget' ? year.money.adjusted : year.money[key];
};

/** Known values first, whichever way they are sorted. */
function compare(a: Row, b: Row, key: Key, down: boolean): number {
  if (key === 'name') return a.project.name.localeCompare(b.project.name, 'zh') * (down ? -1 : 1);
  const [first, second] = [textOf(a, key), textOf(b, key)];
  if (first === null || second === null) return Number(first === null) - Number(second === null);
  return (Number(first) - Number(second)) * (down ? -1 : 1);
}

const plain = (text: string): string => text.toLowerCase().replace(/\s+/g, '');

const mark = (count: number, name: string, kind: string, title: string): (Node | string)[] =>
  count > 0 ? [el('span', { class: `pill ${kind}`, title }, `${name} ${count}`)] : [];

const labelled = (name: string, control: HTMLElement): HTMLElement =>
  el('label', {}, el('span', { class: 'visually-hidden' }, name), control);

/** The table of projects, to be searched, filtered and sorted. A project's link leads to it. */
export class ProjectList {
  readonly element: HTMLElement;
  private readonly rows: readonly Row[];
  private readonly paper: string | null;
  private readonly body = el('tbody', {});
  private readonly count = el('p', { class: 'count', role: 'status' });
  private readonly search = el('input', { type: 'search', id: 'words', placeholder: '名称、编码、单位', autocomplete: 'off' });
  private readonly kind: HTMLSelectElement;
  private readonly grade: HTMLSelectElement;
  private readonly only = el('input', { type: 'checkbox', id: 'only' });
  private readonly heads = new Map<Key, HTMLElement>();
  private sorted: { readonly key: Key; readonly down: boolean } | null = null;
  private shown: readonly Row[] = [];
  private selected: number | null = null;

  constructor(view: RecordsView, paper: string | null) {
    this.paper = paper;
    this.rows = view.projects.map((project, index) => rowOf(project, index, view));
    const choice = (id: string, all: string, values: readonly string[]): HTMLSelectElement =>
      el('select', { id }, el('option', { value: '' }, all), ...[...new Set(values)].map((value) => el('option', { value }, value)));
    this.kind = choice(
      'class',
      '全部类别',
      this.rows.map(({ project }) => project.class),
    );
    this.grade = choice(
      'grade',
      '全部等级',
      this.rows.map(({ year }) => year?.sheet?.grade ?? '未评'),
    );
    for (const control of [this.search, this.kind, this.grade, this.only]) control.addEventListener('input', () => this.show());
    this.element = el(
      'div',
      {},
      el(
        'div',
        { class: 'filters' },
        labelled('查找项目', this.search),
        ...this.choices(),
        el('label', { class: 'only' }, this.only, '只看有提醒的'),
      ),
      this.count,
      el('table', { class: 'project-table' }, el('caption', { class: 'visually-hidden' }, '项目，金额单位万元'), this.head(), this.body),
    );
    this.show();
  }

  /** What leaves nothing to choose is not offered. */
  private choices(): HTMLElement[] {
    const all = [
      ['类别', this.kind],
      ['等级', this.grade],
    ] as const;
    return all.flatMap(([name, select]) => (select.options.length > 2 ? [labelled(name, select)] : []));
  }

  /** Marks a project as the one that is looked at. */
  select(index: number | null): void {
    this.selected = index;
    for (const link of this.body.querySelectorAll('a.project-link')) {
      const own = link.getAttribute('href') === `#p${index}`;
      link.closest('tr')?.classList.toggle('selected', own);
      if (own) link.setAttribute('aria-current', 'true');
      else link.removeAttribute('aria-current');
    }
  }

  /** The project that stands so many rows below the selected one; null at the ends. */
  beside(step: number): number | null {
    const at = this.shown.findIndex(({ index }) => index === this.selected);
    return this.shown[at < 0 ? 0 : at + step]?.index ?? null;
  }

  private head(): HTMLElement {
    return el(
      'thead',
      {},
      el(
        'tr',
        {},
        ...COLUMNS.map(({ name, key, isNumber }) => {
          const kind = isNumber ? 'num' : '';
          if (key === null) return el('th', { scope: 'col', class: kind }, name);
          const button = el('button', { type: 'button', class: 'sort', onclick: () => this.sortBy(key) }, name);
          const head = el('th', { scope: 'col', class: kind, 'aria-sort': 'none' }, button);
          this.heads.set(key, head);
          return head;
        }),
      ),
    );
  }

  /** Numbers from the greatest, names from the first; then the other way; then as they stand in the records. */
  private sortBy(key: Key): void {
    const first = key !== 'name';
    const { sorted } = this;
    this.sorted = sorted?.key !== key ? { key, down: first } : sorted.down === first ? { key, down: !first } : null;
    for (const [own, head] of this.heads)
      head.setAttribute('aria-sort', this.sorted?.key !== own ? 'none' : this.sorted.down ? 'descending' : 'ascending');
    this.show();
  }

  private fits({ project, year, warned, differs, faults }: Row): boolean {
    const words = plain(this.search.value);
    return (
      plain(`${project.name} ${project.code} ${project.unit}`).includes(words) &&
      (this.kind.value === '' || project.class === this.kind.value) &&
      (this.grade.value === '' || (year?.sheet?.grade ?? '未评') === this.grade.value) &&
      (!this.only.checked || warned + differs + faults > 0)
    );
  }

  private show(): void {
    const found = this.rows.filter((row) => this.fits(row));
    const { sorted } = this;
    this.shown = sorted ? found.toSorted((a, b) => compare(a, b, sorted.key, sorted.down)) : found;
    this.body.replaceChildren(...this.shown.map((row) => this.line(row)));
    this.count.textContent =
      found.length === 0
        ? '没有符合的项目，换个词或放宽条件。'
        : `${found.length === this.rows.length ? `共 ${found.length}` : `${this.rows.length} 个中的 ${found.length}`} 个项目，金额单位万元`;
    this.select(this.selected);
  }

  private line(row: Row): HTMLElement {
    const { index, project, year, warned, differs, faults } = row;
    const { figures } = project;
    const number = (name: string, text: string | null, anchor: string | undefined, after = ''): HTMLElement =>
      el('td', { class: 'num', 'data-name': name }, text === null ? '—' : placed(text + after, this.paper, anchor));
    const marks = [
      ...mark(faults, '问题', 'error', this.paper === null ? '记录里要改正的' : '公开文本校验发现的'),
      ...mark(warned, '监控', 'warning', '监控发现的预警'),
      ...mark(differs, '差异', 'info', '填报的得分与重算的不同'),
    ];
    return el(
      'tr',
      {},
      el(
        'th',
        { scope: 'row' },
        el('a', { class: 'project-link', href: `#p${index}` }, project.name || '（没有名称）'),
        el('small', {}, [project.class, project.code].filter((text) => text !== '').join('　')),
      ),
      number('预算', textOf(row, 'budget'), figures.budget),
      number('执行', textOf(row, 'executed'), figures.executed),
      number('执行率', textOf(row, 'rate'), figures.rate, '%'),
      number('得分', textOf(row, 'score'), figures.score),
      el('td', { 'data-name': '等级' }, gradeMark(year?.sheet?.grade ?? null)),
      el('td', { class: 'marks', 'data-name': '提醒' }, ...(marks.length > 0 ? marks : [known(null)])),
    );
  }
}
