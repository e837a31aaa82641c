/** What the page asks of a worker. */
export type Request =
  | { readonly id: number; readonly job: string; readonly base: string; readonly input: unknown }
  | { readonly id: number; readonly cancel: true };

/** What a worker answers: something on the way, the end, or what went wrong. */
export type Answer =
  | { readonly id: number; readonly progress: unknown }
  | { readonly id: number; readonly result: unknown }
  | { readonly id: number; readonly fault: string };
