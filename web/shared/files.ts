import { byId } from './dom.ts';

/** Bytes of a file that the server takes. */
export const MAX_FILE = 20 * 1024 * 1024;

/** Files that were dropped; folders, which a browser gives as files that cannot be read, apart. */
function dropped({ items, files }: DataTransfer): { files: File[]; folders: string[] } {
  const folders = [...items].flatMap((item) => {
    const entry = item.webkitGetAsEntry();
    return entry?.isDirectory ? [entry.name] : [];
  });
  return { files: [...files].filter(({ name }) => !folders.includes(name)), folders };
}

/** Takes files that are chosen in #files or dropped anywhere; #drop shows that they may be dropped. Folders are told apart, by name. */
export function watchFiles(take: (files: readonly File[], folders: readonly string[]) => void): void {
  const input = byId('files') as HTMLInputElement;
  const drop = byId('drop');
  input.addEventListener('change', () => {
    take([...(input.files ?? [])], []);
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
    if (!event.dataTransfer) return;
    const { files, folders } = dropped(event.dataTransfer);
    take(files, folders);
  });
}

/** Gives a file to the browser under a name. */
export function save(file: Blob, name: string): void {
  const address = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
