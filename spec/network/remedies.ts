import { readFileSync } from 'node:fs';

/** What NengoDL predicted with a remedy for the accuracy drop. */
export interface Remedy {
  readonly remedy: string;
  readonly accuracy: number;
  /** Classes of the first test images, one digit each. */
  readonly predicted: string;
}

/** The saved answers of fixtures/networks/nengo-dl/remedies.py. */
export const remedies: { readonly images: number; readonly fixed: readonly Remedy[] } = JSON.parse(
  readFileSync('fixtures/studies/nengo-dl-remedies.json', 'utf8'),
);
