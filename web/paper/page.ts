import type { PaperDetail } from '../../src/server/api.ts';
import { ApiError, getNumber, getPaper, getPaperHtml } from '../shared/api.ts';
import { byId, el } from '../shared/dom.ts';
import { kindWords, SEVERITIES, SEVERITY_NAMES } from '../shared/words.ts';
import { FindingList } from './findings.ts';
import { coverageView, damageView, unexplainedView } from './ledger.ts';
import { numberView } from './number.ts';
import { phonePanel } from './phone.ts';
import { Sheet, type Spot } from './sheet.ts';
import { Tabs } from './tabs.ts';

const id = decodeURIComponent(location.pathname.split('/').pop() ?? '');
const pane = byId('paper');
const panel = phonePanel(byId('panel'), byId('grip'), byId('grip-text'));

function head(paper: PaperDetail): void {
  const name = paper.organisation ?? paper.file;
  document.title = `${name} · 明账`;
  byId('title').textContent = name;
  byId('subtitle').textContent = `${paper.year ? `${paper.year}年` : ''}${kindWords(paper)}　${paper.file}`;
  if (paper.error === null) {
    byId('download').append(el('a', { class: 'bar-link', href: `/api/papers/${encodeURIComponent(id)}/report.html` }, '下载报告'));
    byId('download').append(
      '　',
      el('a', { class: 'bar-link', href: `/api/papers/${encodeURIComponent(id)}/report.xlsx` }, '问题清单（Excel）'),
    );
  }
  const counts = SEVERITIES.map(
    (severity) => `${SEVERITY_NAMES[severity]} ${paper.findings.filter((finding) => finding.severity === severity).length}`,
  );
  panel.name(counts.join('　'));
}

function outline(sheet: Sheet): void {
  const entries = sheet.outline();
  const select = byId('outline') as HTMLSelectElement;
  select.hidden = entries.length === 0;
  select.append(
    el('option', { value: '' }, '目录'),
    ...entries.map(({ text, level }, index) => el('option', { value: String(index) }, '　'.repeat(level) + text)),
  );
  select.addEventListener('change', () => {
    entries[Number(select.value)]?.element.scrollIntoView({ block: 'start' });
    select.value = '';
  });
}

function show(paper: PaperDetail, html: string): void {
  const findings = new FindingList(paper.findings, (finding, place) => showFinding(finding, place));
  const sheet = new Sheet(pane, html, { onFinding: (finding, place) => showFinding(finding, place), onNumber: (n) => void showNumber(n) });
  const showSpot = (spot: Spot): void => {
    sheet.showLine(spot);
    panel.lower();
  };
  const tabs = new Tabs(byId('tabs'), byId('views'), [
    { id: 'findings', name: `问题 ${paper.findings.length}`, view: findings.element },
    { id: 'coverage', name: '核对清单', view: coverageView(paper.coverage) },
    { id: 'damage', name: `受损 ${paper.damage.length}`, view: damageView(paper.damage, showSpot) },
    { id: 'unexplained', name: `未解释 ${paper.numbers.unexplained}`, view: unexplainedView(paper, (n) => void showNumber(n)) },
  ]);

  function showFinding(finding: number, place: number): void {
    const at = paper.findings[finding]?.places[place];
    tabs.select('findings');
    panel.lower();
    findings.select(finding, place);
    if (at) sheet.showPlace(finding, place, at);
    history.replaceState(null, '', `#finding-${finding}`);
  }

  async function showNumber(n: string): Promise<void> {
    sheet.showNumber(n);
    panel.lower();
    let view: HTMLElement;
    try {
      const touching = sheet.findingsAt(n).map((index) => ({ index, finding: paper.findings[index]! }));
      view = numberView(n, await getNumber(id, n), touching, {
        showNumber: (other) => void showNumber(other),
        showFinding: (finding) => showFinding(finding, 0),
      });
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      view = el('p', { class: 'state bad', role: 'alert' }, error.message);
    }
    tabs.put({ id: 'number', name: '数字', view });
  }

  const keys: Record<string, () => void> = {
    j: () => findings.step(1),
    k: () => findings.step(-1),
    '.': () => findings.stepPlace(1),
    ',': () => findings.stepPlace(-1),
    n: () => stepNumber(1),
    b: () => stepNumber(-1),
  };
  const stepNumber = (step: number): void => {
    const n = sheet.stepNumber(step);
    if (n !== null) void showNumber(n);
  };
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || (event.target as Element).closest('input, select, textarea')) return;
    keys[event.key.toLowerCase()]?.();
  });

  outline(sheet);
  const [, kind, number] = /^#(finding-|L)(\d+)$/.exec(location.hash) ?? [];
  if (kind === 'finding-') showFinding(Number(number), 0);
  else if (kind === 'L') showSpot({ line: Number(number), page: null });
}

async function load(): Promise<void> {
  try {
    const paper = await getPaper(id);
    head(paper);
    if (paper.error !== null) throw new ApiError(paper.error);
    show(paper, await getPaperHtml(id));
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    byId('title').textContent = '无法显示';
    byId('panel').hidden = true;
    pane.replaceChildren(
      el('p', { class: 'state bad', role: 'alert' }, error.message),
      el('p', { class: 'state' }, el('a', { href: '/' }, '回到文本列表')),
    );
  }
}

void load();
