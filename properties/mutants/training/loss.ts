import { exp, log } from '../../../src/base/elementary.ts';
import { crossEntropy } from '../../../src/simulator/training/loss.ts';
import type { Trainer } from '../../training/trainer.ts';
import { mutant } from './mutant.ts';

export const lossMutants: readonly Trainer[] = [
  // the naive softmax, in which e^710 overflows
  mutant('softmax without the largest subtracted', {
    crossEntropy: (logits, label, batchSize, { array }) => {
      const powers = Array.from(logits, exp);
      const sum = powers.reduce((total, power) => total + power, 0);
      return {
        loss: -log((powers[label] as number) / sum),
        gradient: array.from(powers, (power, index) => (power / sum - (index === label ? 1 : 0)) / batchSize),
      };
    },
  }),
  mutant('label one off', {
    crossEntropy: (logits, label, batchSize, precision) =>
      crossEntropy(logits, (label + 1) % logits.length, batchSize, precision),
  }),
  mutant('loss summed over the batch instead of averaged', {
    crossEntropy: (logits, label, _, precision) => crossEntropy(logits, label, 1, precision),
  }),
];
