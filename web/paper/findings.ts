import type { Finding, FindingPlace, Severity } from '../../src/check/finding.ts';
import { el } from '../shared/dom.ts';
import { LAW_NAMES, placeWords, SEVERITIES, SEVERITY_NAMES } from '../shared/words.ts';

const whereWords = (place: FindingPlace): string => [place.table, place.row, place.column].filter(Boolean).join(' · ');

function placeButton(finding: Finding, at: number, show: (place: number) => void): HTMLElement {
  const place = finding.places[at]!;
  const culprit = finding.culprit === at && finding.places.length > 1 ? [el('span', { class: 'culprit' }, '应改这里')] : [];
  const button = el(
    'button',
    { type: 'button', class: 'place', onclick: () => show(at) },
    el('span', { class: 'place-line' }, placeWords(place)),
    ' ',
    place.text,
    ...culprit,
  );
  if (whereWords(place)) button.append(el('span', { class: 'place-where' }, whereWords(place)));
  return el('li', {}, button);
}

function row(name: string, value: string): (Node | string)[] {
  return value ? [el('dt', {}, name), el('dd', {}, value)] : [];
}

/** The list of findings: grouped by severity, filtered, one of them open. */
export class FindingList {
  readonly element: HTMLElement;
  private readonly findings: readonly Finding[];
  private readonly show: (finding: number, place: number) => void;
  private readonly items: HTMLElement[];
  private readonly hidden = new Set<Severity>();
  private readonly empty = el('p', { class: 'state', hidden: true }, '没有符合筛选条件的问题。');
  private law = '';
  private words = '';
  /** index of the open finding, -1 for none */
  open = -1;
  place = 0;

  constructor(findings: readonly Finding[], show: (finding: number, place: number) => void) {
    this.findings = findings;
    this.show = show;
    this.items = findings.map((finding, index) => this.item(finding, index));
    this.element = el('div', { class: 'findings' }, ...this.content());
  }

  private content(): Node[] {
    if (this.findings.length === 0)
      return [el('p', { class: 'state' }, '没有发现问题。没有发现不等于没有问题，请看“核对清单”里哪些要求核对过、哪些没能核对。')];
    const groups = SEVERITIES.flatMap((severity) => {
      const items = this.items.filter((_, index) => this.findings[index]!.severity === severity);
      if (items.length === 0) return [];
      return [
        el(
          'section',
          { 'data-severity': severity },
          el('h3', {}, `${SEVERITY_NAMES[severity]}（${items.length}）`),
          el('ol', {}, ...items),
        ),
      ];
    });
    return [this.filters(), ...groups, this.empty];
  }

  private filters(): HTMLElement {
    const chips = SEVERITIES.map((severity) => {
      const count = this.findings.filter((finding) => finding.severity === severity).length;
      const chip = el(
        'button',
        { type: 'button', class: `chip ${severity}`, 'aria-pressed': 'true' },
        `${SEVERITY_NAMES[severity]} ${count}`,
      );
      chip.addEventListener('click', () => {
        if (!this.hidden.delete(severity)) this.hidden.add(severity);
        chip.setAttribute('aria-pressed', String(!this.hidden.has(severity)));
        this.filter();
      });
      return chip;
    });
    const laws = [...new Set(this.findings.map((finding) => finding.law))];
    const select = el(
      'select',
      { 'aria-label': '按规则类别筛选' },
      el('option', { value: '' }, '全部类别'),
      ...laws.map((law) => el('option', { value: law }, LAW_NAMES[law])),
    );
    select.addEventListener('change', () => {
      this.law = select.value;
      this.filter();
    });
    const search = el('input', { type: 'search', placeholder: '在问题里查找', 'aria-label': '在问题里查找' });
    search.addEventListener('input', () => {
      this.words = search.value.trim();
      this.filter();
    });
    return el('div', { class: 'filters', role: 'group', 'aria-label': '筛选' }, ...chips, select, search);
  }

  private visible(index: number): boolean {
    const finding = this.findings[index]!;
    if (this.hidden.has(finding.severity) || (this.law !== '' && finding.law !== this.law)) return false;
    if (this.words === '') return true;
    const places = finding.places.map((place) => place.text + whereWords(place)).join('');
    return `${finding.title}${finding.message}${finding.expected}${places}`.includes(this.words);
  }

