import type { MadeFile, PlanDetail, PlanList, PlanNumber, PlanSummary } from '../../src/server/plans/api.ts';
import { request, sendFile } from './api.ts';
import type { OneUpload } from './one-upload.ts';

const planPath = (id: string): string => `/api/plans/${encodeURIComponent(id)}`;
const asDraft = (draft: boolean): string => (draft ? '?draft=1' : '');

export const listPlans = async (): Promise<PlanList> => (await request('/api/plans')).json();
export const getPlan = async (id: string): Promise<PlanDetail> => (await request(planPath(id))).json();
export const getPlanNumber = async (id: string, n: string): Promise<PlanNumber> => (await request(`${planPath(id)}/numbers/${n}`)).json();
export const deletePlan = async (id: string): Promise<void> => {
  await request(planPath(id), { method: 'DELETE' });
};
export const openExample = async (id: string): Promise<PlanSummary> =>
  (await request(`/api/plans/examples?id=${encodeURIComponent(id)}`, { method: 'POST' })).json();

/** How a plan is sent; `replaces`: the plan whose place it takes. */
export const planUpload = (replaces: string | null): OneUpload => ({
  send: (file, progress) =>
    replaces === null
      ? sendFile<PlanSummary>('POST', '/api/plans', file, progress)
      : sendFile<PlanSummary>('PUT', planPath(replaces), file, progress),
  doing: '编制',
  what: '工作簿',
});

/** How the records of performance of a plan are sent. */
export const recordsUpload = (plan: string): OneUpload => ({
  send: (file, progress) => sendFile<PlanSummary>('PUT', `${planPath(plan)}/records`, file, progress),
  doing: '编制',
  what: '绩效记录',
});

/** Makes a file of a paper, to be fetched after. */
export const makeFile = async (id: string, format: string, draft: boolean): Promise<MadeFile> =>
  (await request(`${planPath(id)}/files/${format}${asDraft(draft)}`, { method: 'POST' })).json();

/** A file, or `all` of them as one zip. */
export const fetchFile = async (id: string, format: string, draft: boolean): Promise<Blob> =>
  (await request(`${planPath(id)}/files/${format}${asDraft(draft)}`)).blob();

export const previewAddress = (id: string, draft: boolean): string => `${planPath(id)}/preview${asDraft(draft)}`;

/** A workbook: the empty one of a form set, an example's, or that of a plan. */
export const workbookAddress = (of: { readonly form: string } | { readonly example: string } | { readonly plan: string }): string =>
  'plan' in of ? `${planPath(of.plan)}/workbook` : `/api/plans/workbook?${new URLSearchParams(of)}`;

/** Fetches what an address gives, with the name that it is sent under. */
export async function fetchNamed(address: string): Promise<{ file: Blob; name: string }> {
  const response = await request(address);
  const name = /filename\*=UTF-8''([^;]+)/.exec(response.headers.get('content-disposition') ?? '')?.[1] ?? 'file';
  return { file: await response.blob(), name: decodeURIComponent(name) };
}
