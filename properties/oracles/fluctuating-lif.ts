import { float64 } from '../../src/base/precision.ts';
import { randomStream } from '../../src/base/random.ts';
import { lif, stepNeurons } from '../../src/simulator/neuron/model.ts';
import { lowPassConstants, stepLowPass } from '../../src/simulator/synapse/low-pass.ts';
import type { NoisyCurrent, NoisyRateParameters } from '../../src/study/theory/noisy-rate.ts';

/**
 * Number of neurons and duration of one measurement, which starts after 0.1 s, when the initial voltages no longer
 * matter.
 */
const neurons = 100;
const seconds = 1;
const settlingSeconds = 0.1;

/** Spikes of reference neurons whose current is drawn in every step, and the rate that follows. */
export function measureNoisyRate(
  current: NoisyCurrent,
  parameters: NoisyRateParameters,
): { spikes: number; rateHz: number } {
  const { dtSeconds, tauRcSeconds, tauRefSeconds, minVoltage, synapseSeconds = 0 } = parameters;
  const model = lif({ dtSeconds, tauRcSeconds, tauRefSeconds, minVoltage }, float64);
  const stream = randomStream(`noise/${JSON.stringify([current, parameters])}`);
  const states = Array.from({ length: neurons }, () => model.start(stream()));
  const filter = synapseSeconds > 0 ? lowPassConstants({ dtSeconds, tauSeconds: synapseSeconds }) : undefined;
  const filtered = new Float64Array(neurons).fill(current.mean);
  let spikes = 0;
  for (let step = -Math.round(settlingSeconds / dtSeconds); step < Math.round(seconds / dtSeconds); step++) {
    const drawn = Float64Array.from(states, () => current.mean + current.deviation * drawNormal(stream));
    const fired = stepNeurons(model, states, filter === undefined ? drawn : filtered);
    if (filter !== undefined)
      for (let neuron = 0; neuron < neurons; neuron++)
        filtered[neuron] = stepLowPass(filtered[neuron] as number, drawn[neuron] as number, filter);
    if (step >= 0) for (const spike of fired) spikes += spike;
  }
  return { spikes, rateHz: spikes / (neurons * seconds) };
}

/** Draws a nearly normal number of mean 0 and variance 1: the sum of twelve uniform numbers, minus its mean. */
export function drawNormal(stream: () => number): number {
  let sum = -6;
  for (let draw = 0; draw < 12; draw++) sum += stream();
  return sum;
}
