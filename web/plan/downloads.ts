import type { PlanDetail } from '../../src/server/plans/api.ts';
import { ApiError } from '../shared/api.ts';
import { el } from '../shared/dom.ts';
import { save } from '../shared/files.ts';
import { fetchFile, fetchNamed, makeFile, workbookAddress } from '../shared/plan-api.ts';

type Format = keyof NonNullable<PlanDetail['paper']>['names'];

export const FORMATS: readonly { readonly format: Format; readonly name: string; readonly note: string }[] = [
  { format: 'docx', name: 'Word', note: '可以继续修改、盖章前送审' },
  { format: 'pdf', name: 'PDF', note: '印刷和挂网用，带目录和书签' },
  { format: 'html', name: '网页', note: '一个文件，挂网用，手机也能看' },
  { format: 'xlsx', name: 'Excel', note: '每张表一个工作表' },
  { format: 'json', name: '数据包', note: '全部数值和代码，供系统读取' },
];

export const sizeWords = (bytes: number): string =>
  bytes < 1e6 ? `${Math.max(1, Math.round(bytes / 1e3))} KB` : `${(bytes / 1e6).toFixed(1)} MB`;

/** A button with a line that says how it goes. */
export class Line {
  readonly button: HTMLButtonElement;
  private readonly state = el('span', { class: 'file-state', role: 'status' });

  constructor(name: string, label: string, act: (line: Line) => Promise<void>, kind = '') {
    this.button = el('button', { type: 'button', class: `button ${kind}`, 'aria-label': label }, name);
    this.button.addEventListener('click', () => void this.run(act));
  }

  get status(): HTMLElement {
    return this.state;
  }

  say(words: string, bad = false): void {
    this.state.textContent = words;
    this.state.classList.toggle('bad', bad);
  }

  private async run(act: (line: Line) => Promise<void>): Promise<void> {
    this.button.disabled = true;
    try {
      await act(this);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.say(error.message, true);
    }
    this.button.disabled = false;
  }
}

/** Everything that can be taken away: the paper in every format, one by one or all at once, and the workbook. */
export function downloadsView(detail: PlanDetail, isDraft: () => boolean): HTMLElement {
  const { id, paper, title } = detail;
  const workbook = new Line('下载', '下载工作簿', async (line) => {
    line.say('正在整理……');
    const { file, name } = await fetchNamed(workbookAddress({ plan: id }));
    save(file, name);
    line.say(`已下载（${sizeWords(file.size)}）`);
  });
  const workbookPart = [
    el('h3', {}, '工作簿'),
    el(
      'ul',
      { class: 'files' },
      el(
        'li',
        {},
        el('span', { class: 'file-name' }, '编制工作簿', el('small', {}, '重新整理过，可以接着填')),
        workbook.button,
        workbook.status,
      ),
    ),
  ];
  if (!paper) return el('div', {}, el('p', { class: 'state' }, '还没有文本可以下载。'), ...workbookPart);

  const lines = new Map(
    FORMATS.map(({ format, name }) => [
      format,
      new Line('下载', `下载${name}`, async (line) => {
        const draft = isDraft();
        line.say('正在生成……');
        const made = await makeFile(id, format, draft);
        save(await fetchFile(id, format, draft), made.name);
        line.say(`已下载（${sizeWords(made.size)}）`);
      }),
    ]),
  );
  const bar = el('progress', { max: String(FORMATS.length), value: '0', 'aria-label': '生成进度', hidden: true });
  const all = new Line(
    '全部下载（zip）',
    '全部下载，一个压缩包',
    async (line) => {
      const draft = isDraft();
      const failed: string[] = [];
      bar.hidden = false;
      for (const [i, { format, name }] of FORMATS.entries()) {
        bar.value = i;
        line.say(`正在生成${name}（${i + 1}/${FORMATS.length}）……`);
        const own = lines.get(format);
        try {
          const { size } = await makeFile(id, format, draft);
          own?.say(`已生成（${sizeWords(size)}）`);
        } catch (error) {
          if (!(error instanceof ApiError)) throw error;
          own?.say(error.message, true);
          failed.push(name);
        }
      }
      bar.hidden = true;
      const zip = await fetchFile(id, 'all', draft);
      save(zip, `${title}${draft ? '（草稿）' : ''}.zip`);
      const words = failed.length > 0 ? `，缺 ${failed.join('、')}，原因见下` : '';
      line.say(`已下载（${sizeWords(zip.size)}）${words}`, failed.length > 0);
    },
    'primary',
  );
  const kind = el('p', { class: 'next' }, '');
  const view = el(
    'div',
    { class: 'downloads-view' },
    kind,
    el('p', { class: 'all' }, all.button, bar, all.status),
    el(
      'ul',
      { class: 'files' },
      ...FORMATS.flatMap(({ format, name, note }) => {
        const line = lines.get(format);
        return line ? [el('li', {}, el('span', { class: 'file-name' }, name, el('small', {}, note)), line.button, line.status)] : [];
      }),
    ),
    ...workbookPart,
  );
  // what is downloaded is what is previewed
  const tell = (): void => {
    kind.textContent = isDraft()
      ? `下载的是草稿，带“仅供内部审核”水印。${detail.state === 'draft' ? '改正全部错误后才能下载正式文本。' : '要正式文本，请在预览上方切换。'}`
      : '下载的是正式文本，没有水印。';
  };
  view.addEventListener('edition', tell);
  tell();
  return view;
}
