import type { MadeReport, RecordsDetail, RecordsList, RecordsSummary } from '../../src/server/projects/api.ts';
import { request, sendFile } from './api.ts';
import type { OneUpload } from './one-upload.ts';

const path = (id: string): string => `/api/projects/${encodeURIComponent(id)}`;

export const listRecords = async (): Promise<RecordsList> => (await request('/api/projects')).json();
export const getRecords = async (id: string): Promise<RecordsDetail> => (await request(path(id))).json();
export const deleteRecords = async (id: string): Promise<void> => {
  await request(path(id), { method: 'DELETE' });
};

/** How records are sent; `replaces`: those whose place they take. */
export const recordsUpload = (replaces: string | null): OneUpload => ({
  send: (file, progress) =>
    replaces === null
      ? sendFile<RecordsSummary>('POST', '/api/projects', file, progress)
      : sendFile<RecordsSummary>('PUT', path(replaces), file, progress),
  doing: '计分',
  what: '绩效记录',
});

const reportPath = (id: string, format: string, draft: boolean): string => `${path(id)}/files/${format}${draft ? '?draft=1' : ''}`;

/** Makes the report in a format, to be fetched after. */
export const makeReport = async (id: string, format: string, draft: boolean): Promise<MadeReport> =>
  (await request(reportPath(id, format, draft), { method: 'POST' })).json();

export const fetchReport = async (id: string, format: string, draft: boolean): Promise<Blob> =>
  (await request(reportPath(id, format, draft))).blob();
