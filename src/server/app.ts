import { Hono } from 'hono';
import { csrf } from 'hono/csrf';
import { HTTPException } from 'hono/http-exception';
import { secureHeaders } from 'hono/secure-headers';
import type { Forms } from '../forms.ts';
import { papersApi } from './api.ts';
import type { Asset } from './assets.ts';
import { indicatorsApi } from './indicators.ts';
import type { Library } from './library.ts';
import { plansApi } from './plans/api.ts';
import type { PlanService } from './plans/service.ts';
import { projectsApi } from './projects/api.ts';
import type { ProjectService } from './projects/service.ts';

export interface AppOptions {
  readonly library: Library;
  readonly forms: Forms;
  readonly plans: PlanService;
  readonly projects: ProjectService;
  readonly assets: ReadonlyMap<string, Asset>;
  /** names by which the page may be asked for; null: any (when it is meant to be reached from outside) */
  readonly hosts: readonly string[] | null;
  /** /api/v1 */
  readonly workspace?: Hono;
  /** /work */
  readonly work?: Hono;
}

/** The whole server: pages, their files and the API. No page carries inline script or style; nothing may frame it. */
export function createApp({ library, forms, plans, projects, assets, hosts, workspace, work }: AppOptions): Hono {
  const app = new Hono();
  app.use(async (c, next) => {
    // a foreign name that leads to this machine (DNS rebinding) is not answered
    const host = (c.req.header('host') ?? '').replace(/:\d+$/, '');
    if (hosts && !hosts.includes(host)) return c.text('不接受以这个域名访问。', 421);
    return next();
  });
  app.use(
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'"],
        connectSrc: ["'self'"],
        frameSrc: ["'self'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
      },
      referrerPolicy: 'no-referrer',
      xFrameOptions: 'DENY',
      strictTransportSecurity: false,
      // a report, or the preview of a paper in its frame, says itself what it may do
      overwrite: false,
    }),
  );
  app.use(csrf());

  const page = (name: string) => {
    const asset = assets.get(name);
    if (!asset) throw new Error(`web/${name} is missing`);
    return () => new Response(asset.body, { headers: { 'content-type': asset.type, 'cache-control': 'no-cache' } });
  };
  app.get('/', page('papers/index.html'));
  app.get('/papers/:id', page('paper/index.html'));
  app.get('/plans', page('plans/index.html'));
  app.get('/plans/:id', page('plan/index.html'));
  app.get('/projects', page('projects/index.html'));
  app.get('/projects/:id', page('project/index.html'));
  app.get('/indicators', page('indicators/index.html'));
  app.get('/web/*', (c) => {
    const asset = assets.get(c.req.path.slice('/web/'.length));
    if (!asset) return c.notFound();
    return c.body(asset.body, 200, { 'content-type': asset.type, 'cache-control': 'no-cache' });
  });
  app.route('/api/papers', papersApi(library, forms));
  app.route('/api/plans', plansApi(plans, forms));
  app.route('/api/projects', projectsApi(projects, library));
  app.route('/api/indicators', indicatorsApi(forms));
  if (workspace) app.route('/api/v1', workspace);
  if (work) app.route('/work', work);

  app.notFound((c) => (c.req.path.startsWith('/api/') ? c.json({ error: '没有这个地址。' }, 404) : c.text('没有这个页面。', 404)));
  app.onError((error, c) => {
    if (error instanceof HTTPException) return c.json({ error: error.message || '请求被拒绝。' }, error.status);
    process.stderr.write(`${c.req.method} ${c.req.path}：${error.stack ?? error.message}\n`);
    return c.json({ error: '程序出错，请求没有完成。' }, 500);
  });
  return app;
}
