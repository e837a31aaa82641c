import type { TrainingBudget } from '../training/training-budget.ts';

/** How networks are trained anew for every amplitude of an explanation. */
export interface Retraining extends TrainingBudget {
  /** Of every network. */
  readonly seed: number;
}
