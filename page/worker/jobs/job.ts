import type { Data } from '../../data/fetch.ts';

/** What a job has at hand. */
export interface Bench {
  readonly data: Data;
  /** Tells the page how far it is. */
  readonly report: (progress: unknown) => void;
  /** To be awaited often: lets messages in now and then, and throws if the job was called off. */
  readonly goOn: () => Promise<void>;
}

/** Work that is done in a worker, or in Node by the tests. */
export type JobCode<Input, Result> = (input: Input, bench: Bench) => Promise<Result>;
