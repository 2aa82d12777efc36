/** What can be read, for the browser's chooser of files. */
export const ACCEPT = '.pdf,.docx,.docm,.xlsx,.xlsm,.xls,.et,.ofd,.html,.htm,.csv,.txt,.md';

const endings = ACCEPT.split(',');
const readable = ({ name }: File): boolean => endings.some((ending) => name.toLowerCase().endsWith(ending));

const entriesOf = (folder: FileSystemDirectoryReader): Promise<FileSystemEntry[]> =>
  new Promise((done, fail) => folder.readEntries(done, fail));

async function filesOf(entry: FileSystemEntry): Promise<File[]> {
  if (entry.isFile) return [await new Promise<File>((done, fail) => (entry as FileSystemFileEntry).file(done, fail))];
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const files: File[] = [];
  // a folder tells its entries some at a time
  for (let some = await entriesOf(reader); some.length > 0; some = await entriesOf(reader))
    for (const one of some) files.push(...(await filesOf(one)));
  return files.filter(readable);
}

/** The files that were dropped, those in folders too; of a folder only what can be read. */
export async function droppedFiles({ items }: DataTransfer): Promise<File[]> {
  // the list is empty after the first wait
  const dropped = [...items].map((item) => ({ entry: item.webkitGetAsEntry(), file: item.getAsFile() }));
  return (await Promise.all(dropped.map(({ entry, file }) => (entry?.isDirectory ? filesOf(entry) : file ? [file] : [])))).flat();
}
