/** Message to a worker. */
export type Request =
  | { readonly id: number; readonly job: string; readonly base: string; readonly input: unknown }
  | { readonly id: number; readonly cancel: true };

/** Message from a worker: progress, a result or an error. */
export type Answer =
  | { readonly id: number; readonly progress: unknown }
  | { readonly id: number; readonly result: unknown }
  | { readonly id: number; readonly fault: string };
