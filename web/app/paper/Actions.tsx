import { Alert, Button } from 'antd';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import type { PlanProblem } from '../../../src/plan/plan.ts';
import { dayAfter, today } from '../../../src/store/work/deadline.ts';
import { address, Refused, send } from '../api/client.ts';
import { useDoing } from '../api/use.ts';
import { Ask } from '../parts/Ask.tsx';
import { TakeProjects } from '../projects/Take.tsx';
import type { View } from './Paper.tsx';
import { Refusal } from './problems.tsx';
import { Replacement } from './Replacement.tsx';
import { Upload } from './Upload.tsx';

/** The buttons of what this person may do now; what is refused is told under them. */
export function Actions(props: {
  readonly view: View;
  readonly reload: () => Promise<void>;
  readonly setProblems: (problems: readonly PlanProblem[]) => void;
  /** saves what is typed in the grids */
  readonly flush: () => Promise<void>;
}) {
  const { paper, verbs, editions } = props.view;
  const doing = useDoing();
  const [file, setFile] = useState<File | null>(null);
  const go = useNavigate();
  const at = { version: paper.version };
  const edition = editions[0]!;
  const may = (verb: View['verbs'][number]): boolean => verbs.includes(verb);
  const step = (verb: string, more: object = {}) => send('post', `/papers/${paper.id}/${verb}`, { ...at, ...more });
  /** As `run`, and the page shows what there is then, also where somebody else was first. */
  const then = (name: string, act: () => Promise<unknown>) =>
    void doing.run(name, async () => {
      try {
        await act();
      } finally {
        await props.reload();
      }
    });
  const asked = async (act: Promise<unknown>) => {
    await act;
    await props.reload();
  };
  /** What was returned its reviewer no longer sees. */
  const giveBack = async (reason: string) => {
    await step('return', { reason });
    await go('/');
  };
  const check = async () => {
    await props.flush();
    const { problems } = await send<{ problems: readonly PlanProblem[] }>('post', `/papers/${paper.id}/check`);
    props.setProblems(problems);
  };
  const replace = async (file: File) => {
    await props.flush();
    const { paper: now } = await send<View>('get', `/papers/${paper.id}`);
    const query = new URLSearchParams({ version: String(now.version), file: file.name });
    await send('put', `/papers/${paper.id}/plan?${query}`, file);
    await check();
  };
  const unchecked = doing.error instanceof Refused && JSON.stringify(doing.error.detail ?? '').includes('unchecked');
  return (
    <section aria-label="可以做的事">
      <div className="gap">
        {may('save') && <Upload label="上传改好的工作簿" busy={doing.busy === 'import'} take={setFile} />}
        {may('save') && <TakeProjects paper={paper.id} taken={() => then('check', check)} />}
        {may('open') && <Button href={address(`/papers/${paper.id}/workbook`)}>下载编制工作簿</Button>}
        {may('check') && (
          <Button loading={doing.busy === 'check'} onClick={() => then('check', check)}>
            校验
          </Button>
        )}
        {may('sign') && (
          <Button loading={doing.busy === 'sign'} onClick={() => then('sign', () => step('sign'))}>
            负责人签字
          </Button>
        )}
        {may('submit') && (
          <Button type="primary" loading={doing.busy === 'submit'} onClick={() => then('submit', () => step('submit'))}>
            报送
          </Button>
        )}
        {may('approve') && (
          <Button type="primary" loading={doing.busy === 'approve'} onClick={() => then('approve', () => step('approve'))}>
            批准
          </Button>
        )}
        {may('return') && <Ask label="退回" title="退回修改" hint="退回原因，编制人看得到" act={giveBack} />}
        {may('date') && (
          <Ask
            label={paper.approved_on ? '改批复日期' : '登记批复日期'}
            title="批复日期"
            hint="财政部门批复预算（决算）的日期。公开期限从次日起算 20 天，按自然日计算，遇节假日不顺延"
            kind="date"
            initial={paper.approved_on ?? ''}
            act={(approvedOn) => asked(send('put', `/papers/${paper.id}/approval`, { ...at, approvedOn, approval: paper.approval }))}
          />
        )}
        {may('publish') && (
          <Ask
            label="公开"
            title="公开这份文本"
            hint="公开日期，不晚于今天。公开以后内容不能再改，只能勘误。"
            kind="date"
            initial={today(new Date())}
            primary
            act={(date) => asked(step('publish', { date }))}
          />
        )}
        {may('schedule') && !edition.due_on && (
          <Ask
            label="排期公开"
            title="排期公开"
            hint="到这一天由系统生成文件、签名并公开；在那以前可以取消"
            kind="date"
            initial={dayAfter(today(new Date()))}
            act={(date) => asked(send('put', `/papers/${paper.id}/schedule`, { ...at, date }))}
          />
        )}
        {may('schedule') && edition.due_on && (
          <Button
            loading={doing.busy === 'schedule'}
            onClick={() => then('schedule', () => send('put', `/papers/${paper.id}/schedule`, { ...at, date: null }))}
          >
            取消排期
          </Button>
        )}
        {may('correct') && (
          <Ask
            label="勘误"
            title="勘误"
            hint="改什么、为什么。原来的版本保留，公开后标明已勘误。"
            act={(reason) => asked(step('correct', { reason }))}
          />
        )}
        {may('withdraw') && (
          <Ask
            label="撤回"
            title="撤回已公开的文本"
            hint="撤回的原因，任何人都看得到"
            danger
            act={(reason) => asked(step('withdraw', { reason }))}
          />
        )}
        <Link to={`/papers/${paper.id}/difference?with=${edition.number > 1 ? 'version' : 'year'}`}>改了什么</Link>
        {editions.some(({ published_on }) => published_on !== null) && (
          <a href={`/work/published/${paper.id}`} target="_blank" rel="noreferrer">
            公开地址
          </a>
        )}
      </div>
      {file && (
        <Replacement
          paper={paper.id}
          file={file}
          close={() => setFile(null)}
          replace={() => {
            setFile(null);
            then('import', () => replace(file));
          }}
        />
      )}
      {doing.busy && <p role="status">正在处理，编成文本和校验一般要几秒钟……</p>}
      <Refusal error={doing.error} />
      {unchecked && may('check') && <Alert type="info" title="点“校验”，没有错误后再报送。" />}
    </section>
  );
}
