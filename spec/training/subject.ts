import fc from 'fast-check';
import { it } from 'vitest';
import { referenceTrainer } from '../../properties/oracles/trainers.ts';
import type { Trainer, TrainingLaw } from '../../properties/training/trainer.ts';

/** The trainer under test. */
export const subject: Trainer = referenceTrainer;

/** Puts a law of training into the document under its claim and its own words, and holds the subject to it. */
export function holdsInTraining(law: TrainingLaw, trainer: Trainer = subject): void {
  it(`${law.claim}: ${law.statement}`, () => fc.assert(law.property(trainer)));
}
