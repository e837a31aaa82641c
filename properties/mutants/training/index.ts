import type { Trainer } from '../../training/trainer.ts';
import { epochMutants } from './epoch.ts';
import { gradientMutants } from './gradient.ts';
import { lossMutants } from './loss.ts';
import { optimiserMutants } from './optimiser.ts';

/** Every wrong trainer, by what is wrong with it. */
export const trainingMutants: Readonly<Record<'loss' | 'gradient' | 'optimiser' | 'epoch', readonly Trainer[]>> = {
  loss: lossMutants,
  gradient: gradientMutants,
  optimiser: optimiserMutants,
  epoch: epochMutants,
};
