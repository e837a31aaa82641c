import { z } from 'zod';
import { list } from '../../base/collection-schema.ts';
import { finiteNumber } from './fields.ts';
import { nirNodes } from './inputs.ts';

const fraction = finiteNumber.min(0).max(1);
const numbers = list(finiteNumber);

const state = z
  .unknown()
  .exactOptional()
  .describe('Opaque; is sent back as the state of a later input, or of several: two runs may continue from one state.');

const neuron = z.object({
  spikes: list(list(z.int().min(0))).describe(
    '[neuron] → steps in which it fired, ascending, counted from 0; a step listed twice means two spikes',
  ),
  spikeHeight: finiteNumber.describe('The output of a neuron in the step of a spike.'),
  voltage: list(list(finiteNumber)).exactOptional().describe('After each step [step][neuron].'),
  state,
});

/** The schemas of outputs, on the wire and in process, by capability. */
export const outputs = {
  neuron,
  nir: neuron.pick({ spikes: true, voltage: true }),
  nir_export: neuron.pick({ spikes: true, voltage: true }).extend({ nodes: nirNodes }),
  events: neuron.omit({ spikeHeight: true }),
  tuning: z.object({
    gain: list(finiteNumber).describe('[neuron]'),
    bias: list(finiteNumber).describe('[neuron]'),
    ratesHz: list(list(finiteNumber)).describe('Spikes per second, whatever the amplitude [point][neuron].'),
    outputs: list(list(finiteNumber)).describe('amplitude · rate [point][neuron]'),
  }),
  synapse: z.object({
    lagSteps: z
      .int()
      .min(0)
      .describe('Steps by which filtered lags behind y_t = a · y_(t−1) + (1 − a) · x_t, a = e^(−dt/τ).'),
    filtered: list(finiteNumber).describe('[step]'),
    state,
  }),
  network: z.object({
    predicted: list(z.int().min(0)).describe('Class of each image; the lowest one at a tie.'),
    readout: list(list(finiteNumber)).describe('Filtered, after the last step [image][class].'),
    spikeCounts: list(list(z.int().min(0))).describe('[image][layer]'),
    probed: list(list(list(finiteNumber)))
      .exactOptional()
      .describe('The recording of each probe for the first image [probe][step][neuron].'),
    state,
  }),
  seeded: z.object({
    gain: list(finiteNumber).describe('[neuron]'),
    bias: list(finiteNumber).describe('[neuron]'),
    initialVoltage: list(finiteNumber).describe('[neuron]'),
  }),
  training: z.object({
    rateAccuracy: fraction.describe('Of the rate network, on the images of the input.'),
    spikingAccuracy: fraction.describe('Of the spiking network, on the images of the input.'),
    weights: z
      .object({
        layers: list(
          z.object({
            kernel: numbers.describe('[row, column, input channel, output channel]'),
            kernelBias: numbers.describe('[output channel]'),
            neuronBias: numbers.describe('[row, column, channel]'),
          }),
        ),
        readout: z.object({
          weight: numbers.describe('[neuron of the last layer, class]'),
          bias: numbers.describe('[class]'),
        }),
      })
      .exactOptional()
      .describe('After the last optimizer step, as lists without nesting. Without them, little can be tested.'),
    initialVoltage: list(numbers)
      .exactOptional()
      .describe('Of the spiking network, one per layer [row, column, channel]; needed with the weights.'),
  }),
};
