import type { Worker } from 'node:worker_threads';

/**
 * Posts a message to a thread and waits for the answer.
 *
 * @throws {Error} if the thread throws or ends before it answers
 */
export function askThread<Answer>(thread: Worker, message: unknown): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const onExit = (code: number) => reject(new Error(`a worker thread ended with code ${code} before it answered`));
    const onError = (error: Error) => reject(new Error(`a worker thread failed: ${error.message}`, { cause: error }));
    thread.once('error', onError);
    thread.once('exit', onExit);
    thread.once('message', (answer: Answer) => {
      thread.off('error', onError);
      thread.off('exit', onExit);
      resolve(answer);
    });
    thread.postMessage(message);
  });
}
