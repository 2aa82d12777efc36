import { ApiError } from './api.ts';
import { el } from './dom.ts';
import { MAX_FILE, watchFiles } from './files.ts';

/** Files that are taken one at a time. */
export interface OneUpload {
  /** sends a file; `progress`: the share that has gone, 1: sent, now being worked on. Gives what is kept of it */
  readonly send: (file: File, progress: (share: number) => void) => Promise<{ readonly id: string } | null>;
  /** what is done with it then: 编制 */
  readonly doing: string;
  /** what it is: 工作簿 */
  readonly what: string;
}

/** Sends a file that is given to it, shows in `state` how it goes, and tells the id under which it is kept. */
export function oneUpload(
  state: HTMLElement,
  { send: sendFile, doing, what }: OneUpload,
  done: (id: string) => void,
): (files: readonly File[], folders: readonly string[]) => void {
  let busy = false;
  const say = (kind: '' | 'bad', words: string, ...more: Node[]): void => {
    state.classList.toggle('bad', kind === 'bad');
    state.replaceChildren(words, ...more);
  };

  async function send(file: File): Promise<void> {
    const bar = el('progress', { max: '1', value: '0', 'aria-label': `${file.name} 上传进度` });
    busy = true;
    try {
      const kept = await sendFile(file, (share) => {
        if (share < 1) bar.value = share;
        else bar.removeAttribute('value');
        say('', share < 1 ? `正在上传“${file.name}”……${Math.floor(share * 100)}%` : `正在${doing}“${file.name}”……`, bar);
      });
      say('', '');
      if (kept) done(kept.id);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      say('bad', error.message);
    }
    busy = false;
  }

  return (files, folders) => {
    const [file, other] = files;
    if (busy) return;
    if (folders.length > 0) say('bad', `这是文件夹。请打开它，选中里面的${what}再拖过来。`);
    else if (other) say('bad', `一次只能上传一份${what}。`);
    else if (file && file.size > MAX_FILE) say('bad', `“${file.name}”太大（上限 20 MB）。请检查${what}里是否有图片或大片无关的内容。`);
    else if (file) void send(file);
  };
}

/** The same with files that are chosen or dropped on the page. */
export const watchOneUpload = (state: HTMLElement, upload: OneUpload, done: (id: string) => void): void =>
  watchFiles(oneUpload(state, upload, done));
