import type { Law } from '../../src/conformance/law.ts';

/** One network, run at one amplitude. */
export interface Trial {
  readonly seed: number;
  /**
   * `fixed`: trained at amplitude .01, whatever it is run at; `plain`: trained anew at the amplitude with the recipe of
   * .01; `rescaled`: trained anew with start, learning rate and ε in units of the amplitude.
   */
  readonly training: 'fixed' | 'plain' | 'rescaled';
  readonly amplitude: number;
  /** Firing rates, or spikes with a voltage floor of 0, or spikes without floor. */
  readonly neurons: 'rates' | 'floor' | 'no floor';
}

/** What the thread did with its network, on real digits: the same test images in every trial. */
export interface Experiment {
  readonly name: string;
  /** Runs a trial on the first test images; 1 where it gives the right class [image]. The same trial, the same bits. */
  readonly run: (trial: Trial, images: number) => Promise<Uint8Array>;
}

/** What a statistical claim rests on: the numbers that decide, and what they had to reach. */
export interface Verdict {
  readonly holds: boolean;
  readonly expected: string;
  readonly got: Readonly<Record<string, unknown>>;
}

/** A statement about networks with any seeds, decided on a sample of them. */
export interface StatisticalClaim extends Pick<Law, 'id' | 'claim' | 'statement'> {
  /** Number of seeds it needs. */
  readonly seeds: number;
  readonly images: number;
  /** Probability that it is refused on fresh seeds although it is true, and how that was found. */
  readonly falseAlarm: { readonly probability: number; readonly derivation: string };
  readonly judge: (experiment: Experiment, seeds: readonly number[]) => Promise<Verdict>;
}
