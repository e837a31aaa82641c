import { amplitudeLaws } from './amplitude.ts';
import { epochLaws } from './epoch.ts';
import { gradientLaws } from './gradient.ts';
import { lossLaws } from './loss.ts';
import { memoryLaws } from './memory.ts';
import { rmspropLaws } from './rmsprop.ts';
import { startLaws } from './start.ts';
import type { TrainingLaw } from './trainer.ts';

/** Every law about training, by what it judges. */
export const trainingLaws: Readonly<Record<'loss' | 'gradient' | 'optimizer' | 'epoch', readonly TrainingLaw[]>> = {
  loss: lossLaws,
  gradient: gradientLaws,
  optimizer: [...rmspropLaws, ...memoryLaws, ...amplitudeLaws],
  epoch: [...startLaws, ...epochLaws],
};
