import type { FailureKind } from '../workers/limits.ts';

/** What is said of a plan that broke a limit of its worker, or at which the program failed. */
export const PLAN_FAILURES: Readonly<Record<FailureKind, string>> = {
  time: '这份计划太大或结构异常，编制超时。请检查工作簿里是否有大片无关的内容，删去后再试。',
  memory: '这份计划太大或结构异常，编制时内存不足。请检查工作簿里是否有大片无关的内容，删去后再试。',
  program: '编制时程序出错。请把这份文件和标准错误里的信息报告给开发者。',
};
