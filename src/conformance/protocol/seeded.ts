import { z } from 'zod';
import type { SeededInput, SeededOutput } from '../implementation.ts';
import { list } from './list.ts';
import { finiteNumber, requestNumber } from './number.ts';
import { firstOf, wrongSize } from './size.ts';

const distribution = z.union([
  z.object({ kind: z.literal('choice'), values: list(requestNumber) }),
  z.object({ kind: z.literal('uniform'), low: requestNumber, high: requestNumber }),
]);

/** Neurons to be drawn by the implementation's own random numbers. */
export const seededInput: z.ZodType = z.object({
  seed: requestNumber,
  neurons: requestNumber,
  tauRcSeconds: requestNumber,
  tauRefSeconds: requestNumber,
  maxRatesHz: distribution,
  intercepts: distribution,
  initialVoltage: distribution,
});

/** What was drawn. */
export const seededOutput: z.ZodType<SeededOutput> = z.object({
  gain: list(finiteNumber).describe('[neuron]'),
  bias: list(finiteNumber).describe('[neuron]'),
  initialVoltage: list(finiteNumber).describe('[neuron]'),
});

/** The fields of the port that go over the wire. */
export function writeSeededInput(input: SeededInput): object {
  const { seed, neurons, tauRcSeconds, tauRefSeconds, maxRatesHz, intercepts, initialVoltage } = input;
  return { seed, neurons, tauRcSeconds, tauRefSeconds, maxRatesHz, intercepts, initialVoltage };
}

/** What of an answer does not fit what was asked. */
export function seededMisfit({ neurons }: SeededInput, output: SeededOutput): string | undefined {
  return firstOf([
    () => wrongSize('gain', output.gain, [neurons]),
    () => wrongSize('bias', output.bias, [neurons]),
    () => wrongSize('initialVoltage', output.initialVoltage, [neurons]),
  ]);
}
