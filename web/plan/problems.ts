import type { PlanDetail } from '../../src/server/plans/api.ts';
import type { ShownProblem } from '../../src/server/plans/problems.ts';
import { el } from '../shared/dom.ts';
import { save } from '../shared/files.ts';

const NAMES: Record<ShownProblem['severity'], string> = { error: '错误', warning: '提醒' };

/** 基本支出 H12 */
const where = ({ sheet, cell }: ShownProblem): string => `${sheet}${cell ? ` ${cell}` : ''}`;

function problemItem(problem: ShownProblem, fresh: boolean): HTMLElement {
  const { severity, cell, message, mend } = problem;
  return el(
    'li',
    { class: `finding ${severity} problem` },
    el(
      'p',
      {},
      el('span', { class: `tag ${severity}` }, NAMES[severity]),
      fresh ? el('span', { class: 'tag fresh' }, '新') : '',
      cell ? el('b', { class: 'cell' }, cell) : '',
      ` ${message}`,
    ),
    el('p', { class: 'mend' }, el('span', { class: 'visually-hidden' }, '改法：'), mend),
  );
}

/** What to do now, in one or two sentences. */
function nextStep({ errors, warnings, state, paper, unmade, workbook }: PlanDetail): string {
  const where = workbook ? '按所列的表和格在工作簿里改正' : '改正所列的错误';
  const again = `${where}，再点上面的“上传改好的工作簿”。`;
  if (state === 'none') return unmade ?? again;
  if (errors > 0) {
    const gaps = paper?.gaps ?? 0;
    return `现在只能看草稿${gaps > 0 ? `，其中 ${gaps} 处文字待填写，预览里标成黄色` : ''}。${again}`;
  }
  return warnings > 0 ? '没有错误，可以下载正式文本。下面的提醒请看一遍，确实如此的不用改。' : '没有发现问题，可以下载正式文本。';
}

/** The problems as lines of a table: for pasting into a worksheet, or as CSV. */
function rowsOf(problems: readonly ShownProblem[]): string[][] {
  return [
    ['程度', '表', '格', '问题', '改法'],
    ...problems.map(({ severity, sheet, cell, message, mend }) => [NAMES[severity], sheet, cell, message, mend]),
  ];
}

function listActions(detail: PlanDetail): HTMLElement {
  const { problems, title } = detail;
  const state = el('span', { class: 'action-state', role: 'status' });
  const copy = async (): Promise<void> => {
    const text = rowsOf(problems)
      .map((row) => row.join('\t'))
      .join('\n');
    try {
      await navigator.clipboard.writeText(text);
      state.textContent = '已复制，可以粘贴到表格或聊天窗口里。';
    } catch {
      state.textContent = '浏览器不允许复制，请用“下载清单”。'; // it may refuse whatever the page is
    }
  };
  const download = (): void => {
    // words that a spreadsheet would take for a formula stay words
    const cell = (text: string): string => `"${text.replace(/^(?=[=+@\t\r-])/, "'").replaceAll('"', '""')}"`;
    const csv = rowsOf(problems)
      .map((row) => row.map(cell).join(','))
      .join('\r\n');
    save(new Blob([`\ufeff${csv}\r\n`], { type: 'text/csv' }), `${title}-问题清单.csv`);
    state.textContent = '已下载，可以用 Excel 或 WPS 打开。';
  };
  return el(
    'p',
    { class: 'list-actions' },
    el('button', { type: 'button', class: 'button', onclick: () => void copy() }, '复制清单'),
    el('button', { type: 'button', class: 'button', onclick: download }, '下载清单'),
    state,
  );
}

/** What a corrected plan has changed. */
function changesView({ changes, problems }: PlanDetail): HTMLElement | string {
  if (!changes) return '';
  const { gone, fresh } = changes;
  const words = [
    gone.length > 0 ? `解决了 ${gone.length} 个问题` : '没有解决问题',
    fresh.length > 0 ? `新出现 ${fresh.length} 个` : '没有新问题',
    `现在共 ${problems.length} 个`,
  ];
  return el(
    'div',
    { class: 'changes', role: 'status' },
    el('p', {}, el('b', {}, '与上次相比：'), `${words.join('，')}。`),
    gone.length > 0
      ? el(
          'details',
          {},
          el('summary', {}, `已解决的（${gone.length}）`),
          el('ul', {}, ...gone.map((problem) => el('li', {}, el('s', {}, `${where(problem)}：${problem.message}`)))),
        )
      : '',
  );
}

/** The problems of a plan by sheet, what has changed, and what to do. */
export function problemsView(detail: PlanDetail): HTMLElement {
  const { problems, changes, errors } = detail;
  const fresh = new Set(changes?.fresh ?? []);
  const sheets = new Map<string, HTMLElement[]>();
  problems.forEach((problem, i) => {
    sheets.set(problem.sheet, [...(sheets.get(problem.sheet) ?? []), problemItem(problem, fresh.has(i))]);
  });
  return el(
    'div',
    {},
    el('p', { class: `next ${errors > 0 ? 'stop' : 'go'}` }, nextStep(detail)),
    changesView(detail),
    problems.length > 0 ? listActions(detail) : '',
    ...[...sheets].map(([sheet, items]) => el('section', {}, el('h3', {}, `${sheet}（${items.length}）`), el('ul', {}, ...items))),
  );
}
