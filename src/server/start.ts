import { createServer } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { loadForms } from '../forms.ts';
import type { StorePlace } from '../store/store.ts';
import { createApp } from './app.ts';
import { loadAssets } from './assets.ts';
import { BrowserApp } from './browser-app.ts';
import { Checker } from './checker.ts';
import { examplePapers } from './examples.ts';
import { InboxService } from './inbox/service.ts';
import { Library } from './library.ts';
import { planService } from './plans/service.ts';
import { ProjectService } from './projects/service.ts';
import { trustedProxies } from './v1/address.ts';
import { DuePublisher } from './v1/due.ts';
import { workspaceApi } from './v1/index.ts';
import { performanceRules } from './v1/performance-rules.ts';
import { PlanWorkers } from './v1/plans.ts';
import { Workspace } from './v1/workspace.ts';

const DEFAULT_PORT = 8640;
const TRIES = 20;
const LOOPBACK = ['127.0.0.1', 'localhost', '[::1]'];

/**
 * Serves until SIGINT or SIGTERM, then gives exit code 0. A port that was asked for must be free (exit 2 otherwise); without one the
 * first free from 8640 on is taken. MINGZHANG_HOST: another address than 127.0.0.1 to listen on; MINGZHANG_HTTPS=1: behind a proxy that
 * speaks HTTPS, so that the session's cookie is sent by no other way; MINGZHANG_PROXY: addresses of proxies that say truly who asks. Throws
 * RangeError where they are none.
 */
export function start(port: number | null, place: StorePlace): Promise<number> {
  const forms = loadForms();
  const host = process.env.MINGZHANG_HOST || '127.0.0.1';
  const local = LOOPBACK.includes(host);
  const checker = new Checker();
  const library = new Library(checker, examplePapers(forms));
  const plans = planService(forms);
  const projects = new ProjectService();
  const inbox = new InboxService(checker, forms.hash);
  const workspace = new Workspace(place, ({ db }) => inbox.begin(db));
  const planWorkers = new PlanWorkers();
  const proxies = trustedProxies(process.env.MINGZHANG_PROXY ?? '');
  const secure = process.env.MINGZHANG_HTTPS === '1';
  const performance = performanceRules(forms);
  const api = workspaceApi({ store: () => workspace.open(), plans: planWorkers, inbox, performance, forms: forms.hash, secure, proxies });
  const due = new DuePublisher(() => workspace.present, planWorkers, forms.hash);
  const browserApp = new BrowserApp();
  // a proxy passes on the name that it is asked by
  const hosts = local && !proxies ? LOOPBACK : null;
  const app = createApp({ library, forms, plans, projects, assets: loadAssets(), hosts, workspace: api, work: browserApp.routes() });
  const server = createServer(getRequestListener(app.fetch));
  return new Promise((resolve) => {
    let next = port ?? DEFAULT_PORT;
    server.on('error', (error: NodeJS.ErrnoException) => {
      if (port === null && error.code === 'EADDRINUSE' && next < DEFAULT_PORT + TRIES) {
        server.listen(++next, host);
        return;
      }
      const reason = error.code === 'EADDRINUSE' ? '已被占用' : error.code === 'EACCES' ? '没有使用权限' : error.message;
      process.stderr.write(`无法在 ${host}:${next} 上启动：端口${reason}。可以用环境变量 PORT 换一个端口。\n`);
      resolve(2);
    });
    server.on('listening', () => {
      const address = server.address();
      const bound = typeof address === 'object' && address ? address.port : next;
      process.stdout.write(`明账已启动：http://${host}:${bound}/\n用浏览器打开这个地址；按 Ctrl+C 停止。\n`);
      checker.warm();
      workspace.begin();
      due.begin();
      browserApp.begin();
    });
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.once(signal, () => {
        inbox.close();
        checker.close();
        plans.compiler.close();
        projects.workers.close();
        planWorkers.close();
        browserApp.close();
        server.close(
          () =>
            void due
              .close()
              .then(() => workspace.close())
              .then(() => resolve(0)),
        );
        server.closeAllConnections();
      });
    }
    server.listen(next, host);
  });
}
