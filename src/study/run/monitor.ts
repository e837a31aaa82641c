/** How a study is computed. It does not affect the results. */
export interface RunOptions {
  /** Number of threads, whole, 1 or more. */
  readonly workers: number;
  readonly monitor?: Monitor | undefined;
}

/** Observes a computation and may stop it. It does not change results. */
export interface Monitor {
  /** Stops the computation when it is aborted; the reason is thrown. */
  readonly signal?: AbortSignal;
  /** Called with the number of images that are done. `label` names the run if there are several. */
  readonly onImages?: (done: number, total: number, label: string) => void;
  /** Called with a remark, such as the reason why the readable code runs. */
  readonly note?: (remark: string) => void;
}
