import { ApiError, uploadPaper } from '../shared/api.ts';
import { byId, el } from '../shared/dom.ts';
import { MAX_FILE, watchFiles } from '../shared/files.ts';
import { SEVERITIES, SEVERITY_NAMES } from '../shared/words.ts';

/** Files on their way at one time: one is checked while the next is sent. */
const LANES = 2;

/** One line of the progress list: what becomes of a file, and a button to call it off while that is possible. */
class UploadLine {
  readonly item: HTMLElement;
  readonly cancelled: AbortSignal;
  private readonly state = el('span', { class: 'upload-state' }, '等待上传');
  private readonly bar: HTMLProgressElement;
  private readonly cancel: HTMLButtonElement;

  constructor(name: string) {
    const controller = new AbortController();
    this.cancelled = controller.signal;
    this.bar = el('progress', { max: '1', value: '0', 'aria-label': `${name} 上传进度` });
    this.cancel = el('button', { type: 'button', class: 'link', 'aria-label': `取消上传 ${name}` }, '取消');
    this.cancel.addEventListener('click', () => {
      controller.abort();
      this.end('', '已取消');
    });
    this.item = el('li', {}, el('span', { class: 'upload-name' }, name), this.bar, this.state, this.cancel);
  }

  /** `share`: of the file that has gone, 0 to 1; then it is being checked, which cannot be called off */
  progress(share: number): void {
    if (share < 1) this.bar.value = share;
    else this.bar.removeAttribute('value');
    this.state.textContent = share < 1 ? `上传中 ${Math.floor(share * 100)}%` : '校验中……';
    this.cancel.hidden = share >= 1;
  }

  end(kind: '' | 'good' | 'bad', ...content: (Node | string)[]): void {
    this.bar.remove();
    this.cancel.remove();
    if (kind) this.item.classList.add(kind);
    this.state.replaceChildren(...content);
  }
}

async function send(file: File, line: UploadLine): Promise<void> {
  if (file.size > MAX_FILE) return line.end('bad', '文件太大（上限 20 MB），请拆分后再上传');
  line.progress(0);
  try {
    const [paper] = (await uploadPaper(file, (share) => line.progress(share), line.cancelled))?.papers ?? [];
    if (!paper) return;
    if (paper.error !== null) return line.end('bad', paper.error);
    const counts = SEVERITIES.map((severity) => `${SEVERITY_NAMES[severity]} ${paper.counts[severity]}`);
    line.end('good', `校验完成：${counts.join('，')}　`, el('a', { href: `/papers/${paper.id}` }, '查看'));
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    line.end('bad', error.message);
  }
}

/** Takes files that are chosen or dropped, and tells when the list has changed. */
export function watchUploads(refresh: () => Promise<void>): void {
  const waiting: { file: File; line: UploadLine }[] = [];
  let lanes = 0;
  let [taken, done] = [0, 0];

  const sum = (): void => {
    const words = byId('upload-sum');
    words.hidden = taken < 2;
    words.textContent = done < taken ? `共 ${taken} 个文件，已完成 ${done} 个` : `${taken} 个文件都已处理完`;
  };
  const run = async (): Promise<void> => {
    lanes++;
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      if (!next.line.cancelled.aborted) await send(next.file, next.line);
      done++;
      sum();
      await refresh();
    }
    lanes--;
  };
  const take = (files: readonly File[], folders: readonly string[]): void => {
    if (waiting.length === 0 && lanes === 0) [taken, done] = [0, 0];
    const lines = files.map((file) => ({ file, line: new UploadLine(file.name) }));
    const refused = folders.map((name) => {
      const line = new UploadLine(name);
      line.end('bad', '这是文件夹。请打开它，选中里面的文件再拖过来');
      return line;
    });
    byId('uploads').prepend(...refused.map(({ item }) => item), ...lines.map(({ line }) => line.item));
    waiting.push(...lines);
    taken += lines.length;
    sum();
    while (lanes < Math.min(LANES, waiting.length + lanes)) void run();
  };

  watchFiles(take);
}
