import type { Engine, PreparedNetwork } from '../../src/engine/engine.ts';
import { discreteLif, type StepRules } from '../../src/models/discrete-lif.ts';
import { subtractingLif } from '../../src/models/subtracting-lif.ts';
import { type EffectiveNetwork, foldForSpikes, type OperatingPoint } from '../../src/simulator/network/effective.ts';
import type { Network } from '../../src/simulator/network/network.ts';
import { lif, type NeuronType } from '../../src/simulator/neuron/model.ts';
import type { ConventionName } from '../contender.ts';

const wholeSteps: StepRules = {
  integrator: 'exact',
  inputScale: 'one-minus-decay',
  comparison: '>',
  reset: 'zero',
  resetTime: 'at-once',
  refractory: 'nearest',
};

/** A neuron for each way in which the kernel ends a step. */
const conventions: Readonly<Record<ConventionName, NeuronType>> = {
  definition: lif,
  subtraction: subtractingLif,
  'late-reset': discreteLif({ ...wholeSteps, resetTime: 'one-step-late', refractory: 'none' }),
  'no-refractory': discreteLif({ ...wholeSteps, refractory: 'none' }),
  'whole-steps': discreteLif(wholeSteps),
  unscaled: discreteLif({ ...wholeSteps, inputScale: 'one' }),
};

/** Halvings of the interval in which the scale of a layer is looked for: to a factor of 1.0003. */
const halvings = 14;

/**
 * Prepares a network with the neurons of a convention. The time that a step takes depends on the spikes, so the currents of each
 * layer are scaled until it fires as often as with the neurons of the definition.
 */
export function prepareMatched(
  engine: Engine,
  network: Network,
  point: OperatingPoint,
  name: ConventionName,
  images: readonly Uint8Array[],
): PreparedNetwork {
  const spikesOf = (folded: EffectiveNetwork, layer: number) => countSpikes(engine.prepare(folded), images)[layer] ?? 0;
  const own = foldForSpikes(network, point);
  let folded = foldForSpikes(network, { ...point, neurons: conventions[name] });
  for (const layer of name === 'definition' ? [] : own.layers.keys()) {
    const wanted = spikesOf(own, layer);
    let [low, high] = [1 / 64, 2];
    for (let count = 0; count < halvings; count++) {
      const middle = Math.sqrt(low * high);
      if (spikesOf(scaleLayer(folded, layer, middle), layer) < wanted) low = middle;
      else high = middle;
    }
    folded = scaleLayer(folded, layer, high);
  }
  return engine.prepare(folded);
}

/** Number of spikes [layer]. */
export function countSpikes({ runSpiking }: PreparedNetwork, images: readonly Uint8Array[]): number[] {
  const counts = images.map((image) => runSpiking(image).spikeCounts);
  return (counts[0] ?? []).map((_, layer) => counts.reduce((sum, one) => sum + (one[layer] as number), 0));
}

function scaleLayer(network: EffectiveNetwork, index: number, scale: number): EffectiveNetwork {
  const layers = network.layers.map((layer, at) =>
    at === index
      ? { ...layer, weight: layer.weight.map((one) => one * scale), bias: layer.bias.map((one) => one * scale) }
      : layer,
  );
  return { ...network, layers };
}
