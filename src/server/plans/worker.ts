import { loadForms } from '../../forms.ts';
import { answerTasks } from '../workers/answer.ts';
import { type PlanAnswer, type PlanTask, PlanTasks } from './task.ts';

const tasks = new PlanTasks(loadForms());

answerTasks<PlanTask, PlanAnswer>((task) => tasks.answer(task));
