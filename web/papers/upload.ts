import { ApiError, uploadPaper } from '../shared/api.ts';
import { byId, el } from '../shared/dom.ts';

const MAX_FILE = 20 * 1024 * 1024;

/** One line of the progress list: what becomes of a file. */
function line(file: File) {
  const state = el('span', { class: 'upload-state' }, '等待');
  const bar = el('progress', { max: '1', value: '0', 'aria-label': `${file.name} 上传进度` });
  const item = el('li', {}, el('span', { class: 'upload-name' }, file.name), bar, state);
  const end = (kind: string, ...content: (Node | string)[]) => {
    bar.remove();
    item.classList.add(kind);
    state.replaceChildren(...content);
  };
  return {
    item,
    progress(share: number): void {
      bar.value = share;
      state.textContent = share < 1 ? `上传中 ${Math.floor(share * 100)}%` : '校验中……';
    },
    end,
  };
}

async function send(file: File, view: ReturnType<typeof line>): Promise<void> {
  if (file.size > MAX_FILE) {
    view.end('bad', '文件太大（上限 20 MB）');
    return;
  }
  view.progress(0);
  try {
    const [paper] = (await uploadPaper(file, view.progress)).papers;
    if (!paper) return;
    if (paper.error !== null) view.end('bad', paper.error);
    else
      view.end(
        'good',
        `错误 ${paper.counts.error}，疑点 ${paper.counts.warning}，提示 ${paper.counts.info}　`,
        el('a', { href: `/papers/${paper.id}` }, '查看'),
      );
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    view.end('bad', error.message);
  }
}

/** Takes files that are chosen or dropped, one after the other, and tells when the list has changed. */
export function watchUploads(refresh: () => Promise<void>): void {
  const input = byId('files') as HTMLInputElement;
  const drop = byId('drop');
  let queue: Promise<void> = Promise.resolve();

  const take = (files: readonly File[]): void => {
    if (files.length === 0) return;
    const views = files.map((file) => ({ file, view: line(file) }));
    byId('uploads').prepend(...views.map(({ view }) => view.item));
    queue = queue.then(async () => {
      for (const { file, view } of views) await send(file, view);
      await refresh();
    });
  };

  input.addEventListener('change', () => {
    take([...(input.files ?? [])]);
    input.value = '';
  });
  // a file dropped beside the box must not make the browser leave the page
  for (const name of ['dragover', 'drop']) window.addEventListener(name, (event) => event.preventDefault());
  let depth = 0;
  const hover = (change: number): void => {
    depth = Math.max(0, depth + change);
    drop.classList.toggle('over', depth > 0);
  };
  window.addEventListener('dragenter', () => hover(1));
  window.addEventListener('dragleave', () => hover(-1));
  window.addEventListener('drop', (event) => {
    hover(-depth);
    take([...((event as DragEvent).dataTransfer?.files ?? [])]);
  });
}
