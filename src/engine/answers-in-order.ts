import type { Worker } from 'node:worker_threads';

/**
 * Gives each thread the next message as soon as it is free, and yields the answers in the order of the messages,
 * whatever the number of threads.
 *
 * @param threads - each posts one answer for every message
 * @param signal - ends the work when it is aborted; the reason is thrown
 * @throws {Error} if a thread throws, or ends before its answer
 */
export async function* answersInOrder<Message, Answer>(
  messages: readonly Message[],
  threads: readonly Worker[],
  signal: AbortSignal = new AbortController().signal,
): AsyncGenerator<Answer> {
  const settle: ((answer: Answer) => void)[] = [];
  const answers = messages.map((_, index) => {
    return new Promise<Answer>((resolve) => {
      settle[index] = resolve;
    });
  });
  let next = 0;
  const work = async (thread: Worker) => {
    for (let index = next++; index < messages.length; index = next++) {
      settle[index]?.(await askThread<Answer>(thread, messages[index]));
    }
  };
  const watched = new AbortController();
  const failure = failureOf(threads.map(work), signal, watched.signal);
  try {
    for (const answer of answers) yield await Promise.race([answer, failure]);
  } finally {
    watched.abort();
  }
}

/** Rejects when a thread fails or the signal is aborted, until the end, and never resolves. */
function failureOf(works: readonly Promise<void>[], signal: AbortSignal, end: AbortSignal): Promise<never> {
  const failure = new Promise<never>((_, reject) => {
    const stop = () => reject(signal.reason);
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { signal: end });
    for (const work of works) work.catch(reject);
  });
  failure.catch(() => {}); // it may be rejected after the last answer
  return failure;
}

/**
 * Posts a message to a thread and waits for the answer.
 *
 * @throws {Error} if the thread throws or ends before it answers
 */
function askThread<Answer>(thread: Worker, message: unknown): Promise<Answer> {
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
