import { readFileSync } from 'node:fs';

/** What NengoDL predicted with a remedy for the accuracy drop. */
export interface Remedy {
  readonly remedy: string;
  readonly accuracy: number;
  /** Classes of the first test images, one digit each. */
  readonly predicted: string;
}

/** Answers of fixtures/networks/nengo-dl/remedies.py. */
export interface Remedies {
  readonly images: number;
  /** With the weights of amplitude 0.01. */
  readonly fixed: readonly Remedy[];
  /** With weights trained for one epoch at amplitude 0.5. */
  readonly retrained?: readonly Remedy[];
  /** With the weights of a second training with the unchanged recipe. */
  readonly repeated?: readonly Remedy[];
}

const readRemedies = (name: string): Remedies => JSON.parse(readFileSync(`fixtures/studies/${name}.json`, 'utf8'));

/** The saved answers with fixed weights. */
export const remedies = readRemedies('nengo-dl-remedies');
/** The saved answers with retrained weights. */
export const retrainedRemedies = readRemedies('nengo-dl-remedies-retrained');

/** What NengoDL predicted with a remedy for streams of two images, in which the neurons keep their state. */
export interface StreamedRemedy extends Omit<Remedy, 'accuracy'> {
  /** On the first image of a stream, and on the second. `predicted` contains both, stream after stream. */
  readonly accuracy: readonly [number, number];
}

/** The saved answers for streams with fixed weights. */
export const streamedRemedies: { readonly streams: number; readonly fixed: readonly StreamedRemedy[] } = JSON.parse(
  readFileSync('fixtures/studies/nengo-dl-remedies-streams.json', 'utf8'),
);
