import type { Trainer } from '../../training/trainer.ts';
import { epochMutants } from './epoch.ts';
import { gradientMutants } from './gradient.ts';
import { lossMutants } from './loss.ts';
import { optimizerMutants } from './optimizer.ts';

export const trainingMutants: Readonly<Record<'loss' | 'gradient' | 'optimizer' | 'epoch', readonly Trainer[]>> = {
  loss: lossMutants,
  gradient: gradientMutants,
  optimizer: optimizerMutants,
  epoch: epochMutants,
};
