import type { Worker } from 'node:worker_threads';
import { askThread } from '../../engine/ask-thread.ts';

/**
 * Distributes messages to a pool of threads, and yields the answers in the order of the messages, whatever the number
 * of threads.
 *
 * @param startWorker - starts a thread that posts one answer for every message
 * @param signal - stops all threads when it is aborted; the reason is thrown
 * @throws {Error} if a thread throws, or ends before its answer
 */
export async function* answersInOrder<Message, Answer>(
  messages: readonly Message[],
  startWorker: () => Worker,
  workers: number,
  signal: AbortSignal = new AbortController().signal,
): AsyncGenerator<Answer> {
  const threads = Array.from({ length: Math.min(workers, messages.length) }, startWorker);
  const answers = messages.map(() => openAnswer<Answer>());
  let next = 0;
  const work = async (thread: Worker) => {
    for (let index = next++; index < messages.length; index = next++) {
      answers[index]?.settle(await askThread<Answer>(thread, messages[index]));
    }
  };
  const watched = new AbortController();
  const failure = failureOf(threads.map(work), signal, watched.signal);
  try {
    for (const answer of answers) yield await Promise.race([answer.promise, failure]);
  } finally {
    watched.abort();
    await Promise.all(threads.map((thread) => thread.terminate()));
  }
}

interface OpenAnswer<Answer> {
  readonly promise: Promise<Answer>;
  readonly settle: (answer: Answer) => void;
}

function openAnswer<Answer>(): OpenAnswer<Answer> {
  let settle: (answer: Answer) => void = () => {};
  const promise = new Promise<Answer>((resolve) => {
    settle = resolve;
  });
  return { promise, settle };
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
