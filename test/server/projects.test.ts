import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { outputFormats } from '../../src/compile/outputs.ts';
import { compileReport } from '../../src/compile/report.ts';
import { placeKey } from '../../src/fact/place.ts';
import { reportForm } from '../../src/form/report-form.ts';
import { readDocument, writeText } from '../../src/format/index.ts';
import { loadForms } from '../../src/forms.ts';
import { loadRecords } from '../../src/performance/load.ts';
import { scoresOf } from '../../src/performance/scores.ts';
import { scoreView } from '../../src/performance/view.ts';
import { evaluationWordsOf, readPaper } from '../../src/score/read.ts';
import { schemesOf } from '../../src/score/scheme.ts';
import { createApp } from '../../src/server/app.ts';
import { loadAssets } from '../../src/server/assets.ts';
import { Checker } from '../../src/server/checker.ts';
import { examplePapers } from '../../src/server/examples.ts';
import { Library } from '../../src/server/library.ts';
import { checkBytes } from '../../src/server/paper.ts';
import { planService } from '../../src/server/plans/service.ts';
import type { RecordsDetail, RecordsList, RecordsSummary } from '../../src/server/projects/api.ts';
import { projectFindings, projectOfName } from '../../src/server/projects/findings.ts';
import { ProjectService, RecordWorkers } from '../../src/server/projects/service.ts';
import { RecordTasks } from '../../src/server/projects/task.ts';
import { recordsView } from '../../src/server/projects/view.ts';
import { LIMITS } from '../../src/server/workers/limits.ts';
import { recordsFrom, SAMPLE } from '../performance/sample.ts';
import { utf8 } from '../sample.ts';

const EXAMPLE = 'tongchuan-evaluation-2024';
const forms = loadForms();
const papers = examplePapers(forms);

function serverOf(projects: ProjectService, at = papers) {
  const library = new Library(new Checker(), at);
  const app = createApp({ library, forms, plans: planService(forms), projects, assets: loadAssets(), hosts: null });
  const ask = (path: string, init?: RequestInit) =>
    app.request(`http://localhost/api/projects${path}`, { ...init, headers: { origin: 'http://localhost' } });
  return {
    ask,
    json: async <T>(path: string): Promise<T> => (await ask(path)).json() as Promise<T>,
    send: (method: string, path: string, ...files: readonly (readonly [name: string, text: string])[]) => {
      const body = new FormData();
      for (const [name, text] of files) body.append('files', new File([text], name));
      return ask(path, { method, body });
    },
  };
}

