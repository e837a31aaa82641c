import { getEventListeners } from 'node:events';
import { Worker } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import { answersInOrder } from '../../src/study/run/pool.ts';

/** A thread that runs a few lines of code. `ask` is the message. */
const thread = (lines: string) => () =>
  new Worker(`const { parentPort } = require('node:worker_threads'); parentPort.on('message', (ask) => { ${lines} })`, {
    eval: true,
  });

/** The answer is twice the number. Larger numbers are answered sooner. */
const hasty = thread('setTimeout(() => parentPort.postMessage(2 * ask), 60 - 10 * ask)');

async function collect<Answer>(answers: AsyncGenerator<Answer>): Promise<Answer[]> {
  const collected: Answer[] = [];
  for await (const answer of answers) collected.push(answer);
  return collected;
}

describe('threads', () => {
  it.each([1, 2, 5, 9])(
    'answer in the order of the messages even if the last one finishes first; number of threads: %i',
    async (workers) => {
      expect(await collect(answersInOrder([1, 2, 3, 4, 5], hasty, workers))).toEqual([2, 4, 6, 8, 10]);
    },
  );

  it('are not started if there is nothing to do', async () => {
    const never = () => {
      throw new Error('started');
    };
    expect(await collect(answersInOrder([], never, 2))).toEqual([]);
  });

  it('stop with an error if one dies', async () => {
    const dying = thread('if (ask === 3) process.exit(7); parentPort.postMessage(ask)');
    await expect(collect(answersInOrder([1, 2, 3, 4], dying, 2))).rejects.toThrow('ended with code 7');
  });

  it('stop with the error message if one throws', async () => {
    const throwing = thread('throw new RangeError("no such image")');
    await expect(collect(answersInOrder([1], throwing, 2))).rejects.toThrow('a worker thread failed: no such image');
  });

  it('stop with the reason that the signal gives', async () => {
    const controller = new AbortController();
    const silent = collect(answersInOrder([1], thread(''), 1, controller.signal));
    controller.abort(new Error('enough'));
    await expect(silent).rejects.toThrow('enough');
  });

  it('leave no listener on the signal, which may be that of many runs', async () => {
    const { signal } = new AbortController();
    await collect(answersInOrder([1, 2], hasty, 2, signal));
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });

  it('stop if no more answers are requested', async () => {
    const started: Worker[] = [];
    const answers = answersInOrder(
      [1, 2, 3],
      () => {
        const worker = hasty();
        started.push(worker);
        return worker;
      },
      1,
    );
    await answers.next();
    await answers.return(undefined);
    expect(started.map(({ threadId }) => threadId)).toEqual([-1]);
  });
});
