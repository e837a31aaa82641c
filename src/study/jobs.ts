import { tutorialPoint } from '../simulator/network/effective.ts';
import type { TrainingBudget } from './training/training-budget.ts';

/** Studies of one network that are run as many jobs, one study a mode. */
export interface JobStudy {
  /** `fixed`: a network a seed, trained at .01; `retrained`: a network a seed and amplitude. */
  readonly modes: readonly ('fixed' | 'retrained')[];
  /** Name of the architecture. */
  readonly network: string;
  /** Spike amplitudes, each above 0. */
  readonly amplitudes: readonly number[];
  /** Of the networks. */
  readonly seeds: readonly number[];
  /** Floors of the voltage; null is none. */
  readonly minVoltages: readonly (number | null)[];
  /** Whether the amplitude is undone. */
  readonly rescaled: boolean;
  /** How the networks are trained; null: their weights are there already. */
  readonly training: JobTraining | null;
  /** Number of test images. */
  readonly images: number;
}

/** How much a network is shown while it is trained. */
export type JobTraining = TrainingBudget;

/** What a job does: trains a network, runs it at one operating point, joins the results of a mode, or draws all. */
export type JobKind = 'train' | 'evaluate' | 'summarize' | 'draw';

/**
 * Counts the jobs of studies. A network that two of them need is trained once: `fixed` holds the weights that
 * `retrained` has at amplitude .01, unless those are rescaled.
 *
 *   networks: seeds (fixed), seeds · amplitudes (retrained);  evaluations: modes · amplitudes · floors · seeds
 */
export function countJobs(study: JobStudy): Record<JobKind, number> {
  const { modes, amplitudes, seeds, minVoltages, training } = study;
  const points = amplitudes.length * minVoltages.length * seeds.length;
  return {
    train: training === null ? 0 : networksOf(study).size * seeds.length,
    evaluate: modes.length * points,
    summarize: modes.length,
    draw: 1,
  };
}

/** The networks of each seed, by what they were trained for. */
function networksOf({ modes, amplitudes, rescaled }: JobStudy): Set<string> {
  const retrained = amplitudes.map((amplitude) => `${amplitude}${rescaled ? ' rescaled' : ''}`);
  const names = { fixed: [String(tutorialPoint.amplitude)], retrained };
  return new Set(modes.flatMap((mode) => names[mode]));
}
