import { parentPort } from 'node:worker_threads';
import { loadForms } from '../../src/forms.ts';
import { doPaper, type Job } from './work.ts';

/** A thread that does one paper at a time. */
const forms = loadForms();
parentPort?.on('message', async (job: Job) => parentPort?.postMessage(await doPaper(job, forms)));
