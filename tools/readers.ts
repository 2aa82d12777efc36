import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { prepareFormat, readDocument } from '../src/format/index.ts';

/** How many of the given files are read per second of processor time, by format: npm run -s readers -- FILE… */
const files = process.argv.slice(2).map((path) => ({ name: basename(path), bytes: new Uint8Array(readFileSync(path)) }));
for (const { bytes } of files) await prepareFormat(bytes);
const formats = Map.groupBy(files, ({ name, bytes }) => readDocument(bytes, name).format);
const SECONDS = 3;

for (const [format, group] of formats) {
  const round = (): void => {
    for (const { name, bytes } of group) readDocument(bytes, name);
  };
  for (let i = 0; i < 20; i++) round();
  const start = process.cpuUsage();
  const used = (): number => {
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1e6;
  };
  let rounds = 0;
  for (; used() < SECONDS; rounds++) round();
  const size = group.reduce((sum, { bytes }) => sum + bytes.length, 0) / group.length / 1024;
  process.stdout.write(`${format}\t${((rounds * group.length) / used()).toFixed(0)} files/s\t${size.toFixed(0)} KB on average\n`);
}
