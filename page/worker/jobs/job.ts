import type { Data } from '../../data/fetch.ts';

/** The resources of a job. */
export interface JobContext {
  readonly data: Data;
  /** Sends progress to the page. */
  readonly report: (progress: unknown) => void;
  /** Lets messages through, and throws if the job was cancelled. Await it often. */
  readonly goOn: () => Promise<void>;
}

/** Work for a worker; tests run it in Node. */
export type JobCode<Input, Result> = (input: Input, context: JobContext) => Promise<Result>;
