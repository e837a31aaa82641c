import type { Answer, Request } from './messages.ts';

/** A job that runs in a worker. */
export interface Job<Result> {
  /** Rejects with `Cancelled` after `cancel`. */
  readonly result: Promise<Result>;
  readonly cancel: () => void;
}

/** A job was cancelled. */
export class Cancelled extends Error {}

/** A worker that runs jobs. */
export interface JobRunner {
  readonly run: <Result, Progress = never>(
    job: string,
    input: unknown,
    onProgress?: (progress: Progress) => void,
  ) => Job<Result>;
}

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (reason: Error) => void;
  readonly onProgress: (progress: unknown) => void;
}

/** Starts a worker. Messages about cancelled jobs are ignored. */
export function openWorker(): JobRunner {
  const waiting = new Map<number, Waiting>();
  let next = 0;
  let worker: Worker | undefined;
  const start = () => {
    const started = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
    started.addEventListener('message', ({ data }: MessageEvent<Answer>) => {
      const job = waiting.get(data.id);
      if (job === undefined) return;
      if ('progress' in data) job.onProgress(data.progress);
      else {
        waiting.delete(data.id);
        if ('result' in data) job.resolve(data.result);
        else job.reject(new Error(data.fault));
      }
    });
    started.addEventListener('error', ({ message }) => {
      // the next job starts another worker
      worker = undefined;
      for (const job of waiting.values()) job.reject(new Error(message || 'the worker could not be started'));
      waiting.clear();
    });
    return started;
  };
  const send = (request: Request) => {
    worker ??= start();
    worker.postMessage(request);
  };
  return {
    run: <Result, Progress>(job: string, input: unknown, onProgress: (progress: Progress) => void = () => {}) => {
      const id = next++;
      const result = new Promise<unknown>((resolve, reject) => {
        waiting.set(id, { resolve, reject, onProgress: onProgress as (progress: unknown) => void });
      });
      send({ id, job, base: document.baseURI, input });
      const cancel = () => {
        waiting.get(id)?.reject(new Cancelled());
        if (waiting.delete(id)) send({ id, cancel: true });
      };
      return { result: result as Promise<Result>, cancel };
    },
  };
}
