import { readdirSync, readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { extname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PAPER_CSS } from '../format/html/index.ts';

export interface Asset {
  readonly type: string;
  readonly body: string;
}

const WEB = fileURLToPath(new URL('../../web', import.meta.url));

const APP = join(WEB, 'app') + sep;

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.ts': 'text/javascript; charset=utf-8',
};

/** Everything under web/, by its path there with `/`; TypeScript without its types. Read once: no request ever names a file. */
export function loadAssets(): ReadonlyMap<string, Asset> {
  const assets = new Map<string, Asset>([['paper.css', { type: 'text/css; charset=utf-8', body: PAPER_CSS }]]);
  for (const entry of readdirSync(WEB, { recursive: true, withFileTypes: true })) {
    const type = TYPES[extname(entry.name)];
    const file = join(entry.parentPath, entry.name);
    // the app of the workspace is built, not served as it is
    if (!entry.isFile() || !type || file.startsWith(APP)) continue;
    const text = readFileSync(file, 'utf8');
    const body = file.endsWith('.ts') ? stripTypeScriptTypes(text) : text;
    assets.set(file.slice(WEB.length + 1).replaceAll('\\', '/'), { type, body });
  }
  return assets;
}
