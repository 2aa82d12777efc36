import { LIMITS } from '../workers/limits.ts';
import { Workshop } from '../workers/workshop.ts';
import type { PlanAnswer, PlanTask } from './task.ts';

/** Of plans there are few at a time; checks have workers of their own. */
const WORKERS = 2;

/** Does what is wanted of plans. */
export class PlanCompiler extends Workshop<PlanTask, PlanAnswer> {
  constructor(limits = LIMITS) {
    const said = {
      time: '这份计划太大或结构异常，编制超时。请检查工作簿里是否有大片无关的内容，删去后再试。',
      memory: '这份计划太大或结构异常，编制时内存不足。请检查工作簿里是否有大片无关的内容，删去后再试。',
      program: '编制时程序出错。请把这份文件和标准错误里的信息报告给开发者。',
    };
    super(new URL('./worker.ts', import.meta.url), WORKERS, said, limits);
  }
}
