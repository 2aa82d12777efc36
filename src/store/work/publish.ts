import { StoreError } from '../error.ts';
import type { Tx } from '../log/append.ts';
import { putFiles, type StoredFile } from '../query/file.ts';
import { installation } from '../query/installation.ts';
import type { EditionRow, PaperRow } from '../query/paper.ts';
import type { Actor } from '../rights/actor.ts';
import type { Db } from '../store.ts';
import { onPaper } from './case.ts';
import { today } from './deadline.ts';
import type { Manifest } from './manifest.ts';
import type { At } from './paper.ts';
import { move, UNSCHEDULED } from './steps.ts';

/** What is published: the files of all formats, made from a version of the plan. */
export interface Publication {
  /** the plan's version the files were made from */
  readonly plan: number;
  readonly files: readonly StoredFile[];
  /** ISO; not later than today */
  readonly date: string;
  /** hash of the rules that checked it */
  readonly forms: string;
}

/** The approved edition with its files becomes the one in force, for ever as it is; the one before counts as corrected. */
export async function putPublication(tx: Tx, paper: PaperRow, edition: EditionRow, { plan, files, date, forms }: Publication) {
  if (edition.checked !== plan) throw new StoreError('conflict', '文件不是由批准的内容生成的，请重新生成。');
  if (files.length === 0) throw new Error('a paper is published with its files');
  const before = await tx
    .selectFrom('edition')
    .select(['id', 'state', 'number'])
    .where('paper', '=', paper.id)
    .where('state', '=', 'published')
    .executeTakeFirst();
  const { name } = await tx.selectFrom('organisation').select('name').where('id', '=', paper.organisation).executeTakeFirstOrThrow();
  if (before) await move(tx, before, 'supersede');
  const own = await installation(tx);
  const manifest: Manifest = {
    mingzhang: 1,
    installation: own.id,
    paper: paper.id,
    organisation: name,
    year: paper.year,
    kind: paper.kind,
    scope: paper.scope,
    number: edition.number,
    corrects: before?.number ?? null,
    ...(edition.correction ? { correction: edition.correction } : {}),
    published: date,
    forms,
    files: await putFiles(tx, edition.id, files),
  };
  const text = JSON.stringify(manifest, null, 2);
  const signature = own.sign(text);
  await move(tx, edition, 'publish', { manifest: text, signature, published_on: date, ...UNSCHEDULED });
  return { value: manifest, data: { date, corrects: manifest.corrects, signature, files: manifest.files } };
}

/** 公开. Gives the manifest. */
export const publishPaper = (db: Db, actor: Actor, at: At, publication: Publication, now: Date) =>
  onPaper(db, actor, 'publish', at, async (tx, { paper, edition }) => {
    if (publication.date > today(now)) throw new StoreError('invalid', '公开日期不能晚于今天；以后才公开的，请用“排期公开”。');
    return putPublication(tx, paper, edition, publication);
  });
