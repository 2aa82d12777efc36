import { ApiError } from './api.ts';
import { el } from './dom.ts';
import { MAX_FILE, watchFiles } from './files.ts';
import { uploadPlan } from './plan-api.ts';

/**
 * Takes a plan that is chosen or dropped, shows in `state` how it goes, and tells the id under which it is kept. `replaces`: the plan whose
 * place it takes.
 */
export function watchPlanUpload(state: HTMLElement, replaces: () => string | null, done: (id: string) => void): void {
  let busy = false;
  const say = (kind: '' | 'bad', words: string, ...more: Node[]): void => {
    state.classList.toggle('bad', kind === 'bad');
    state.replaceChildren(words, ...more);
  };

  async function send(file: File): Promise<void> {
    const bar = el('progress', { max: '1', value: '0', 'aria-label': `${file.name} 上传进度` });
    busy = true;
    try {
      const plan = await uploadPlan(file, replaces(), (share) => {
        if (share < 1) bar.value = share;
        else bar.removeAttribute('value');
        say('', share < 1 ? `正在上传“${file.name}”……${Math.floor(share * 100)}%` : `正在编制“${file.name}”……`, bar);
      });
      say('', '');
      if (plan) done(plan.id);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      say('bad', error.message);
    }
    busy = false;
  }

  watchFiles((files, folders) => {
    const [file, other] = files;
    if (busy) return;
    if (folders.length > 0) say('bad', '这是文件夹。请打开它，选中里面的工作簿再拖过来。');
    else if (other) say('bad', '一次只能上传一份工作簿。');
    else if (file && file.size > MAX_FILE) say('bad', `“${file.name}”太大（上限 20 MB）。请检查工作簿里是否有图片或大片无关的内容。`);
    else if (file) void send(file);
  });
}
