import type { Law } from '../../src/conformance/law.ts';

/** One network, run at one amplitude. */
export interface Trial {
  readonly seed: number;
  /**
   * `fixed`: trained at amplitude 0.01. `plain`: retrained at the amplitude with the recipe of 0.01. `rescaled`:
   * retrained at the amplitude with initial weights, learning rate and ε in its units.
   */
  readonly training: 'fixed' | 'plain' | 'rescaled';
  readonly amplitude: number;
  /** Firing rates, or spikes: with a voltage floor of 0, without one, or with both the floor and synapses of 5 ms. */
  readonly neurons: 'rates' | 'floor' | 'no floor' | 'floor and synapse';
}

/** The experiment of the original question, on real digits: every trial uses the same test images. */
export interface Experiment {
  readonly name: string;
  /** Runs a trial on the first test images; 1 for a correct class [image]. Repeated trials give the same bits. */
  readonly run: (trial: Trial, images: number) => Promise<Uint8Array>;
}

/** The decision about a statistical law: the actual and the expected numbers. */
export interface Decision {
  readonly holds: boolean;
  readonly expected: string;
  readonly got: Readonly<Record<string, unknown>>;
}

/** A statement about networks with any seeds, decided on a sample of seeds. */
export interface StatisticalLaw extends Pick<Law, 'id' | 'clause' | 'statement'> {
  /** Number of seeds in the sample. */
  readonly seeds: number;
  readonly images: number;
  /** Probability of a false refutation on new seeds, and how it was determined. */
  readonly falseAlarm: { readonly probability: number; readonly derivation: string };
  readonly judge: (experiment: Experiment, seeds: readonly number[]) => Promise<Decision>;
}
