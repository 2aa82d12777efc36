import type { PaperDetail } from '../../src/server/api.ts';
import { ApiError, getNumber, getPaper, getPaperHtml } from '../shared/api.ts';
import { byId, el } from '../shared/dom.ts';
import { kindWords, SEVERITIES, SEVERITY_NAMES } from '../shared/words.ts';
import { downloads } from './downloads.ts';
import { FindingList } from './findings.ts';
import { coverageView, damageView, unexplainedView } from './ledger.ts';
import { numberView } from './number.ts';
import type { PageSpot } from './pages.ts';
import { phonePanel } from './phone.ts';
import { Reader } from './reader.ts';
import type { Spot } from './sheet.ts';
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
    byId('download').append(downloads(paper));
  }
  const counts = SEVERITIES.map(
    (severity) => `${SEVERITY_NAMES[severity]} ${paper.findings.filter((finding) => finding.severity === severity).length}`,
  );
  panel.name(counts.join('　'));
}

function outline(reader: Reader): void {
  const entries = reader.outline();
  const select = byId('outline') as HTMLSelectElement;
  select.hidden = entries.length === 0;
  select.append(
    el('option', { value: '' }, '目录'),
    ...entries.map(({ text, level }, index) => el('option', { value: String(index) }, '　'.repeat(level) + text)),
  );
  select.addEventListener('change', () => {
    entries[Number(select.value)]?.go();
    select.value = '';
  });
}

async function show(paper: PaperDetail, html: string): Promise<void> {
  const findings = new FindingList(paper.findings, (finding, place) => showFinding(finding, place));
  const reader = new Reader(html, { onFinding: (finding, place) => showFinding(finding, place), onNumber: (n) => void showNumber(n) });
  const { sheet } = reader;
  const showSpot = (spot: Spot & PageSpot): void => {
    panel.lower();
    reader.showSpot(spot);
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
    if (at) reader.showPlace(finding, place, at);
    history.replaceState(null, '', `#finding-${finding}`);
  }

  async function showNumber(n: string): Promise<void> {
    sheet.showNumber(n);
    panel.lower();
    let view: HTMLElement;
    try {
      const meaning = await getNumber(id, n);
      reader.showNumber(n, meaning.place);
      const touching = sheet.findingsAt(n).map((index) => ({ index, finding: paper.findings[index]! }));
      view = numberView(n, meaning, touching, {
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
    o: () => reader.toggle(),
    '+': () => reader.zoom(1),
    '=': () => reader.zoom(1),
    '-': () => reader.zoom(-1),
  };
  const stepNumber = (step: number): void => {
    const n = sheet.stepNumber(step);
    if (n !== null) void showNumber(n);
  };
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || (event.target as Element).closest('input, select, textarea')) return;
    keys[event.key.toLowerCase()]?.();
  });

  outline(reader);
  if (paper.pictured) await reader.addPages(paper, (finding, place) => showFinding(finding, place));
  const [, kind, number] = /^#(finding-|L|P|N)(\d+)$/.exec(location.hash) ?? [];
  if (kind === 'finding-') showFinding(Number(number), 0);
  else if (kind === 'N' && number) void showNumber(number);
  else if (kind === 'L') showSpot({ line: Number(number), page: null, box: null });
  else if (kind === 'P') showSpot({ line: null, page: Number(number), box: null });
}

async function load(): Promise<void> {
  try {
    const paper = await getPaper(id);
    head(paper);
    if (paper.error !== null) throw new ApiError(paper.error);
    await show(paper, await getPaperHtml(id));
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
