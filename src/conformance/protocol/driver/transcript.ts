/** One thing that was said, or happened. A transcript is a file of them, a line of JSON each. */
export type TranscriptEntry = { readonly atSeconds: number } & (
  | { readonly sent: string }
  | { readonly received: string }
  | { readonly stderr: string }
  /** How the program ended, in words. */
  | { readonly ended: string }
);
