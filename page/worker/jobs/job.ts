import type { Data } from '../../data/fetch.ts';

/** What a job can use. */
export interface JobContext {
  readonly data: Data;
  /** Sends progress to the page. */
  readonly report: (progress: unknown) => void;
  /** Await it often: it lets messages through and throws if the job was cancelled. */
  readonly goOn: () => Promise<void>;
}

/** Work for a worker; tests run it in Node. */
export type JobCode<Input, Result> = (input: Input, context: JobContext) => Promise<Result>;
