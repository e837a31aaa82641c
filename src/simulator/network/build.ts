import { float32, type Precision } from '../../base/precision.ts';
import { draw, randomStream } from '../../base/random.ts';
import { requireWhole } from '../../base/requirement.ts';
import { tune } from '../neuron/tuning.ts';
import { type Architecture, type LayerPlan, planLayers } from './architecture.ts';
import type { LayerWeights, Network } from './network.ts';

/**
 * Builds an untrained network. A pure function: every array has its own random stream, named for the seed and the
 * array, so neither earlier builds nor other layers affect it; definition: W10, R2.
 *
 *   kernels: Glorot uniform, ±√(6/(fan in + fan out)), fans = kernel area · channels;   kernel biases 0, neuron biases 1
 *
 * @param seed - whole, 0 or more
 * @throws {Refusal} if the seed is not whole or the architecture is not valid
 * @example build(tutorial, 0).layers[0].kernel.length // 288
 * @see Glorot and Bengio (2010), equation 16
 */
export function build(
  architecture: Architecture,
  seed: number,
  { initialVoltage = 'uniform', amplitude = 0.01, precision = float32 }: BuildSettings = {},
): Network {
  requireWhole('seed', 0, seed);
  const plans = planLayers(architecture);
  const { bias } = tune(architecture.neuron, architecture.neuron);
  const neurons = plans.at(-1)?.neurons ?? 0;
  const { classes } = architecture;
  return {
    architecture,
    trainedAmplitude: amplitude,
    layers: plans.map((plan) => startingWeights(plan, seed, bias, precision)),
    readout: {
      weight: glorot(`${seed}/weights/dense`, neurons * classes, neurons, classes, precision),
      bias: new precision.array(classes),
    },
    initialVoltage: startingVoltage(architecture, seed, initialVoltage, precision),
  };
}

/** Initial voltages: uniform in [0, 1), as in Nengo since 3.1.0, or all 0, as before. */
export type InitialVoltage = 'uniform' | 'zero';

export interface BuildSettings {
  /** Default `uniform`. */
  readonly initialVoltage?: InitialVoltage;
  /** Spike amplitude for which the network is intended, above 0; default 0.01. It changes no weight. */
  readonly amplitude?: number;
  /** Precision of the arrays; default float32. */
  readonly precision?: Precision;
}

/**
 * Initial voltages of a network's neurons, from one random stream per layer.
 *
 * @param seed - whole, 0 or more
 * @param kind - `uniform` draws from [0, 1)
 * @returns one array per layer [row, column, channel]
 * @throws {Refusal} if the architecture is not valid
 * @example startingVoltage(miniature, 0, 'uniform').map(([first]) => first) // [0.3689948618412018, 0.16045120358467102]
 */
export function startingVoltage(
  architecture: Architecture,
  seed: number,
  kind: InitialVoltage,
  { array }: Precision = float32,
): Network['initialVoltage'] {
  return planLayers(architecture).map(({ name, neurons }) => {
    if (kind === 'zero') return new array(neurons);
    const voltages = draw({ kind: 'uniform', low: 0, high: 1 }, neurons, randomStream(`${seed}/voltage/${name}`));
    return array.from(voltages);
  });
}

function startingWeights(plan: LayerPlan, seed: number, neuronBias: number, precision: Precision): LayerWeights {
  const area = plan.kernelSize * plan.kernelSize;
  const name = `${seed}/weights/${plan.kernelName}`;
  return {
    kernel: glorot(name, plan.weights, area * plan.input.channels, area * plan.channels, precision),
    kernelBias: new precision.array(plan.channels),
    neuronBias: new precision.array(plan.neurons).fill(neuronBias),
  };
}

function glorot(name: string, count: number, fanIn: number, fanOut: number, { array }: Precision) {
  const limit = Math.sqrt(6 / (fanIn + fanOut));
  return array.from(draw({ kind: 'uniform', low: -limit, high: limit }, count, randomStream(name)));
}
