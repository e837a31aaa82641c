import { square } from '../../../src/base/elementary.ts';
import { randomStream } from '../../../src/base/random.ts';
import type { NetworkInput } from '../../../src/conformance/implementation.ts';
import { type Architecture, planLayers, sizeOf } from '../../../src/simulator/network/architecture.ts';
import { tune } from '../../../src/simulator/neuron/tuning.ts';

/** Two hidden layers of 18 and 8 neurons, three classes: all stages of the tutorial network, small enough to read. */
export const small: Architecture = {
  name: 'small',
  input: { rows: 4, columns: 4, channels: 1 },
  hidden: [
    { kernelSize: 2, stride: 1, channels: 2 },
    { kernelSize: 2, stride: 1, channels: 2 },
  ],
  classes: 3,
  neuron: { tauRcSeconds: 0.02, tauRefSeconds: 0.002, maxRateHz: 100, intercept: 0 },
  readoutTauSeconds: 0.1,
};

/** The small network with other shapes. */
export const shaped = (changes: Partial<Architecture>): Architecture => ({ ...small, ...changes });

/** Three hidden layers: the middle one both receives spikes and sends them on. */
export const threeLayers: Architecture = shaped({
  input: { rows: 5, columns: 5, channels: 1 },
  hidden: Array.from({ length: 3 }, () => ({ kernelSize: 2, stride: 1, channels: 2 })),
});

/** Largest current from the image to a neuron in the first layer, positive or negative. */
const imageCurrent = 12;

/** Largest current from one spike of amplitude 0.01, positive or negative. */
const spikeCurrent = 4;

/** A random network in which every layer fires at amplitude 0.01, with an image of noise. */
export function drawnNetwork(architecture: Architecture, seed: number): NetworkInput {
  const uniform = (name: string, count: number, low: number, high: number) => {
    const stream = randomStream(`vector/${seed}/${name}`);
    return Float32Array.from({ length: count }, () => low + (high - low) * stream());
  };
  const { gain } = tune(architecture.neuron, architecture.neuron);
  const plans = planLayers(architecture);
  const layers = plans.map((plan, index) => {
    const weights = square(plan.kernelSize) * plan.input.channels;
    const scale = (index === 0 ? imageCurrent / (255 * weights) : spikeCurrent / 10) / gain;
    return {
      kernel: uniform(plan.kernelName, plan.weights, -0.6 * scale, scale),
      kernelBias: uniform(`${plan.kernelName}/bias`, plan.channels, -0.2 / gain, 0.2 / gain),
      neuronBias: uniform(`${plan.name}/bias`, plan.neurons, 0.3, 2.8),
    };
  });
  const { classes } = architecture;
  return {
    architecture,
    weights: {
      layers,
      readout: {
        weight: uniform('dense', (plans.at(-1)?.neurons ?? 0) * classes, -0.1, 0.1),
        bias: uniform('dense/bias', classes, -0.5, 0.5),
      },
    },
    initialVoltage: plans.map(({ name, neurons }) => uniform(`${name}/voltage`, neurons, 0, 1)),
    amplitude: 0.01,
    minVoltage: 0,
    steps: 20,
    dtSeconds: 0.001,
    images: [drawNoise(architecture, seed)],
  };
}

/** An image of noise. */
export function drawNoise({ input }: Architecture, seed: number): Uint8Array {
  const stream = randomStream(`vector/${seed}/picture`);
  return Uint8Array.from({ length: sizeOf(input) }, () => 256 * stream());
}
