import { z } from 'zod';
import type { SynapseInput, SynapseOutput } from '../implementation.ts';
import { list } from './list.ts';
import { finiteNumber, requestNumber } from './number.ts';
import { wrongSize } from './size.ts';

/** A signal to be filtered by a low-pass. */
export const synapseInput: z.ZodType = z.object({
  dtSeconds: requestNumber,
  tauSeconds: requestNumber,
  signal: list(requestNumber).describe('[step]'),
});

/** The filtered signal. */
export const synapseOutput: z.ZodType<SynapseOutput> = z.object({
  filtered: list(finiteNumber).describe('[step]'),
  lagSteps: z
    .int()
    .min(0)
    .describe('Steps by which filtered lags behind y_t = a · y_(t−1) + (1 − a) · x_t, a = e^(−dt/τ).'),
});

/** The fields of the port that go over the wire. */
export function writeSynapseInput({ dtSeconds, tauSeconds, signal }: SynapseInput): object {
  return { dtSeconds, tauSeconds, signal };
}

/** What of an answer does not fit what was asked. */
export function synapseMisfit({ signal }: SynapseInput, { filtered }: SynapseOutput): string | undefined {
  return wrongSize('filtered', filtered, [signal.length]);
}
