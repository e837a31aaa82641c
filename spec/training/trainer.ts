import fc from 'fast-check';
import { it } from 'vitest';
import { referenceTrainer } from '../../properties/oracles/trainers.ts';
import { runsOf } from '../../properties/runs.ts';
import type { TrainingLaw } from '../../properties/training/trainer.ts';

/** Tests a law of training on the reference, under its clause and statement. */
export function holdsInTraining(law: TrainingLaw): void {
  it(`${law.clause}: ${law.statement}`, () => fc.assert(law.property(referenceTrainer), runsOf(law, process.env)));
}