describe('projects on the server', () => {
  const projects = new ProjectService();
  const { ask, json, send } = serverOf(projects);
  after(() => projects.workers.close());

  test('the page shows what scoreView makes: every score, formula, mean and difference', async () => {
    const { view, problems, report, paper } = await json<RecordsDetail>(`/${EXAMPLE}`);
    assert.ok(view && report);
    assert.deepEqual([problems, paper], [[], null]);
    const source = await projects.example(EXAMPLE)?.whole();
    assert.ok(source && 'source' in source);
    const { records } = loadRecords(source.source.bytes, source.source.file);
    assert.ok(records);
    const scheme = schemesOf(forms.sets).get(records.scheme);
    assert.ok(scheme);
    const scored = scoreView(records, scheme);
    assert.deepEqual(
      [view.average, view.grades, view.differences, view.department],
      [scored.average, scored.grades, scored.differences, scored.department],
    );
    view.projects.forEach((project, i) => {
      const sheet = project.years.at(-1)?.sheet;
      const own = scored.projects[i];
      assert.deepEqual(
        sheet?.lines.map(({ item, weight, score, formula }) => ({ item, weight, score, formula })),
        own?.lines,
      );
      assert.deepEqual([sheet?.total, sheet?.grade, sheet?.totalFormula], [own?.total, own?.grade, own?.totalFormula]);
      const told = (sheet?.lines.filter(({ why }) => why !== null).length ?? 0) + (sheet?.differences.length ?? 0);
      assert.equal(told, own?.differences.length, 'every difference stands at its line or below');
    });
  });

  test('papers with projects are listed, and their figures lead to the numbers that print them', async () => {
    let list = await json<RecordsList>('');
    for (; list.records.some(({ state }) => state === 'reading'); list = await json<RecordsList>(''))
      await new Promise((resolve) => setTimeout(resolve, 50));
    const [paper, other] = list.records.filter(({ origin }) => origin === 'paper');
    assert.equal(other, undefined, 'papers without projects are left out');
    assert.equal(paper?.summary?.projects, 1);
    const { view, paper: id } = await json<RecordsDetail>(`/${paper?.id}`);
    const [project] = view?.projects ?? [];
    const reading = papers.find((one) => one.id === id)?.paper.reading;
    const number = Number(/^#N(\d+)$/.exec(project?.figures.budget ?? '')?.[1]);
    assert.equal(reading?.numbers[number]?.as, 'fact');
    const place = reading?.numbers[number]?.place;
    const fact = reading?.facts.find((one) => place && placeKey(one.place) === placeKey(place));
    assert.equal((fact?.value ?? 0) / 1e6, Number(project?.years[0]?.money.adjusted));
    const { indicators } = project?.years[0] ?? { indicators: [] };
    assert.ok(indicators.length > 0 && indicators.every(({ anchor }) => /^#L\d+$/.test(anchor ?? '')));
    assert.match(project?.spots[0]?.anchor ?? '', /^#L\d+$/);
    // the cost cap that is planted there, and nothing of other tables
    const checked = papers.find((one) => one.id === id)?.paper.findings ?? [];
    assert.deepEqual(
      project?.findings.map(({ index, title }) => [checked[index]?.code, checked[index]?.title === title]),
      [['agree.cost-target', true]],
    );
  });

  test('papers of one organisation stand together: the years of one beside those of the other', async () => {
    const tasks = new RecordTasks(forms);
    const scheme = schemesOf(forms.sets).get('cn') ?? assert.fail();
    const form = reportForm(forms.sets, 'cn/evaluation/2024') ?? assert.fail();
    const reportOf = (year: number) => {
      const records = recordsFrom(
        SAMPLE.replace('year: 2024\nunits', `year: ${year}\nunits`).replaceAll('- year: 2024', `- year: ${year}`),
      );
      const text = writeText(compileReport(records, scoresOf(records, scheme), form, forms).document);
      return readPaper(readDocument(utf8(text), `${year}.txt`), `${year}.txt`, forms);
    };
    const answer = await tasks.answer({ kind: 'paper', paper: reportOf(2025), findings: [], others: [reportOf(2024)] });
    assert.ok(answer.kind === 'records' && answer.view);
    assert.equal(answer.view.year, 2025);
    assert.deepEqual(
      answer.view.projects.map(({ name, otherNames, years }) => [name, otherNames, years.map(({ year, sheet }) => [year, sheet?.total])]),
      [
        [
          '夜市街区改造',
          [],
          [
            [2024, '87.50'],
            [2025, '87.50'],
          ],
        ],
        [
          '外贸展位补贴',
          [],
          [
            [2024, '98.57'],
            [2025, '98.57'],
          ],
        ],
      ],
    );
    const figures = answer.view.projects[0]?.years.map(({ indicators }) => indicators.some(({ anchor }) => anchor !== null));
    assert.deepEqual(figures, [false, true], 'only what the paper itself tells leads into it');
  });

  test('an upload with an error has no report; the mended one in its place has, in every format', async () => {
    const bad = SAMPLE.replace('reason: 结转资金未支付, ', '');
    const { id, errors } = (await (await send('POST', '', ['绩效.yaml', bad])).json()) as RecordsSummary;
    assert.equal(errors, 1);
    const before = await json<RecordsDetail>(`/${id}`);
    assert.deepEqual([before.report, before.problems[0]?.project], [null, 1]);
    assert.equal((await ask(`/${id}/files/docx`, { method: 'POST' })).status, 422);
    assert.equal((await send('PUT', `/${id}`, ['绩效.yaml', SAMPLE])).status, 200);
    const { view, report } = await json<RecordsDetail>(`/${id}`);
    assert.deepEqual(
      view?.projects[1]?.years.map(({ year, money }) => [year, money.adjusted, money.executed]),
      [
        [2023, '60.00', '60.00'],
        [2024, '70.00', '60.00'],
      ],
    );
    assert.ok(view?.projects[0]?.years[0]?.monitoring[0]?.warnings.length);
    for (const format of outputFormats) {
      const answer = await ask(`/${id}/files/${format}?draft=1`);
      assert.equal(answer.status, 200, format);
      assert.ok((await answer.arrayBuffer()).byteLength > 1000, format);
      assert.match(decodeURIComponent(answer.headers.get('content-disposition') ?? ''), /报告（草稿）/, format);
    }
    assert.ok(report);
    assert.equal((await ask(`/${id}`, { method: 'DELETE' })).status, 204);
    assert.equal((await ask(`/${id}`)).status, 404);
  });

  test('what is no record, or cannot be taken, gets an answer in Chinese', async () => {
    const wrong = async (name: string, text: string): Promise<string> => {
      const { id } = (await (await send('POST', '', [name, text])).json()) as RecordsSummary;
      const { view, problems } = await json<RecordsDetail>(`/${id}`);
      assert.equal(view, null);
      return problems.map(({ place, message, mend }) => `${place} ${message}：${mend}`).join('\n');
    };
    assert.match(await wrong('a.yaml', 'a: [1'), /第\d+行 不是 YAML/);
    assert.match(await wrong('b.yaml', SAMPLE.replace('year: 2024', 'year: 去年')), /^year /);
    assert.match(await wrong('c.json', JSON.stringify({})), /organisation/);
    assert.match(await wrong('d.yaml', `${SAMPLE}scheme: 没有的\n`), /没有“没有的”这种计分办法：改成其中一种：cn、/);
    for (const [status, answer] of [
      [415, await send('POST', '', ['a.pdf', '%PDF'])],
      [400, await send('POST', '', ['a.yaml', SAMPLE], ['b.yaml', SAMPLE])],
      [404, await ask('/none')],
      [404, await ask('/paper-none')],
      [404, await send('PUT', `/${EXAMPLE}`, ['a.yaml', SAMPLE])],
      [404, await ask(`/${EXAMPLE}`, { method: 'DELETE' })],
    ] as const) {
      assert.equal(answer.status, status);
      assert.match(((await answer.json()) as { error: string }).error, /[\u4e00-\u9fff]/);
    }
  });
});

test('records that take too long are given up, and the list says so', async () => {
  const projects = new ProjectService(new RecordWorkers({ ...LIMITS, seconds: 0.01 }));
  const { ask, json } = serverOf(projects, []);
  const answer = await ask(`/${EXAMPLE}`);
  assert.equal(answer.status, 422);
  assert.match(((await answer.json()) as { error: string }).error, /超时/);
  const { records } = await json<RecordsList>('');
  assert.match(records.find(({ id }) => id === EXAMPLE)?.error ?? '', /超时/);
  projects.workers.close();
});

describe('what a project page is made of', () => {
  const scheme = schemesOf(forms.sets).get('cn') ?? assert.fail();

  test('the money of the department by nature, with rates', () => {
    const records = recordsFrom(SAMPLE);
    const { departmentMoney } = recordsView(records, scheme, forms.lexicon);
    assert.deepEqual(
      departmentMoney.map(({ name }) => name),
      ['合计', '基本支出', '项目支出', '其中：当年财政拨款'],
    );
    const [whole, basic, projects] = departmentMoney;
    const sum = (a = '', b = ''): string => (Number(a) + Number(b)).toFixed(2);
    for (const key of ['original', 'adjusted', 'executed'] as const)
      assert.equal(whole?.[key], sum(basic?.[key] ?? '', projects?.[key] ?? ''), key);
    assert.equal(whole?.rate, ((100 * Number(whole?.executed)) / Number(whole?.adjusted)).toFixed(2));
    assert.deepEqual(recordsView({ ...records, department: null }, scheme, forms.lexicon).departmentMoney, []);
  });

  test('findings go to every project that has a place in them, by their number among all', () => {
    const text = writeText(
      compileReport(
        recordsFrom(SAMPLE),
        scoresOf(recordsFrom(SAMPLE), scheme),
        reportForm(forms.sets, 'cn/evaluation/2024') ?? assert.fail(),
        forms,
      ).document,
    );
    const [first] = recordsFrom(SAMPLE).projects.map(({ project }) => project.name);
    assert.ok(first);
    const total = /(?<=综合得分)\d+\.\d\d(?=分)/.exec(text)?.[0] ?? assert.fail();
    const { reading, findings } = checkBytes(utf8(text.replaceAll(`综合得分${total}分`, '综合得分11.11分')), '报告.txt', forms);
    const found = projectFindings(reading ?? assert.fail(), evaluationWordsOf(forms), findings);
    const own = found.get(projectOfName(first)) ?? [];
    assert.ok(
      own.some(({ index }) => findings[index]?.code === 'derive.grade'),
      JSON.stringify(own),
    );
    assert.ok([...found.values()].flat().every(({ index, message }) => findings[index]?.message === message));
  });
});
