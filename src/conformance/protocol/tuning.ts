import { z } from 'zod';
import type { TuningInput, TuningOutput } from '../implementation.ts';
import { list } from './list.ts';
import { finiteNumber, requestNumber } from './number.ts';
import { firstOf, wrongSize } from './size.ts';

/** Neurons described by what an experimenter sees, and a few inputs to try them on. */
export const tuningInput: z.ZodType = z.object({
  tauRcSeconds: requestNumber,
  tauRefSeconds: requestNumber,
  amplitude: requestNumber,
  maxRatesHz: list(requestNumber).describe('Firing rate at input 1 [neuron].'),
  intercepts: list(requestNumber).describe('Input above which each neuron fires [neuron].'),
  inputs: list(requestNumber).describe('[point]'),
});

/** Their gains and biases, and what they do on these inputs. */
export const tuningOutput: z.ZodType<TuningOutput> = z.object({
  gain: list(finiteNumber).describe('[neuron]'),
  bias: list(finiteNumber).describe('[neuron]'),
  ratesHz: list(list(finiteNumber)).describe('Spikes per second, whatever the amplitude [point][neuron].'),
  outputs: list(list(finiteNumber)).describe('amplitude · rate [point][neuron]'),
});

/** The fields of the port that go over the wire. */
export function writeTuningInput(input: TuningInput): object {
  const { tauRcSeconds, tauRefSeconds, amplitude, maxRatesHz, intercepts, inputs } = input;
  return { tauRcSeconds, tauRefSeconds, amplitude, maxRatesHz, intercepts, inputs };
}

/** What of an answer does not fit what was asked. */
export function tuningMisfit({ maxRatesHz, inputs }: TuningInput, output: TuningOutput): string | undefined {
  const neurons = maxRatesHz.length;
  return firstOf([
    () => wrongSize('gain', output.gain, [neurons]),
    () => wrongSize('bias', output.bias, [neurons]),
    () => wrongSize('ratesHz', output.ratesHz, [inputs.length, neurons]),
    () => wrongSize('outputs', output.outputs, [inputs.length, neurons]),
  ]);
}
