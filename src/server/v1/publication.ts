import { StoreError } from '../../store/error.ts';
import { installation } from '../../store/query/installation.ts';
import { publishedPapers } from '../../store/query/published.ts';
import type { PaperKind, Scope } from '../../store/schema.ts';
import { type Side, sidesOf } from '../../store/work/difference.ts';
import { schedulePaper } from '../../store/work/due.ts';
import { editionView } from '../../store/work/read.ts';
import type { Difference } from './difference.ts';
import { Download, type Endpoint, endpoint } from './endpoint.ts';
import * as schemas from './schemas.ts';

/** The manifest and the signature of an edition. Throws StoreError where it was never published. */
async function signed(db: Parameters<typeof editionView>[0], actor: Parameters<typeof editionView>[1], id: string, number: string) {
  const { manifest, signature } = await editionView(db, actor, id, Number(number));
  if (manifest === null || signature === null) throw new StoreError('unknown', '这个版本还没有公开，没有清单和签名。');
  return { manifest, signature };
}

/** One of the editions that were compared, as the page names it. */
const toldOf = ({ paper: { year }, edition: { number, state, published_on, correction } }: Side) => ({
  year,
  number,
  state,
  published: published_on,
  correction,
});

export interface DifferenceView extends Difference {
  readonly organisation: string;
  readonly kind: PaperKind;
  readonly scope: Scope;
  readonly before: ReturnType<typeof toldOf>;
  readonly after: ReturnType<typeof toldOf>;
}

export const publicationEndpoints: readonly Endpoint[] = [
  endpoint({
    method: 'put',
    path: '/papers/{id}/schedule',
    summary: '排期公开：到那一天由系统公开；date 为 null 是取消排期',
    access: 'session',
    body: schemas.schedule,
    handle: ({ db, actor, params, body: { version, date }, now }) => schedulePaper(db, actor, { id: params.id!, version }, date, now),
  }),
  endpoint({
    method: 'get',
    path: '/papers/{id}/differences',
    summary: '与以前的版本、或与上年的同种文本相比改了什么',
    access: 'public',
    query: schemas.comparison,
    async handle({ db, actor, params, query, plans }): Promise<DifferenceView> {
      const sides = await sidesOf(db, actor, params.id!, query);
      const { kind, scope, organisation } = sides.after.paper;
      const { name } = await db.selectFrom('organisation').select('name').where('id', '=', organisation).executeTakeFirstOrThrow();
      const both = { before: toldOf(sides.before), after: toldOf(sides.after) };
      return { organisation: name, kind, scope, ...both, ...(await plans.difference(sides)) };
    },
  }),
  endpoint({
    method: 'get',
    path: '/papers/{id}/versions/{number}/manifest',
    summary: '一个版本的清单，与签名时逐字节相同',
    access: 'public',
    async handle({ db, actor, params }) {
      const { manifest } = await signed(db, actor, params.id!, params.number!);
      return new Download('manifest.json', 'application/json', Buffer.from(manifest));
    },
  }),
  endpoint({
    method: 'get',
    path: '/papers/{id}/versions/{number}/signature',
    summary: '对清单的 ed25519 签名，64 字节',
    access: 'public',
    async handle({ db, actor, params }) {
      const { signature } = await signed(db, actor, params.id!, params.number!);
      return new Download('manifest.sig', 'application/octet-stream', Buffer.from(signature, 'base64'));
    },
  }),
  endpoint({
    method: 'get',
    path: '/installation/key',
    summary: '验证签名用的公钥，PEM 文件',
    access: 'public',
    handle: async ({ db }) => new Download('mingzhang.pem', 'application/x-pem-file', Buffer.from((await installation(db)).publicKey)),
  }),
  endpoint({
    method: 'get',
    path: '/published',
    summary: '查找已公开的文本',
    access: 'public',
    query: schemas.published,
    handle: ({ db, query }) => publishedPapers(db, query),
  }),
];
