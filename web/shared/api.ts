import type { PaperDetail, PaperList, UploadResult } from '../../src/server/api.ts';
import type { ChosenList, IndicatorList, Measured } from '../../src/server/indicators.ts';
import type { NumberMeaning } from '../../src/server/meaning.ts';
import type { FontlessList, PageList } from '../../src/server/original/api.ts';

/** Told to the user as it stands. */
export class ApiError extends Error {}

const OFFLINE = '连接不上明账服务。请确认它还在运行，然后重新载入页面。';

export async function request(path: string, init?: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(path, init);
  } catch {
    throw new ApiError(OFFLINE); // fetch rejects only where no answer came
  }
  if (response.ok) return response;
  throw new ApiError(errorOf(await response.text(), response.status));
}

/** The server's own words where it gave some. */
function errorOf(body: string, status: number): string {
  if (body.startsWith('{')) {
    const { error } = JSON.parse(body) as { error?: string };
    if (error) return error;
  }
  return `服务没有完成请求（${status}）。`;
}

const paperPath = (id: string): string => `/api/papers/${encodeURIComponent(id)}`;

export const listPapers = async (): Promise<PaperList> => (await request('/api/papers')).json();
export const getPaper = async (id: string): Promise<PaperDetail> => (await request(paperPath(id))).json();
export const getPaperHtml = async (id: string): Promise<string> => (await request(`${paperPath(id)}/html`)).text();
export const getNumber = async (id: string, n: string): Promise<NumberMeaning> => (await request(`${paperPath(id)}/numbers/${n}`)).json();
export const getPages = async (id: string): Promise<PageList> => (await request(`${paperPath(id)}/pages`)).json();

/** Null where the server refuses or is not there. */
export const getFontless = async (id: string, page: number): Promise<FontlessList | null> => {
  try {
    return await (await request(`${paperPath(id)}/pages/${page}/fontless`)).json();
  } catch (error) {
    if (error instanceof ApiError) return null;
    throw error;
  }
};

export const listIndicators = async (query: Record<string, string>): Promise<IndicatorList> =>
  (await request(`/api/indicators?${new URLSearchParams(query)}`)).json();
export const measureIndicator = async (draft: Record<string, string>): Promise<Measured> =>
  (await request(`/api/indicators/measure?${new URLSearchParams(draft)}`)).json();

export const chosenIndicators = async (ids: readonly string[], framework: string): Promise<ChosenList> =>
  (await request(`/api/indicators/chosen?${new URLSearchParams([['framework', framework], ...ids.map((id) => ['id', id])])}`)).json();

export const pictureAddress = (id: string, page: number, width: number): string => `${paperPath(id)}/pages/${page}.png?width=${width}`;

export const reportAddress = (id: string): string => `${paperPath(id)}/report.html`;

/** The uploaded file with the findings in it; `unplaced`: how many found no place. */
export async function getAnnotated(id: string): Promise<{ file: Blob; unplaced: number }> {
  const response = await request(`${paperPath(id)}/annotated`);
  return { file: await response.blob(), unplaced: Number(response.headers.get('x-unplaced-notes')) };
}

export const deletePaper = async (id: string): Promise<void> => {
  await request(paperPath(id), { method: 'DELETE' });
};

/**
 * Sends one file; `progress` is told the share that has gone, 0 to 1 (1: sent, now being worked on). Gives null where `cancel` came before
 * the answer did.
 */
export function sendFile<Answer>(
  method: 'POST' | 'PUT',
  path: string,
  file: File,
  progress: (share: number) => void,
  cancel?: AbortSignal,
): Promise<Answer | null> {
  return new Promise((resolve, reject) => {
    const form = new FormData();
    form.append('files', file);
    const xhr = new XMLHttpRequest();
    xhr.open(method, path);
    xhr.upload.addEventListener('progress', (event) => {
      if (event.lengthComputable) progress(event.loaded / event.total);
    });
    xhr.addEventListener('error', () => reject(new ApiError(OFFLINE)));
    xhr.addEventListener('abort', () => resolve(null));
    xhr.addEventListener('load', () => {
      if (xhr.status >= 200 && xhr.status < 300) resolve(JSON.parse(xhr.responseText) as Answer);
      else reject(new ApiError(errorOf(xhr.responseText, xhr.status)));
    });
    cancel?.addEventListener('abort', () => xhr.abort());
    xhr.send(form);
  });
}

export const uploadPaper = (file: File, progress: (share: number) => void, cancel: AbortSignal): Promise<UploadResult | null> =>
  sendFile<UploadResult>('POST', '/api/papers', file, progress, cancel);
