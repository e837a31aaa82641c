import { getEventListeners } from 'node:events';
import { Worker } from 'node:worker_threads';
import { describe, expect, it, onTestFinished } from 'vitest';
import { answersInOrder } from '../../src/engine/answers-in-order.ts';

/** Starts threads that run a few lines of code. `ask` is the message. */
const start = (lines: string, count = 1) =>
  Array.from({ length: count }, () => {
    const code = `const { parentPort } = require('node:worker_threads'); parentPort.on('message', (ask) => { ${lines} })`;
    const thread = new Worker(code, { eval: true });
    onTestFinished(async () => void (await thread.terminate()));
    return thread;
  });

/** The answer is twice the number. Larger numbers are answered sooner. */
const hasty = 'setTimeout(() => parentPort.postMessage(2 * ask), 60 - 10 * ask)';

async function collect<Answer>(answers: AsyncGenerator<Answer>): Promise<Answer[]> {
  const collected: Answer[] = [];
  for await (const answer of answers) collected.push(answer);
  return collected;
}

describe('threads', () => {
  it.each([2, 9])(
    'answer in the order of the messages even if the last one finishes first; number of threads: %i',
    async (workers) => {
      expect(await collect(answersInOrder([1, 2, 3, 4, 5], start(hasty, workers)))).toEqual([2, 4, 6, 8, 10]);
    },
  );

  it('stop with an error if one dies', async () => {
    const dying = start('if (ask === 3) process.exit(7); parentPort.postMessage(ask)', 2);
    await expect(collect(answersInOrder([1, 2, 3, 4], dying))).rejects.toThrow('ended with code 7');
  });

  it('stop with the error message if one throws', async () => {
    const throwing = start('throw new RangeError("no such image")');
    await expect(collect(answersInOrder([1], throwing))).rejects.toThrow('a worker thread failed: no such image');
  });

  it('stop with the reason that the signal gives', async () => {
    const controller = new AbortController();
    const silent = collect(answersInOrder([1], start(''), controller.signal));
    controller.abort(new Error('enough'));
    await expect(silent).rejects.toThrow('enough');
  });

  it('leave no listener on the signal, which may be that of many runs', async () => {
    const { signal } = new AbortController();
    await collect(answersInOrder([1, 2], start(hasty, 2), signal));
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });
});
