import { referenceTrainer } from '../../oracles/trainers.ts';
import type { Trainer } from '../../training/trainer.ts';

/** A trainer that differs from the reference in one piece. */
export function mutant(name: string, piece: Partial<Omit<Trainer, 'name'>>): Trainer {
  return { ...referenceTrainer, ...piece, name };
}
