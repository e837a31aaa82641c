import fc from 'fast-check';
import { it } from 'vitest';
import { runsOf } from '../../properties/law-runs.ts';
import { referenceTrainer } from '../../properties/oracles/trainers.ts';
import type { Trainer, TrainingLaw } from '../../properties/training/trainer.ts';

/** The trainer under test. */
export const trainerUnderTest: Trainer = referenceTrainer;

/** Tests a law of training under its claim and statement. */
export function holdsInTraining(law: TrainingLaw, trainer: Trainer = trainerUnderTest): void {
  it(`${law.subject}: ${law.statement}`, () => fc.assert(law.property(trainer), runsOf(law, process.env)));
}
