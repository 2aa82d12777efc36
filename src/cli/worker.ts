import { checkAcross } from '../check/check.ts';
import type { Finding } from '../check/finding.ts';
import { FormatError, prepareFormat, readDocument } from '../format/index.ts';
import { loadForms } from '../forms.ts';
import { type Paper, readPaper } from '../score/read.ts';
import { type CheckedPaper, failedPaper, sha256 } from '../server/checked.ts';
import { paperSection } from '../server/html.ts';
import { checkBytes } from '../server/paper.ts';
import { documentReport } from '../server/report.ts';
import { answerTasks } from '../server/workers/answer.ts';
import type { CompileAnswer, CompileOrder } from './compile-plan.ts';
import { readBytes } from './file.ts';
import { printReading } from './reading.ts';
import type { Answers, Checked, ReadFormat, Task } from './task.ts';
import { UsageError } from './usage.ts';
import type { Input } from './walk.ts';

const forms = loadForms();
/** readings that stay for papers to be held against each other; others are read again then */
const readings = new Map<string, Paper>();

async function checked({ path, name }: Input): Promise<CheckedPaper> {
  const bytes = readBytes(path);
  if (typeof bytes === 'string') return failedPaper(name, '', bytes);
  await prepareFormat(bytes);
  return checkBytes(bytes, name, forms);
}

async function check({ input, index, html, keep }: Extract<Task, { kind: 'check' }>): Promise<Checked> {
  const paper = await checked(input);
  if (keep && paper.reading) readings.set(input.path, paper.reading);
  return { report: documentReport(paper), section: html ? paperSection(paper, index) : '' };
}

async function across(inputs: readonly Input[]): Promise<readonly Finding[]> {
  const papers: Paper[] = [];
  for (const input of inputs) {
    const paper = readings.get(input.path) ?? (await checked(input)).reading;
    if (paper) papers.push(paper);
  }
  return checkAcross(papers, forms);
}

async function read({ path, name }: Input, format: ReadFormat): Promise<Answers['read']> {
  const bytes = readBytes(path);
  if (typeof bytes === 'string') return { error: `${name}：${bytes}` };
  await prepareFormat(bytes);
  try {
    return { text: printReading[format](name, sha256(bytes), readPaper(readDocument(bytes, name), name, forms)) };
  } catch (error) {
    if (error instanceof FormatError) return { error: error.message };
    throw error;
  }
}

/** A plan that cannot be opened is told like any other that is no paper. What compiles is loaded when it is wanted. */
async function compile(order: CompileOrder): Promise<CompileAnswer> {
  const { compilePlan, refused } = await import('./compile-plan.ts');
  try {
    return await compilePlan(order, forms);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return refused(`${error.message}\n`, 1);
  }
}

answerTasks<Task, Answers[keyof Answers]>((task) => {
  switch (task.kind) {
    case 'check':
      return check(task);
    case 'across':
      return across(task.inputs);
    case 'read':
      return read(task.input, task.format);
    case 'compile':
      return compile(task.order);
  }
});