  private filter(): void {
    this.items.forEach((item, index) => {
      item.hidden = !this.visible(index);
    });
    for (const group of this.element.querySelectorAll<HTMLElement>('section'))
      group.hidden = !group.querySelector('li.finding:not([hidden])');
    this.empty.hidden = this.items.some((item) => !item.hidden);
  }

  private item(finding: Finding, index: number): HTMLElement {
    const lines = [...new Set(finding.places.map(placeWords))];
    const where = lines.length > 2 ? `${lines[0]} 等 ${finding.places.length} 处` : lines.join('、');
    const table = finding.places[0]?.table;
    const head = el(
      'button',
      {
        type: 'button',
        class: 'finding-head',
        'aria-expanded': 'false',
        onclick: () => (this.open === index ? this.close() : this.show(index, Math.max(finding.culprit ?? 0, 0))),
      },
      el('span', { class: 'finding-title' }, finding.title),
      el('span', { class: 'finding-where' }, [table, where].filter(Boolean).join(' · ')),
    );
    return el(
      'li',
      { class: `finding ${finding.severity}`, id: `finding-${index}` },
      head,
      el('div', { class: 'finding-body', hidden: true }),
    );
  }

  private body(finding: Finding, index: number): (Node | string)[] {
    const step = (by: number) => this.show(index, (this.place + by + finding.places.length) % finding.places.length);
    const steps =
      finding.places.length > 1
        ? [
            el(
              'div',
              { class: 'steps' },
              el('button', { type: 'button', class: 'button', onclick: () => step(-1) }, '上一处'),
              el('span', { class: 'step-at' }, ''),
              el('button', { type: 'button', class: 'button', onclick: () => step(1) }, '下一处'),
            ),
          ]
        : [];
    return [
      el('p', { class: 'message' }, finding.message),
      el(
        'dl',
        {},
        ...row('文中', finding.stated),
        ...row('应为', finding.expected),
        ...row('相差', finding.difference),
        ...row('建议', finding.suggestion),
        ...row('依据', finding.basis),
      ),
      ...steps,
      el('ul', { class: 'places' }, ...finding.places.map((_, at) => placeButton(finding, at, (place) => this.show(index, place)))),
      el('p', { class: 'code' }, `${LAW_NAMES[finding.law]}　${finding.code}`),
    ];
  }

  /** Opens a finding at one of its places; the body is made when it is first wanted. */
  select(index: number, place: number): void {
    const item = this.items[index];
    const finding = this.findings[index];
    if (!item || !finding) return;
    if (this.open !== index) this.close();
    this.open = index;
    this.place = place;
    item.hidden = false;
    item.classList.add('open');
    item.querySelector('.finding-head')!.setAttribute('aria-expanded', 'true');
    const body = item.querySelector<HTMLElement>('.finding-body')!;
    if (!body.hasChildNodes()) body.append(...this.body(finding, index));
    body.hidden = false;
    const at = body.querySelector('.step-at');
    if (at) at.textContent = `${place + 1} / ${finding.places.length}`;
    body.querySelectorAll('.place').forEach((button, n) => {
      button.setAttribute('aria-current', String(n === place));
    });
    item.scrollIntoView({ block: 'nearest' });
  }

  close(): void {
    const item = this.items[this.open];
    this.open = -1;
    item?.classList.remove('open');
    item?.querySelector('.finding-head')?.setAttribute('aria-expanded', 'false');
    const body = item?.querySelector<HTMLElement>('.finding-body');
    if (body) body.hidden = true;
  }

  /** Opens the next (1) or previous (-1) finding that the filter shows. */
  step(by: number): void {
    const shown = this.items.flatMap((item, index) => (item.hidden ? [] : [index]));
    if (shown.length === 0) return;
    const at = shown.indexOf(this.open);
    this.show(shown[at < 0 ? (by > 0 ? 0 : shown.length - 1) : (at + by + shown.length) % shown.length]!, 0);
  }

  /** Goes to the next or previous place of the open finding. */
  stepPlace(by: number): void {
    const count = this.findings[this.open]?.places.length ?? 0;
    if (count > 0) this.show(this.open, (this.place + by + count) % count);
  }
}
