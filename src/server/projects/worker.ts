import { loadForms } from '../../forms.ts';
import { answerTasks } from '../workers/answer.ts';
import { type RecordAnswer, type RecordTask, RecordTasks } from './task.ts';

const tasks = new RecordTasks(loadForms());

answerTasks<RecordTask, RecordAnswer>((task) => tasks.answer(task));
