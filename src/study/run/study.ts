import type { Network } from '../../simulator/network/network.ts';
import type { Monitor } from '../monitor.ts';
import type { StudySettings } from '../results/settings.ts';
import type { EvaluatorName } from './evaluator.ts';

/** A network, images, and how the network is run on them. */
export interface Study {
  readonly settings: StudySettings;
  /** With the initial voltages of its file. */
  readonly network: Network;
  /** At least as many as the settings state. */
  readonly images: readonly Uint8Array[];
  /** Class of each image. */
  readonly labels: Uint8Array;
}

/** How a study is computed. It does not affect the results. */
export interface RunOptions {
  /** Number of threads, whole, 1 or more. */
  readonly workers: number;
  /** The code that runs the network. Both give the same bits. */
  readonly engine: EvaluatorName;
  /** Whether a remark reports how long each stage of the engine takes. */
  readonly profile?: boolean | undefined;
  readonly monitor?: Monitor | undefined;
}
