import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CheckedPaper } from '../checked.ts';
import { Shelf, type Shelved } from '../shelf.ts';
import { MB } from '../upload.ts';
import { LIMITS } from '../workers/limits.ts';
import { type Refused, refused, Workshop } from '../workers/workshop.ts';
import type { ReadRecords, RecordAnswer, RecordSource, RecordTask } from './task.ts';

const EXAMPLES = fileURLToPath(new URL('../../../examples/', import.meta.url));
const EXAMPLE_FILE = 'performance.yaml';
const WORKERS = 2;
const MAX_UPLOADS = 30;
/** Papers of an organisation that are joined to one of its papers. */
const MOST_OTHERS = 12;
const ROOM = 200 * MB;

/** A file of records with what was made of it. */
export interface NewRecords {
  readonly source: RecordSource;
  readonly origin: 'example' | 'upload';
  readonly read: ReadRecords;
}

export type KeptRecords = NewRecords & Shelved;

/** A view as text has some ten times the bytes of its file. */
const SIZE = 10;

/** Does what is wanted of records. */
export class RecordWorkers extends Workshop<RecordTask, RecordAnswer> {
  constructor(limits = LIMITS) {
    const said = {
      time: '这份绩效记录太大或结构异常，处理超时。请拆分后再试。',
      memory: '这份绩效记录太大或结构异常，处理时内存不足。请拆分后再试。',
      program: '处理绩效记录时程序出错。请把这份文件和标准错误里的信息报告给开发者。',
    };
    super(new URL('./worker.ts', import.meta.url), WORKERS, said, limits);
  }
}

/** What is read once, at the first time that it is asked for. */
class Once<Thing> {
  private readonly promise: Promise<Thing>;
  /** null while it is being read */
  known: Thing | null = null;

  constructor(promise: Promise<Thing>) {
    this.promise = promise.then((thing) => {
      this.known = thing;
      return thing;
    });
  }

  whole(): Promise<Thing> {
    return this.promise;
  }
}

/** '' where a paper does not tell its organisation and year. */
const organisationOf = ({ reading }: CheckedPaper): string =>
  reading?.identity.year ? (reading.identity.organisation ?? '').replace(/\s+/g, '') : '';

/** What the pages and the API of projects work with: uploaded records, examples, and papers in which there are projects. */
export class ProjectService {
  readonly uploads = new Shelf<NewRecords>(({ source }) => source.bytes.length * SIZE, MAX_UPLOADS, ROOM);
  readonly workers: RecordWorkers;
  /** by the name of its folder */
  private readonly examples: ReadonlyMap<string, RecordSource>;
  private readonly opened = new Map<string, Once<KeptRecords | Refused>>();
  private readonly papers = new WeakMap<
    CheckedPaper,
    { readonly others: readonly CheckedPaper[]; readonly read: Once<ReadRecords | Refused> }
  >();

  constructor(workers = new RecordWorkers(), folder = EXAMPLES) {
    this.workers = workers;
    const found = readdirSync(folder).sort();
    this.examples = new Map(
      found.flatMap((name) => {
        const path = join(folder, name, EXAMPLE_FILE);
        return existsSync(path) ? [[name, { file: `${name}.yaml`, bytes: readFileSync(path) }] as const] : [];
      }),
    );
  }

  exampleIds(): string[] {
    return [...this.examples.keys()];
  }

  example(id: string): Once<KeptRecords | Refused> | null {
    const source = this.examples.get(id);
    if (!source) return null;
    const open = async (): Promise<KeptRecords | Refused> => {
      const read = await this.read({ kind: 'read', source });
      return read.kind === 'refused' ? read : { id, source, origin: 'example', read, files: new Map() };
    };
    const own = this.opened.get(id) ?? new Once(open());
    this.opened.set(id, own);
    return own;
  }

  /** null where a paper has no projects to tell of; `all`: among them others of its organisation, whose years stand beside its own */
  paper(paper: CheckedPaper, all: readonly CheckedPaper[]): Once<ReadRecords | Refused> | null {
    const { reading, findings } = paper;
    if (!reading || (reading.passages.evaluations.length === 0 && !reading.projects.some(({ name }) => name !== null))) return null;
    const organisation = organisationOf(paper);
    const others =
      organisation === '' ? [] : all.filter((other) => other !== paper && organisationOf(other) === organisation).slice(0, MOST_OTHERS);
    const known = this.papers.get(paper);
    if (known && known.others.length === others.length && known.others.every((other, i) => other === others[i])) return known.read;
    const read = new Once(this.read({ kind: 'paper', paper: reading, findings, others: others.flatMap((other) => other.reading ?? []) }));
    this.papers.set(paper, { others, read });
    return read;
  }

  async read(task: Exclude<RecordTask, { kind: 'write' }>): Promise<ReadRecords | Refused> {
    const answer = await this.workers.run(task);
    return answer.kind === 'file' ? refused('处理失败。') : answer;
  }
}
