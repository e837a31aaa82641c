import { z } from 'zod';
import { list } from './list.ts';
import { requestNumber } from './number.ts';

/** A network as data: picture → (convolution → LIF neurons) … → dense read-out → low-pass → class. */
export const architecture: z.ZodType = z.object({
  name: z.string(),
  input: z
    .object({ rows: requestNumber, columns: requestNumber, channels: requestNumber })
    .describe('Size of a picture; arrays of it are laid out [row, column, channel], channel fastest.'),
  hidden: list(z.object({ kernelSize: requestNumber, stride: requestNumber, channels: requestNumber })).describe(
    'Convolutions without padding, each followed by LIF neurons, one for each of its outputs.',
  ),
  classes: requestNumber,
  neuron: z
    .object({
      tauRcSeconds: requestNumber,
      tauRefSeconds: requestNumber,
      maxRateHz: requestNumber,
      intercept: requestNumber,
    })
    .describe('Of every neuron; gain follows from it.'),
  readoutTauSeconds: requestNumber.describe('Time constant of the low-pass filter on the read-out.'),
});
