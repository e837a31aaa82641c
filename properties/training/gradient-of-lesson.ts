import type { Parameters } from '../../src/simulator/training/parameters.ts';
import type { Lesson } from '../arbitraries/training.ts';
import { requireThat } from '../require.ts';
import type { Trainer, TrainingLaw } from './trainer.ts';

/** Gradient and mean loss of all examples of a lesson as one batch, in micro-batches of a given size. */
export async function gradientFor(
  trainer: Trainer,
  { network, examples, recipe }: Lesson,
  size: number = examples.length,
): Promise<{ gradient: Parameters; loss: number }> {
  const count = Math.ceil(examples.length / size);
  const parts = Array.from({ length: count }, (_, part) => examples.slice(part * size, (part + 1) * size));
  const microBatches = await trainer.accumulateGradients(network, parts, examples.length, recipe);
  const loss = microBatches.reduce((sum, part) => sum + part.loss, 0) / examples.length;
  return { gradient: trainer.gradientOf(microBatches, network, recipe), loss };
}

/** Refutes unless every number is within its limit of the expected one. */
export function requireWithin(
  law: TrainingLaw,
  got: readonly number[],
  expected: readonly number[],
  limits: readonly number[],
): void {
  for (const [index, value] of got.entries()) {
    const limit = limits[index] as number;
    requireThat(Math.abs(value - (expected[index] as number)) <= limit, law, () => ({
      expected: { index, value: expected[index], limit },
      got: value,
    }));
  }
}
